package org.pellucid.maps;

/** Finds quantiles of numbers. */
public final class Quantiles {
    private Quantiles() {
    }

    /**
     * {@return the value below which a share of the numbers lies, between two of them linearly; NaN if there is none}
     *
     * @param sorted the numbers, ascending
     * @param share  0..1, 0.5 for the median
     */
    public static double of(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double position = share * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
