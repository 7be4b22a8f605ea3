package org.pellucid.api.dataset;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.osgi.annotation.versioning.ConsumerType;
import org.pellucid.api.InputException;

/**
 * An open data set. Nothing is listed before it is asked for, and nothing that was passed is kept, so that the memory
 * needed does not grow with the number of pictures. Safe for use by several threads; iterations do not disturb each
 * other.
 */
@ConsumerType
public interface Dataset extends AutoCloseable {
    /** @return what the person who asked knows it by, e.g. {@code shapes:4} */
    String name();

    /** @return the classes it declares, in its own order; empty if they are known only from the samples */
    List<DatasetClass> classes();

    /** @return how many samples there are, where that is known without listing them */
    OptionalLong size();

    /**
     * Begins an iteration over all samples.
     *
     * @return the samples, closed by the caller
     * @throws InputException if the data set cannot be listed
     */
    Samples samples() throws InputException;

    /**
     * Looks up one sample without iterating.
     *
     * @param id of a sample
     * @return the sample, or empty if there is none of that id
     * @throws InputException if the data set cannot be read
     */
    Optional<Sample> find(String id) throws InputException;

    /** Gives back files. Samples cannot be read any more. A second call does nothing. */
    @Override
    void close();
}
