package org.pellucid.interpret;

import java.util.Optional;
import org.pellucid.api.InputException;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.image.Picture;
import org.pellucid.files.Sha256;

/**
 * A picture in memory.
 *
 * @param picture  its pixels
 * @param sha256   of the file, or of the pixels
 * @param sha256Of which of both
 * @param millis   it took
 */
record Decoded(Picture picture, String sha256, String sha256Of, double millis) {
    static Decoded of(Sample sample, ImageService images) throws InputException {
        long begun = System.nanoTime();
        // read once, for the checksum and to decode
        Optional<byte[]> file = sample.encoded();
        Picture picture = file.isPresent() ? images.read(sample.name(), file.get()) : sample.picture();
        String sum = Sha256.of(file.orElse(picture.bgr()));
        return new Decoded(picture, sum, file.isPresent() ? "file" : "pixels", (System.nanoTime() - begun) / 1e6);
    }
}
