package org.pellucid.method.rise;

import java.util.Arrays;

/** One mask as drawn: cells and shifts. Filled again and again; for one thread. */
final class MaskDraw {
    final Axis rows;
    final Axis columns;
    /** {@code [rows.cells * columns.cells]}, 0 or 1. */
    final float[] grid;
    int rowShift;
    int columnShift;
    private final float[] stretched;

    MaskDraw(Axis rows, Axis columns) {
        this.rows = rows;
        this.columns = columns;
        this.grid = new float[rows.cells * columns.cells];
        this.stretched = new float[rows.cells * columns.length];
    }

    /**
     * Stretches the cells to pixels.
     *
     * @param mask {@code [rows.length, columns.length]}, filled with 0..1
     */
    void paint(float[] mask) {
        int width = columns.length;
        for (int x = 0; x < width; x++) {
            int u = x + columnShift;
            int before = columns.left(u);
            int after = columns.right(u);
            float share = columns.share(u);
            for (int cell = 0; cell < rows.cells; cell++) {
                float value = grid[cell * columns.cells + before];
                stretched[cell * width + x] = value + share * (grid[cell * columns.cells + after] - value);
            }
        }
        for (int y = 0; y < rows.length; y++) {
            int u = y + rowShift;
            int before = rows.left(u) * width;
            int after = rows.right(u) * width;
            float share = rows.share(u);
            int start = y * width;
            for (int x = 0; x < width; x++) {
                mask[start + x] = stretched[before + x] + share * (stretched[after + x] - stretched[before + x]);
            }
        }
    }

    /**
     * Averages the mask over bins, without painting it.
     *
     * @param mean     subtracted from every cell
     * @param features {@code [rows.bins * columns.bins]}, filled
     */
    void features(double mean, double[] features) {
        double[] across = columns.projection(columnShift);
        double[] down = rows.projection(rowShift);
        int width = columns.bins;
        Arrays.fill(features, 0);
        double[] line = new double[width];
        for (int cellRow = 0; cellRow < rows.cells; cellRow++) {
            Arrays.fill(line, 0);
            for (int cell = 0; cell < columns.cells; cell++) {
                double value = grid[cellRow * columns.cells + cell] - mean;
                for (int bin = 0; bin < width; bin++) {
                    line[bin] += value * across[cell * width + bin];
                }
            }
            for (int bin = 0; bin < rows.bins; bin++) {
                double weight = down[cellRow * rows.bins + bin];
                if (weight != 0) {
                    for (int x = 0; x < width; x++) {
                        features[bin * width + x] += weight * line[x];
                    }
                }
            }
        }
    }
}
