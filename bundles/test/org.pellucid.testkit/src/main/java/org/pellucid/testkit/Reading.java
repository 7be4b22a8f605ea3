package org.pellucid.testkit;

import java.util.Optional;
import java.util.function.Consumer;
import org.pellucid.api.InputException;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.Samples;

/** Reads data sets to their end. */
public final class Reading {
    private Reading() {
    }

    /**
     * Reads all samples.
     *
     * @param dataset  to be read
     * @param samples  takes each sample
     * @param problems takes the message about each that cannot be read
     * @throws InputException if the data set cannot be read at all
     */
    public static void all(Dataset dataset, Consumer<Sample> samples, Consumer<String> problems)
            throws InputException {
        try (Samples all = dataset.samples()) {
            boolean ended = false;
            while (!ended) {
                try {
                    Optional<Sample> next = all.next();
                    next.ifPresent(samples);
                    ended = next.isEmpty();
                } catch (InputException e) {
                    problems.accept(e.getMessage());
                }
            }
        }
    }
}
