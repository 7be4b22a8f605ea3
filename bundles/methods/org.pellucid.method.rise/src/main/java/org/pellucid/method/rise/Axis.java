package org.pellucid.method.rise;

/**
 * One axis of RISE's masks: {@code cells} values are stretched bilinearly over {@code (cells + 1) * step} positions,
 * {@code step = ceil(length / cells)}, of which a random shift {@code 0 … step-1} chooses {@code length}. A mask is the
 * product of its two axes, and so is the covariance of its pixels, which makes the exact one cheap. Immutable.
 */
final class Axis {
    final int length;
    final int cells;
    /** Number of shifts. */
    final int step;
    /** Number of equal bins into which masks are averaged for the surrogate. */
    final int bins;
    private final int[] left;
    private final int[] right;
    private final float[] share;
    /** {@code [shift][cells * bins]}: share of a cell in the average over a bin. */
    private final double[][] projection;
    /** {@code [length * bins]}: covariance of a position with the average over a bin, for cells of variance 1. */
    private final double[] covariance;

    Axis(int length, int cells, int bins) {
        this.length = length;
        this.cells = cells;
        this.bins = Math.min(bins, length);
        this.step = (length + cells - 1) / cells;
        int stretched = (cells + 1) * step;
        left = new int[stretched];
        right = new int[stretched];
        share = new float[stretched];
        for (int u = 0; u < stretched; u++) {
            double at = (u + 0.5) * cells / stretched - 0.5;
            int floor = (int) Math.floor(at);
            left[u] = Math.max(floor, 0);
            right[u] = Math.min(floor + 1, cells - 1);
            share[u] = (float) (at - floor);
        }
        projection = projections();
        covariance = covariances();
    }

    /** @return the cell before a position */
    int left(int shifted) {
        return left[shifted];
    }

    /** @return the cell after a position, the same as before it at the ends */
    int right(int shifted) {
        return right[shifted];
    }

    /** @return weight of the cell after the position, 0..1; the one before has the rest */
    float share(int shifted) {
        return share[shifted];
    }

    private double[][] projections() {
        double[][] all = new double[step][cells * bins];
        double perBin = (double) length / bins;
        for (int shift = 0; shift < step; shift++) {
            for (int bin = 0; bin < bins; bin++) {
                double from = bin * perBin;
                double to = from + perBin;
                for (int p = (int) from; p < length && p < to; p++) {
                    double part = (Math.min(p + 1, to) - Math.max(p, from)) / perBin;
                    int u = p + shift;
                    all[shift][left[u] * bins + bin] += part * (1 - share[u]);
                    all[shift][right[u] * bins + bin] += part * share[u];
                }
            }
        }
        return all;
    }

    private double[] covariances() {
        double[] sum = new double[length * bins];
        for (int shift = 0; shift < step; shift++) {
            double[] cellToBin = projection[shift];
            for (int p = 0; p < length; p++) {
                int u = p + shift;
                for (int bin = 0; bin < bins; bin++) {
                    sum[p * bins + bin] += ((1 - share[u]) * cellToBin[left[u] * bins + bin]
                            + share[u] * cellToBin[right[u] * bins + bin]) / step;
                }
            }
        }
        return sum;
    }

    /** @return {@code [cells * bins]}, not to be changed */
    double[] projection(int shift) {
        return projection[shift];
    }

    /** @return {@code [length * bins]}, not to be changed */
    double[] covariance() {
        return covariance;
    }

    /** @return mean over positions of the variance, for cells of variance 1 */
    double meanVariance() {
        double sum = 0;
        for (int shift = 0; shift < step; shift++) {
            for (int p = 0; p < length; p++) {
                int u = p + shift;
                double after = left[u] == right[u] ? 1 : share[u];
                double before = left[u] == right[u] ? 0 : 1 - share[u];
                sum += before * before + after * after;
            }
        }
        return sum / step / length;
    }
}
