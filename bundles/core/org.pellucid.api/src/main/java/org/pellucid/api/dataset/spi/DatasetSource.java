package org.pellucid.api.dataset.spi;

import java.nio.file.Path;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.pellucid.api.PellucidException;
import org.pellucid.api.dataset.Dataset;

/**
 * Opens data sets of one kind: the SPI. Register an implementation as a service with the property {@link #SCHEME};
 * where several have the same scheme the one with the highest service ranking is used. Safe for use by several threads.
 */
@ConsumerType
public interface DatasetSource {
    /** Service property: the scheme, at least two lower-case letters or digits, as in {@code scheme:location}. */
    String SCHEME = "pellucid.dataset";

    /** {@return what kind of data set this is, one line} */
    String description();

    /** {@return how to write it, e.g. <code>shapes:SET[?count=N]</code>} */
    String usage();

    /**
     * {@return the name under which {@link org.pellucid.api.download.Catalog} fetches the data set, if it is one that
     * is to be fetched}
     */
    default Optional<String> download() {
        return Optional.empty();
    }

    /**
     * Whether a path given without a scheme is for this source.
     *
     * @param path an existing file or folder
     * @return whether {@link #open} takes it
     */
    default boolean takes(Path path) {
        return false;
    }

    /**
     * Opens a data set. Cheap: lists nothing, decodes nothing, fetches nothing.
     *
     * @param location which one; unknown options are refused
     * @return the data set, closed by the caller
     * @throws PellucidException if the location or an option is wrong, or there is no such data set
     */
    Dataset open(DatasetLocation location) throws PellucidException;
}
