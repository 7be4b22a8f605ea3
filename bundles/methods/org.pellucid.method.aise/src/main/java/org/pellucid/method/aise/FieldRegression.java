package org.pellucid.method.aise;

import java.util.Arrays;

/**
 * Regression of what pairs of a mask and its complement gained on the masks, averaged over bins, under a smooth prior:
 * the coefficients are a Gaussian process over the picture. Its mean is the map. The system is factored once for all
 * classes.
 */
final class FieldRegression {
    private static final int BINS = 16;
    /** How far coefficients resemble each other, in bins. */
    private static final double SMOOTHNESS = 1.5;
    /** Variance of what masks do beyond the regression, in units of what it explains. */
    private static final double NOISE = 0.3;

    private final int height;
    private final int width;
    /** {@code [pairs][bins]}. */
    private final double[][] features;
    /** Cholesky factor, lower triangle. */
    private final double[][] factor;

    FieldRegression(GaussianField field, int pairs, int height, int width) {
        this.height = height;
        this.width = width;
        this.features = new double[pairs][];
        this.factor = new double[pairs][pairs];
        float[] mask = new float[height * width];
        double[][] blur = profiles(BINS);
        double trace = 0;
        for (int i = 0; i < pairs; i++) {
            field.paint(i, false, mask);
            features[i] = averages(mask);
            double[] smooth = smooth(features[i], blur, blur);
            for (int j = 0; j <= i; j++) {
                factor[i][j] = dot(smooth, features[j], smooth.length);
            }
            trace += factor[i][i];
        }
        for (int i = 0; i < pairs; i++) {
            factor[i][i] += NOISE * trace / pairs;
        }
        cholesky();
    }

    private static double dot(double[] a, double[] b, int length) {
        double sum = 0;
        for (int k = 0; k < length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    private void cholesky() {
        for (int i = 0; i < factor.length; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = factor[i][j] - dot(factor[i], factor[j], j);
                factor[i][j] = i == j ? Math.sqrt(rest) : rest / factor[j][j];
            }
        }
    }

    /** @return {@code [BINS * BINS]}: how much more than half of each bin the mask shows */
    private double[] averages(float[] mask) {
        double[] sums = new double[BINS * BINS];
        int[] counts = new int[sums.length];
        for (int y = 0; y < height; y++) {
            int row = y * BINS / height * BINS;
            for (int x = 0; x < width; x++) {
                int bin = row + x * BINS / width;
                sums[bin] += mask[y * width + x] - 0.5;
                counts[bin]++;
            }
        }
        for (int bin = 0; bin < sums.length; bin++) {
            // pictures smaller than the bins leave some empty
            sums[bin] /= Math.max(1, counts[bin]);
        }
        return sums;
    }

    /**
     * @param gains of each pair: score under the mask minus score under its complement
     * @return the map, {@code [height, width]}
     */
    float[] map(double[] gains) {
        double[] weights = solve(gains);
        double[] sum = new double[BINS * BINS];
        for (int i = 0; i < weights.length; i++) {
            for (int bin = 0; bin < sum.length; bin++) {
                sum[bin] += weights[i] * features[i][bin];
            }
        }
        double[] map = smooth(sum, profiles(height), profiles(width));
        float[] values = new float[map.length];
        for (int i = 0; i < map.length; i++) {
            values[i] = (float) map[i];
        }
        return values;
    }

    private double[] solve(double[] gains) {
        double[] x = gains.clone();
        for (int i = 0; i < x.length; i++) {
            x[i] = (x[i] - dot(factor[i], x, i)) / factor[i][i];
        }
        for (int i = x.length - 1; i >= 0; i--) {
            x[i] /= factor[i][i];
            for (int k = 0; k < i; k++) {
                x[k] -= factor[i][k] * x[i];
            }
        }
        return x;
    }

    /** @return {@code [length][BINS]}: likeness of each position to each bin */
    private static double[][] profiles(int length) {
        double[][] profiles = new double[length][BINS];
        for (int i = 0; i < length; i++) {
            for (int bin = 0; bin < BINS; bin++) {
                double distance = ((i + 0.5) * BINS / length - bin - 0.5) / SMOOTHNESS;
                profiles[i][bin] = Math.exp(-distance * distance / 2);
            }
        }
        return profiles;
    }

    /** @return {@code [down.length, across.length]}: values of bins, blurred to positions */
    private static double[] smooth(double[] bins, double[][] down, double[][] across) {
        int columns = across.length;
        double[] lines = new double[BINS * columns];
        for (int row = 0; row < BINS; row++) {
            double[] line = Arrays.copyOfRange(bins, row * BINS, (row + 1) * BINS);
            for (int x = 0; x < columns; x++) {
                lines[row * columns + x] = dot(line, across[x], BINS);
            }
        }
        double[] result = new double[down.length * columns];
        for (int y = 0; y < down.length; y++) {
            for (int row = 0; row < BINS; row++) {
                for (int x = 0; x < columns; x++) {
                    result[y * columns + x] += down[y][row] * lines[row * columns + x];
                }
            }
        }
        return result;
    }
}
