package org.pellucid.dataset.archive;

import java.util.Optional;
import org.pellucid.api.InputException;
import org.pellucid.api.dataset.DatasetClass;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.spi.SamplePath;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.image.Picture;
import org.pellucid.zip.ZipArchive;
import org.pellucid.zip.ZipItem;

/** A picture in an archive. */
record ArchiveSample(String id, String name, Optional<String> split, Optional<DatasetClass> truth, ZipItem item,
        ZipArchive archive, ImageService images) implements Sample {
    static ArchiveSample of(SamplePath path, ZipItem item, ZipArchive archive, ImageService images) {
        return new ArchiveSample(path.id(), path.name(), path.split(), path.classFolder().map(DatasetClass::unmapped),
                item, archive, images);
    }

    @Override
    public Optional<byte[]> encoded() throws InputException {
        return Optional.of(archive.bytes(item));
    }

    @Override
    public Picture picture() throws InputException {
        try {
            return images.read(name, archive.bytes(item));
        } catch (InputException e) {
            String where = archive.path() + ": " + id;
            // a message from the decoder knows the file name only, of which there may be several
            throw e.getMessage().startsWith(archive.path().toString()) ? e
                    : new InputException(where + ": " + e.getMessage(), e);
        }
    }
}
