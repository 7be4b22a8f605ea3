package org.pellucid.method.aise;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Random masks: a lattice of Gaussian windows, shifted at random, each of which shows or hides. Field {@code i} is the
 * same whenever it is painted with the same seed. For one thread.
 */
final class GaussianField {
    /** Windows along each axis, one more where the shift lets one in. */
    private static final int LATTICE = 7;
    /** Standard deviation in units of the lattice: neighbours overlap. */
    private static final double DEVIATION = 0.6;
    private static final long STRIDE = 0x9E3779B97F4A7C15L;

    private final long seed;
    private final int height;
    private final int width;
    private final double[][] rows = new double[LATTICE + 1][];

    GaussianField(long seed, int height, int width) {
        this.seed = seed;
        this.height = height;
        this.width = width;
    }

    /**
     * @param index      which field
     * @param complement whether to show what the field hides and hide what it shows
     * @param mask       {@code [height, width]}, filled with 0..1
     */
    void paint(long index, boolean complement, float[] mask) {
        SplittableRandom random = new SplittableRandom(seed + index * STRIDE);
        double[][] down = profiles(height, random.nextDouble());
        double[][] across = profiles(width, random.nextDouble());
        for (int j = 0; j <= LATTICE; j++) {
            rows[j] = new double[width];
            for (int i = 0; i <= LATTICE; i++) {
                double sign = random.nextBoolean() ? 1 : -1;
                for (int x = 0; x < width; x++) {
                    rows[j][x] += sign * across[i][x];
                }
            }
        }
        double direction = complement ? -1 : 1;
        double[] line = new double[width];
        for (int y = 0; y < height; y++) {
            Arrays.fill(line, 0);
            for (int j = 0; j <= LATTICE; j++) {
                double factor = direction * down[j][y];
                for (int x = 0; x < width; x++) {
                    line[x] += factor * rows[j][x];
                }
            }
            for (int x = 0; x < width; x++) {
                mask[y * width + x] = (float) Math.max(0, Math.min(1, 0.5 + line[x]));
            }
        }
    }

    private static double[][] profiles(int length, double shift) {
        double[][] profiles = new double[LATTICE + 1][length];
        for (int j = 0; j <= LATTICE; j++) {
            for (int i = 0; i < length; i++) {
                double distance = ((i + 0.5) * LATTICE / length - j + shift - 0.5) / DEVIATION;
                profiles[j][i] = Math.exp(-distance * distance / 2);
            }
        }
        return profiles;
    }
}
