package org.pellucid.api.dataset;

import java.util.Arrays;

/**
 * The pixels of an object as runs in rows. Two masks are equal if their sizes and runs are.
 *
 * @param width  of the picture, pixels
 * @param height of the picture, pixels
 * @param runs   for each run three numbers: row, first column, column behind the last one; by row, then column; runs do
 *               not overlap; not copied, not changed by anyone
 */
public record Mask(int width, int height, int[] runs) {
    /** Checks order and range of the runs. */
    public Mask {
        if (width < 1 || height < 1 || runs.length % 3 != 0) {
            throw new IllegalArgumentException(
                    "mask of " + width + "x" + height + " with " + runs.length + " numbers: takes three a run");
        }
        for (int i = 0; i < runs.length; i += 3) {
            boolean inside = runs[i] >= 0 && runs[i] < height && runs[i + 1] >= 0 && runs[i + 1] < runs[i + 2]
                    && runs[i + 2] <= width;
            boolean inOrder = i == 0 || runs[i] > runs[i - 3] || runs[i] == runs[i - 3] && runs[i + 1] >= runs[i - 1];
            if (!inside || !inOrder) {
                throw new IllegalArgumentException("mask run " + i / 3 + " lies outside or out of order");
            }
        }
    }

    /** {@return number of pixels} */
    public int area() {
        int area = 0;
        for (int i = 0; i < runs.length; i += 3) {
            area += runs[i + 2] - runs[i + 1];
        }
        return area;
    }

    /**
     * {@return whether the pixel belongs to the object}
     *
     * @param x column
     * @param y row
     */
    public boolean contains(int x, int y) {
        for (int i = 0; i < runs.length && runs[i] <= y; i += 3) {
            if (runs[i] == y && x >= runs[i + 1] && x < runs[i + 2]) {
                return true;
            }
        }
        return false;
    }

    /** {@return {@code height * width} values, row-major, true inside the object; a new array} */
    public boolean[] pixels() {
        boolean[] pixels = new boolean[Math.multiplyExact(width, height)];
        for (int i = 0; i < runs.length; i += 3) {
            Arrays.fill(pixels, runs[i] * width + runs[i + 1], runs[i] * width + runs[i + 2], true);
        }
        return pixels;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Mask mask && mask.width == width && mask.height == height
                && Arrays.equals(mask.runs, runs);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * width + height) + Arrays.hashCode(runs);
    }

    @Override
    public String toString() {
        return "Mask[" + width + "x" + height + ", " + area() + " pixels]";
    }
}
