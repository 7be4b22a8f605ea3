package org.pellucid.api.interpret;

/**
 * A class taken for another.
 *
 * @param truth           true class
 * @param predicted       the class it was taken for
 * @param count           how often
 * @param sample          the picture in which the model was surest of it, contrasted
 * @param overlap         intersection over union of the most salient 20 % of both maps, 0..1; NaN if not contrasted
 * @param rankCorrelation of both maps (Spearman), -1..1; NaN if not contrasted or a map is constant
 * @param words           what that means, empty if not contrasted
 */
public record Confusion(String truth, String predicted, long count, String sample, double overlap,
        double rankCorrelation, String words) {
}
