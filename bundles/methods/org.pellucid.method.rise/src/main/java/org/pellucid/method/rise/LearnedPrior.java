package org.pellucid.method.rise;

import java.util.Arrays;

/**
 * What the network looks at at all, learned from what its answers as a whole depend on: regressions of the square roots
 * of many classes' probabilities give, in the sense of Fisher information, the places and patterns that move the
 * prediction. Coefficients of a target are expected there, not in the empty sky. Scores of the same runs are used, no
 * further inference is needed.
 */
final class LearnedPrior {
    /** Variance every coefficient has at least, against a mean of 1: the prior may hint, not forbid. */
    private static final double FLOOR = 0.1;
    /** Standard deviation of the smoothing, in bins. */
    private static final double SMOOTHING = 0.7;
    private static final int ROUNDS = 3;
    private static final int RADIUS = 3;

    private final int rows;
    private final int columns;
    private final int features;
    private final int first;
    private final int responses;
    private final boolean centred;
    private double[] variances;
    private double[][] coefficients;
    private int rounds;

    /**
     * @param rows      bins down
     * @param columns   bins across
     * @param first     first of the responses to learn from; all after it are used
     * @param responses number of responses
     * @param centred   whether moments are taken about the mean
     */
    LearnedPrior(int rows, int columns, int first, int responses, boolean centred) {
        this.rows = rows;
        this.columns = columns;
        this.features = rows * columns;
        this.first = first;
        this.responses = responses;
        this.centred = centred;
        this.variances = new double[features];
        Arrays.fill(variances, 1);
    }

    /** @return whether it has been refined often enough; more often does not help */
    boolean complete() {
        return rounds >= ROUNDS;
    }

    /**
     * One round of learning, a few milliseconds: regressions under the prior known so far give a better one.
     *
     * @param moments of features and responses
     */
    void refine(Moments moments) {
        if (rounds > 0) {
            variances = variances();
        }
        Ridge ridge = new Ridge(moments.gram(centred), features, moments.count() - (centred ? 1 : 0),
                new Priors.Diagonal(variances));
        coefficients = new double[responses - first][];
        for (int k = first; k < responses; k++) {
            coefficients[k - first] = ridge.fit(moments.cross(k, centred), moments.power(k, centred)).coefficients();
        }
        rounds++;
    }

    /** @return factor of the prior covariance */
    Ridge.Factor factor() {
        return new Priors.Full(covariance(), features);
    }

    /** @return mean square of the coefficients in each bin, smoothed, of mean 1, plus the floor */
    private double[] variances() {
        double[] power = new double[features];
        for (double[] beta : coefficients) {
            for (int i = 0; i < features; i++) {
                power[i] += beta[i] * beta[i];
            }
        }
        double[] smooth = smooth(power);
        double mean = 0;
        for (double value : smooth) {
            mean += value / features;
        }
        for (int i = 0; i < features; i++) {
            smooth[i] = (mean > 0 ? smooth[i] / mean : 1) + FLOOR;
        }
        return smooth;
    }

    private double[] smooth(double[] power) {
        double[] result = new double[features];
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                double sum = 0;
                double weights = 0;
                for (int j = Math.max(0, y - RADIUS); j <= Math.min(rows - 1, y + RADIUS); j++) {
                    for (int i = Math.max(0, x - RADIUS); i <= Math.min(columns - 1, x + RADIUS); i++) {
                        double distance = (j - y) * (j - y) + (i - x) * (i - x);
                        double weight = Math.exp(-distance / (2 * SMOOTHING * SMOOTHING));
                        sum += weight * power[j * columns + i];
                        weights += weight;
                    }
                }
                result[y * columns + x] = sum / weights;
            }
        }
        return result;
    }

    /** @return second moment of the coefficients, of mean variance 1, plus the diagonal */
    private double[] covariance() {
        double[] covariance = new double[features * features];
        double trace = 0;
        for (double[] beta : coefficients) {
            for (int i = 0; i < features; i++) {
                trace += beta[i] * beta[i];
            }
        }
        double scale = trace > 0 ? features / trace : 0;
        for (double[] beta : coefficients) {
            for (int i = 0; i < features; i++) {
                double factor = scale * beta[i];
                for (int j = 0; j < features; j++) {
                    covariance[i * features + j] += factor * beta[j];
                }
            }
        }
        for (int i = 0; i < features; i++) {
            covariance[i * features + i] += variances[i];
        }
        return covariance;
    }
}
