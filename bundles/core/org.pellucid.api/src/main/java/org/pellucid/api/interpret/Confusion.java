package org.pellucid.api.interpret;

import java.util.Objects;
import java.util.Optional;

/**
 * A class taken for another.
 *
 * @param truth      true class
 * @param predicted  the class it was taken for
 * @param count      how often
 * @param sample     the picture in which the model was surest of it
 * @param comparison of the maps of both classes of that picture; empty if they were not compared
 */
public record Confusion(String truth, String predicted, long count, String sample,
        Optional<MapComparison> comparison) {
    /** Checks for {@code null}. */
    public Confusion {
        Objects.requireNonNull(truth, "truth");
        Objects.requireNonNull(predicted, "predicted");
        Objects.requireNonNull(sample, "sample");
        Objects.requireNonNull(comparison, "comparison");
    }
}
