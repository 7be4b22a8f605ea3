package org.pellucid.api.interpret;

import java.util.List;
import java.util.Objects;

/**
 * Pictures of a kind, picked by hand.
 *
 * @param name      of the use case: of its folder and on top of its matrix
 * @param threshold probability above which a class is explained, 0..1
 * @param samples   ids of samples of the data set
 */
public record UseCase(String name, double threshold, List<String> samples) {
    /** Checks the threshold, copies the list. */
    public UseCase {
        Objects.requireNonNull(name, "name");
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold " + threshold + ": must lie in 0..1");
        }
        samples = List.copyOf(samples);
    }
}
