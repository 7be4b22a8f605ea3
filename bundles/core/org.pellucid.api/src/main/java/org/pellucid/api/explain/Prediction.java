package org.pellucid.api.explain;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A class and what the model thinks of it.
 *
 * @param index       class index
 * @param label       class name, or the index as text where no labels are known
 * @param probability softmax over all classes, or sigmoid for a multi-label model; 0..1
 * @param logit       the model's raw score
 */
public record Prediction(int index, String label, double probability, double logit) {
    /** {@return the label as people write it} */
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

    /**
     * Writes a probability as it is printed and as it stands in the names of files: with two decimals, like {@code %.2f} of
     * C and Python, that is, the exact value is rounded and a tie goes to the even digit.
     *
     * @param probability any finite number
     * @return it with two decimals
     */
    public static String twoDecimals(double probability) {
        return new BigDecimal(probability).setScale(2, RoundingMode.HALF_EVEN).toPlainString();
    }

    /** Returns {@code Egyptian_cat (285), probability 0.78}. */
    @Override
    public String toString() {
        return label + " (" + index + "), probability "
                + (Double.isNaN(probability) ? "unknown" : twoDecimals(probability));
    }
}
