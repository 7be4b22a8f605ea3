package org.pellucid.explain;

import java.util.Arrays;

/** From logits to probabilities. */
final class Probabilities {
    private Probabilities() {
    }

    /**
     * @param logits      finite or -Inf
     * @param independent whether classes are independent
     * @return sigmoid of each, or softmax over all
     */
    static double[] of(float[] logits, boolean independent) {
        double[] probabilities = new double[logits.length];
        if (independent) {
            for (int i = 0; i < logits.length; i++) {
                probabilities[i] = 1 / (1 + Math.exp(-logits[i]));
            }
            return probabilities;
        }
        double max = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            max = Math.max(max, logit);
        }
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = Math.exp(logits[i] - max);
            sum += probabilities[i];
        }
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] /= sum;
        }
        return probabilities;
    }

    /**
     * Ranks classes by their logits, which differ where probabilities no longer do: two probabilities close to 1 are
     * rounded to the same number.
     *
     * @param logits no NaN
     * @return class indices, greatest logit first; equal ones in index order
     */
    static int[] ranking(float[] logits) {
        long[] keys = new long[logits.length];
        for (int i = 0; i < keys.length; i++) {
            int bits = Float.floatToIntBits(logits[i] + 0f); // adding 0 makes -0 the same as 0
            // Turned so that a greater logit is a smaller number; the index in the lower half settles ties.
            int descending = bits < 0 ? bits & Integer.MAX_VALUE : ~bits;
            keys[i] = (long) descending << Integer.SIZE | i;
        }
        Arrays.sort(keys);
        int[] ranking = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            ranking[i] = (int) keys[i];
        }
        return ranking;
    }
}
