package org.pellucid.api.dataset;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.pellucid.api.InputException;

/** One iteration over a data set. For one thread at a time; the samples may be read by others. */
@ConsumerType
public interface Samples extends AutoCloseable {
    /**
     * The next sample; it is not read yet.
     *
     * @return the sample, or empty at the end
     * @throws InputException if a part of the data set, a folder say, cannot be listed; the iteration goes on behind it
     *                        with the next call
     */
    Optional<Sample> next() throws InputException;

    /** Gives back what the iteration holds. A second call does nothing. */
    @Override
    void close();
}
