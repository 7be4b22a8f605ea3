package org.pellucid.explain;

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

    /** @return class indices, most probable first; ties in index order */
    static int[] ranking(double[] probabilities) {
        long[] keys = new long[probabilities.length];
        for (int i = 0; i < keys.length; i++) {
            // non-negative doubles sort like their bits; the complement turns the order round and the index, in the
            // low bits, settles ties. The 10 bits of mantissa given up are far below the precision of a float model.
            keys[i] = (~Double.doubleToLongBits(probabilities[i]) & ~INDEX_MASK) | i;
        }
        java.util.Arrays.sort(keys);
        int[] ranking = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            ranking[i] = (int) (keys[i] & INDEX_MASK);
        }
        return ranking;
    }

    private static final long INDEX_MASK = (1L << 20) - 1;
}
