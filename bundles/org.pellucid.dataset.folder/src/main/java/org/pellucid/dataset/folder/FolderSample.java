package org.pellucid.dataset.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.pellucid.api.InputException;
import org.pellucid.api.dataset.DatasetClass;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.SampleObject;
import org.pellucid.api.dataset.SamplePath;
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
    public List<SampleObject> objects() {
        return List.of();
    }

    @Override
    public Optional<Path> file() {
        return Optional.of(picturePath);
    }

    @Override
    public Optional<byte[]> encoded() throws InputException {
        try {
            return Optional.of(Files.readAllBytes(picturePath));
        } catch (NoSuchFileException e) {
            throw new InputException(picturePath + ": no such file", e);
        } catch (IOException | OutOfMemoryError e) {
            throw new InputException(picturePath + ": cannot be read", e);
        }
    }

    @Override
    public Picture picture() throws InputException {
        return images.read(picturePath);
    }
}
