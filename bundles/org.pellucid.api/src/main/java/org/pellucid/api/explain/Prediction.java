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
    /** @return the label as people write it */
    public String words() {
        return words(label);
    }

    /**
     * Label files write spaces as underscores, so that labels can be part of file names.
     *
     * @param label a class name
     * @return it as people write it
     */
    public static String words(String label) {
        return label.replace('_', ' ').strip();
    }

    /** Returns {@code Egyptian_cat (285), probability 0.78}. */
    @Override
    public String toString() {
        // Without String.format, which costs a short command a noticeable time at its first use.
        long hundredths = Math.round(probability * 100);
        return label + " (" + index + "), probability "
                + (Double.isNaN(probability) ? "unknown"
                        : hundredths / 100 + "." + hundredths % 100 / 10 + hundredths % 10);
    }
}
