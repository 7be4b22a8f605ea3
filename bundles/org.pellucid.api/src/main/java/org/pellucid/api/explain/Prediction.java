package org.pellucid.api.explain;

/**
 * A class and what the model thinks of it.
 *
 * @param index       class index
 * @param label       class name, or the index as text where no labels are known
 * @param probability softmax over all classes, or sigmoid for a multi-label model; 0..1
 * @param logit       the model's raw score
 */
public record Prediction(int index, String label, double probability, double logit) {
    /** Returns {@code Egyptian_cat (285), probability 0.78}. */
    @Override
    public String toString() {
        return label + " (" + index + "), probability " + Rounded.of(probability);
    }
}
