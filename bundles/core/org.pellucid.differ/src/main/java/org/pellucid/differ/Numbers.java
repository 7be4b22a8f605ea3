package org.pellucid.differ;

import java.util.Arrays;

/** Numbers of many pictures, of which quantiles are asked. For one thread. */
final class Numbers {
    private double[] values = new double[64];
    private int count;

    void add(double value) {
        if (Double.isNaN(value)) {
            return;
        }
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = value;
    }

    int count() {
        return count;
    }

    /** @return in the order in which they came */
    double[] values() {
        return Arrays.copyOf(values, count);
    }

    double quantile(double share) {
        double[] sorted = values();
        Arrays.sort(sorted);
        return quantile(sorted, share);
    }

    /** @return the value below which a share of sorted values lies, between two of them linearly; NaN if there is none */
    static double quantile(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    double mean() {
        return count == 0 ? Double.NaN : Arrays.stream(values, 0, count).average().orElseThrow();
    }
}
