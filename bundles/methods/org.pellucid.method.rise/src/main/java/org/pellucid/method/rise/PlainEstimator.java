package org.pellucid.method.rise;

import java.util.Arrays;

/**
 * The original estimator: the sum of all masks weighted by the class's probability (Petsiuk et al. 2018). Masks are
 * summed as cells by shift, which is as exact, a thousand times quicker than pixel by pixel, and turned into pixels
 * only at the end.
 */
final class PlainEstimator implements Estimator {
    private final int targets;
    private final MaskSampler sampler;
    private final MaskDraw draw;
    private final double probability;
    private final int cells;
    /** {@code [target][rowShift][columnShift][cell]}. */
    private final float[][] sums;
    private final double[] scoreSums;
    private final double[] squares;
    private long count;

    PlainEstimator(int targets, MaskSampler sampler, MaskDraw draw, double probability) {
        this.targets = targets;
        this.sampler = sampler;
        this.draw = draw;
        this.probability = probability;
        this.cells = draw.grid.length;
        this.sums = new float[targets][draw.rows.step * draw.columns.step * cells];
        this.scoreSums = new double[targets];
        this.squares = new double[targets];
    }

    @Override
    public void accept(long mask, double[] scores, double[] probabilities) {
        sampler.draw(mask, draw);
        int start = (draw.rowShift * draw.columns.step + draw.columnShift) * cells;
        for (int k = 0; k < targets; k++) {
            float score = (float) scores[k];
            float[] sum = sums[k];
            for (int cell = 0; cell < cells; cell++) {
                sum[start + cell] += score * draw.grid[cell];
            }
            scoreSums[k] += score;
            squares[k] += (double) score * score;
        }
        count++;
    }

    @Override
    public Estimate estimate() {
        return new Estimate() {
            @Override
            public float[] map(int target) {
                return toPixels(sums[target], 1 / (count * probability));
            }

            @Override
            public double mean(int target) {
                return count == 0 ? 0 : scoreSums[target] / count;
            }

            @Override
            public double relativeError(int target) {
                return PlainEstimator.this.relativeError(target);
            }
        };
    }

    private float[] toPixels(float[] sum, double scale) {
        Axis rows = draw.rows;
        Axis columns = draw.columns;
        double[] map = new double[rows.length * columns.length];
        double[] lines = new double[rows.cells * columns.length];
        for (int rowShift = 0; rowShift < rows.step; rowShift++) {
            Arrays.fill(lines, 0);
            for (int columnShift = 0; columnShift < columns.step; columnShift++) {
                addLines(sum, (rowShift * columns.step + columnShift) * cells, columnShift, lines);
            }
            for (int y = 0; y < rows.length; y++) {
                int u = y + rowShift;
                int before = rows.left(u) * columns.length;
                int after = rows.right(u) * columns.length;
                double share = rows.share(u) * scale;
                double rest = scale - share;
                for (int x = 0; x < columns.length; x++) {
                    map[y * columns.length + x] += rest * lines[before + x] + share * lines[after + x];
                }
            }
        }
        float[] values = new float[map.length];
        for (int i = 0; i < map.length; i++) {
            values[i] = (float) map[i];
        }
        return values;
    }

    private void addLines(float[] sum, int start, int columnShift, double[] lines) {
        Axis columns = draw.columns;
        for (int cellRow = 0; cellRow < draw.rows.cells; cellRow++) {
            int from = start + cellRow * columns.cells;
            for (int x = 0; x < columns.length; x++) {
                int u = x + columnShift;
                float value = sum[from + columns.left(u)];
                lines[cellRow * columns.length + x] += value
                        + columns.share(u) * (sum[from + columns.right(u)] - value);
            }
        }
    }

    /** Masks are independent of each other: the variance of a mean is that of one term over their number. */
    private double relativeError(int target) {
        if (count < 2) {
            return Double.POSITIVE_INFINITY;
        }
        float[] map = toPixels(sums[target], 1 / (count * probability));
        double mean = 0;
        double power = 0;
        for (float value : map) {
            mean += value;
            power += (double) value * value;
        }
        mean /= map.length;
        power /= map.length;
        double maskPower = probability * probability
                + probability * (1 - probability) * draw.rows.meanVariance() * draw.columns.meanVariance();
        double termPower = squares[target] / count * maskPower / (probability * probability);
        double error = Math.max(0, termPower - power) / count;
        double spread = power - mean * mean - error;
        return spread > 0 ? Math.sqrt(error / spread) : Double.POSITIVE_INFINITY;
    }
}
