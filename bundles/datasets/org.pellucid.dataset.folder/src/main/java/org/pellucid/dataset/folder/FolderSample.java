package org.pellucid.dataset.folder;

import java.nio.file.Path;
import java.util.Optional;
import org.pellucid.api.InputException;
import org.pellucid.api.dataset.DatasetClass;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.spi.SamplePath;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.image.Picture;

/** A picture file. */
record FolderSample(String id, String name, Optional<String> split, Optional<DatasetClass> truth, Path picturePath,
        ImageService images) implements Sample {
    static FolderSample of(SamplePath path, Path picturePath, ImageService images) {
        return new FolderSample(path.id(), path.name(), path.split(), path.classFolder().map(DatasetClass::unmapped),
                picturePath, images);
    }

    @Override
    public Optional<Path> file() {
        return Optional.of(picturePath);
    }

    @Override
    public Picture picture() throws InputException {
        return images.read(picturePath);
    }
}
