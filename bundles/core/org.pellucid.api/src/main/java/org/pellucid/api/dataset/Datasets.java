package org.pellucid.api.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.pellucid.api.PellucidException;

/**
 * Opens data sets with the {@link org.pellucid.api.dataset.spi.DatasetSource} services present. Safe for use by several
 * threads.
 */
@ProviderType
public interface Datasets {
    /**
     * Opens a data set for a run.
     *
     * @param dataset   {@code scheme:location}, with options {@code ?name=value&name=value}; or a path, whose kind is
     *                  found by looking at it
     * @param directory that relative paths start from
     * @param sampling  which samples to take: they come in the order of their ids then, and their number is known. All
     *                  if empty, as they are found
     * @return the data set, with at least one sample in it, closed by the caller
     * @throws PellucidException    if the scheme is unknown (the message lists those present), the location or an
     *                              option is wrong, or there are no samples
     * @throws InterruptedException if the thread was interrupted while choosing samples
     */
    Dataset open(String dataset, Path directory, Optional<Sampling> sampling)
            throws PellucidException, InterruptedException;

    /** {@return the kinds of data sets present, by scheme} */
    List<DatasetEntry> list();
}
