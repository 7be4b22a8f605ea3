package org.pellucid.method.rise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Masks and regression against their definitions, computed the slow way. */
class MathematicsTest {
    private static final Axis ROWS = new Axis(20, 4, 8);
    private static final Axis COLUMNS = new Axis(33, 4, 8);

    @Test
    void masksLieBetween0And1AndComplementsAddUpTo1() {
        MaskSampler sampler = new MaskSampler(3, 16, 0.5, true);
        MaskDraw draw = new MaskDraw(ROWS, COLUMNS);
        float[] mask = new float[20 * 33];
        float[] complement = new float[20 * 33];
        for (int pair = 0; pair < 50; pair++) {
            sampler.draw(2 * pair, draw);
            draw.paint(mask);
            sampler.draw(2 * pair + 1, draw);
            draw.paint(complement);
            for (int i = 0; i < mask.length; i++) {
                assertThat(mask[i]).isBetween(0f, 1f);
                assertThat(mask[i] + complement[i]).isCloseTo(1, within(1e-6f));
            }
        }
    }

    @Test
    void anyOrderOfDrawingGivesTheSameMask() {
        MaskSampler sampler = new MaskSampler(3, 64, 0.5, true);
        MaskDraw draw = new MaskDraw(new Axis(64, 8, 16), new Axis(64, 8, 16));
        sampler.draw(5, draw);
        float[] grid = draw.grid.clone();
        int shift = draw.rowShift;
        sampler.draw(1001, draw);
        sampler.draw(5, draw);

        assertThat(draw.grid).isEqualTo(grid);
        assertThat(draw.rowShift).isEqualTo(shift);
    }

    @Test
    void cellsOfABlockOfPairsAreUncorrelated() {
        MaskSampler sampler = new MaskSampler(9, 64, 0.5, true);
        MaskDraw draw = new MaskDraw(new Axis(64, 8, 16), new Axis(64, 8, 16));
        int[][] products = new int[64][64];
        for (int mask = 0; mask < 128; mask++) {
            sampler.draw(mask, draw);
            for (int i = 0; i < 64; i++) {
                for (int j = 0; j < 64; j++) {
                    products[i][j] += (int) ((2 * draw.grid[i] - 1) * (2 * draw.grid[j] - 1));
                }
            }
        }
        for (int i = 0; i < 64; i++) {
            for (int j = 0; j < 64; j++) {
                assertThat(products[i][j]).isEqualTo(i == j ? 128 : 0);
            }
        }
    }

    @Test
    void featuresAreAveragesOfTheMask() {
        MaskSampler sampler = new MaskSampler(4, 16, 0.3, false);
        MaskDraw draw = new MaskDraw(new Axis(24, 4, 8), new Axis(40, 4, 8));
        float[] mask = new float[24 * 40];
        double[] features = new double[64];
        for (int n = 0; n < 20; n++) {
            sampler.draw(n, draw);
            draw.paint(mask);
            draw.features(0.3, features);
            for (int bin = 0; bin < 64; bin++) {
                double sum = 0;
                for (int y = 0; y < 3; y++) {
                    for (int x = 0; x < 5; x++) {
                        sum += mask[(bin / 8 * 3 + y) * 40 + bin % 8 * 5 + x] - 0.3;
                    }
                }
                assertThat(features[bin]).isCloseTo(sum / 15, within(1e-5));
            }
        }
    }

    @Test
    void exactCovarianceIsWhatManyMasksShow() {
        MaskSampler sampler = new MaskSampler(5, 16, 0.5, false);
        MaskDraw draw = new MaskDraw(ROWS, COLUMNS);
        float[] mask = new float[20 * 33];
        double[] features = new double[64];
        double[] sum = new double[mask.length];
        int bin = 3 * 8 + 5;
        int masks = 40_000;
        for (int n = 0; n < masks; n++) {
            sampler.draw(n, draw);
            draw.paint(mask);
            draw.features(0.5, features);
            for (int i = 0; i < mask.length; i++) {
                sum[i] += (mask[i] - 0.5) * features[bin] / masks;
            }
        }
        for (int y = 0; y < 20; y++) {
            for (int x = 0; x < 33; x++) {
                double exact = 0.25 * ROWS.covariance()[y * 8 + 3] * COLUMNS.covariance()[x * 8 + 5];
                assertThat(sum[y * 33 + x]).as("pixel %d,%d", y, x).isCloseTo(exact, within(0.005));
            }
        }
    }

    @Test
    void tridiagonalFormSolvesAndTraces() {
        int size = 12;
        double[] matrix = positiveDefinite(size);
        Tridiagonal tridiagonal = new Tridiagonal(matrix.clone(), size);
        double[] x = new Random(2).doubles(size).toArray();
        double[] b = new double[size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                b[i] += (matrix[i * size + j] + (i == j ? 0.7 : 0)) * x[j];
            }
        }

        tridiagonal.into(b);
        double[] solution = tridiagonal.shifted(0.7).solve(b);
        tridiagonal.outOf(solution);

        assertThat(solution).containsExactly(x, within(1e-9));
        double trace = 0;
        for (int k = 0; k < size; k++) {
            double[] unit = new double[size];
            unit[k] = 1;
            trace += tridiagonal.shifted(0.7).solve(unit)[k];
        }
        assertThat(tridiagonal.shifted(0.7).inverseTrace()).isCloseTo(trace, within(1e-9));
    }

    @Test
    void factorOfAPriorIsItsRoot() {
        int size = 7;
        double[] covariance = positiveDefinite(size);
        Ridge.Factor factor = new Priors.Full(covariance.clone(), size);
        double[] x = new Random(3).doubles(size).toArray();
        double[] expected = new double[size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                expected[i] += covariance[i * size + j] * x[j];
            }
        }

        factor.transposed(x);
        factor.times(x);

        assertThat(x).containsExactly(expected, within(1e-9));
    }

    private static double[] positiveDefinite(int size) {
        double[] root = new Random(1).doubles((long) size * size, -1, 1).toArray();
        double[] matrix = new double[size * size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                for (int k = 0; k < size; k++) {
                    matrix[i * size + j] += root[i * size + k] * root[j * size + k];
                }
            }
        }
        return matrix;
    }
}
