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
record FolderSample(SamplePath path, Path picturePath, ImageService images) implements Sample {
    @Override
    public String id() {
        return path.id();
    }

    @Override
    public String name() {
        return path.name();
    }

    @Override
    public Optional<String> split() {
        return path.split();
    }

    @Override
    public Optional<DatasetClass> truth() {
        return path.classFolder().map(DatasetClass::unmapped);
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
