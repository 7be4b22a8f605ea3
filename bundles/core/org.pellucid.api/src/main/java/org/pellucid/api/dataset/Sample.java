package org.pellucid.api.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.pellucid.api.InputException;
import org.pellucid.api.image.Picture;

/**
 * A picture of a data set with what is known about it. Holds no pixels: each call of {@link #picture()} reads it anew.
 * Safe for use by several threads until the data set is closed.
 */
@ConsumerType
public interface Sample {
    /**
     * {@return unique within the data set and the same on every machine, separated by slashes, e.g. {@code
     * val/n02088364/n02088364_2430.JPEG}}
     */
    String id();

    /** {@return the file name, or what takes its place; not unique} */
    String name();

    /** {@return {@code train}, {@code val} …, if the data set is split} */
    default Optional<String> split() {
        return Optional.empty();
    }

    /** {@return the class the picture belongs to, if known} */
    Optional<DatasetClass> truth();

    /** {@return the objects in the picture, if their places are known; the one that gives the class comes first} */
    default List<SampleObject> objects() {
        return List.of();
    }

    /** {@return where the picture lies, if it is a file of its own} */
    default Optional<Path> file() {
        return Optional.empty();
    }

    /**
     * Reads the picture file as it is, e.g. for a checksum.
     *
     * @return a whole picture file, here that of {@link #file()}; empty if the picture is made, not read
     * @throws InputException if it cannot be read; the other samples are not affected
     */
    default Optional<byte[]> encoded() throws InputException {
        if (file().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readAllBytes(file().get()));
        } catch (NoSuchFileException e) {
            throw new InputException(file().get() + ": no such file", e);
        } catch (IOException | OutOfMemoryError e) {
            throw new InputException(file().get() + ": cannot be read", e);
        }
    }

    /**
     * Reads and decodes, or makes, the picture.
     *
     * @return the picture, named by {@link #name()}
     * @throws InputException if it cannot be read or decoded; the other samples are not affected
     */
    Picture picture() throws InputException;
}
