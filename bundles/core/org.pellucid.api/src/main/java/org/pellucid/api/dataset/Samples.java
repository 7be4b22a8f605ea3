package org.pellucid.api.dataset;

import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.annotation.versioning.ConsumerType;
import org.pellucid.api.InputException;

/** One iteration over a data set. For one thread at a time; the samples may be read by others. */
@ConsumerType
public interface Samples extends AutoCloseable {
    /**
     * {@return an iteration over them}
     *
     * @param samples one after the other, made when they are asked for; closed with the result. What it throws as an
     *                {@link UncheckedIOException} becomes an {@link InputException}
     */
    static Samples of(Stream<? extends Sample> samples) {
        Iterator<? extends Sample> iterator = samples.iterator();
        return new Samples() {
            @Override
            public Optional<Sample> next() throws InputException {
                try {
                    return iterator.hasNext() ? Optional.of(iterator.next()) : Optional.empty();
                } catch (UncheckedIOException e) {
                    throw new InputException(e.getCause().getMessage(), e);
                }
            }

            @Override
            public void close() {
                samples.close();
            }
        };
    }

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
    default void close() {
        // most hold nothing
    }
}
