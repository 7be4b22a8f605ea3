package org.pellucid.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pellucid.api.image.Picture;
import org.pellucid.api.image.Preprocessing;
import org.pellucid.api.image.ResizeMode;
import org.pellucid.api.image.TensorLayout;

/** Native memory must not wait for the garbage collector. */
class MemoryTest {
    private final OpenCvImageService images = new OpenCvImageService();

    @Test
    void twoThousandPicturesLeaveTheProcessAsLargeAsItWas() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "skipped: there is no /proc");
        byte[] noise = new byte[3 * 200 * 150];
        new Random(1).nextBytes(noise);
        byte[] encoded = images.encode(new Picture("noise", 200, 150, noise), "jpg");
        for (int i = 0; i < 200; i++) {
            explain(encoded);
        }
        Runtime.getRuntime().gc();
        long before = residentKilobytes();
        for (int i = 0; i < 2000; i++) {
            explain(encoded);
        }
        Runtime.getRuntime().gc();
        // Not released, the pixels alone would be 700 MB; the heap's own ups and downs are small beside that.
        assertThat(residentKilobytes() - before).as("growth in kilobytes").isLessThan(250_000);
    }

    private void explain(byte[] encoded) throws Exception {
        Picture picture = images.read("noise", encoded);
        Preprocessing preprocessing = new Preprocessing("test", 64, 64, ResizeMode.STANDARD, true,
                List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0), TensorLayout.NCHW);
        images.preprocess(picture, preprocessing, ByteBuffer.allocateDirect(4 * preprocessing.size()));
        byte[] map = images.resizeMap(new byte[] {1, 2, 3, 4}, 2, 2, picture.width(), picture.height());
        images.encode(images.blend(picture, images.paint("map", map, picture.width(), picture.height(), "jet"), 0.5),
                "jpg");
    }

    private static long residentKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElseThrow();
    }
}
