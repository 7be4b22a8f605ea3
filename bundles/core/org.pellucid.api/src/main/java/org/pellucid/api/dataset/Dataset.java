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
    /** {@return what the person who asked knows it by, e.g. {@code shapes:4}} */
    String name();

    /** {@return the classes it declares, in its own order; empty if they are known only from the samples} */
    default List<DatasetClass> classes() {
        return List.of();
    }

    /** {@return how many samples there are, where that is known without listing them} */
    default OptionalLong size() {
        return OptionalLong.empty();
    }

    /**
     * Begins an iteration over all samples.
     *
     * @return the samples, closed by the caller
     * @throws InputException if the data set cannot be listed
     */
    Samples samples() throws InputException;

    /**
     * Looks up one sample. Here all are looked through; a data set that knows where its samples are does better.
     *
     * @param id of a sample
     * @return the sample, or empty if there is none of that id
     * @throws InputException if the data set cannot be read
     */
    default Optional<Sample> find(String id) throws InputException {
        try (Samples samples = samples()) {
            Optional<Sample> sample = samples.next();
            while (sample.isPresent() && !sample.get().id().equals(id)) {
                sample = samples.next();
            }
            return sample;
        }
    }

    /** Gives back files, if it holds any. Samples cannot be read any more. A second call does nothing. */
    @Override
    default void close() {
        // most hold none
    }
}
