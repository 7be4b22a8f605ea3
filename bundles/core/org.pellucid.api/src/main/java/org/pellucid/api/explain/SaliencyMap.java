package org.pellucid.api.explain;

import java.util.Arrays;
import java.util.Objects;
import org.pellucid.api.image.Placement;

/**
 * A finished map.
 *
 * @param target      class index, or {@link #ALL_CLASSES}
 * @param label       class name, the index as text where no labels are known, {@code all} for a class-agnostic map
 * @param probability of the class, 0..1; NaN for a class-agnostic map
 * @param height      cells
 * @param width       cells
 * @param values      {@code [height,width]} row-major, unsigned bytes: the raw map min-max scaled to 0..255 and
 *                    truncated; all 0 if the raw map is constant
 * @param raw         the raw map, {@code [height,width]}
 * @param placement   where the picture lies in the map, which covers the model's input: preprocessing may have put bars
 *                    beside it or cut off its borders
 */
public record SaliencyMap(int target, String label, double probability, int height, int width, byte[] values,
        float[] raw, Placement placement) {
    /** Checks for {@code null}. */
    public SaliencyMap {
        Objects.requireNonNull(placement, "placement");
    }

    /** Makes a map of a picture that fills the model's input. */
    public SaliencyMap(int target, String label, double probability, int height, int width, byte[] values,
            float[] raw) {
        this(target, label, probability, height, width, values, raw, Placement.WHOLE);
    }

    /** Target of a class-agnostic map. */
    public static final int ALL_CLASSES = -1;

    /**
     * {@return the value of a cell, 0..255}
     *
     * @param x column, counted from 0 at the left
     * @param y row, counted from 0 at the top
     * @throws IndexOutOfBoundsException if there is no such cell
     */
    public int at(int x, int y) {
        return values[Objects.checkIndex(y, height) * width + Objects.checkIndex(x, width)] & 0xff;
    }

    /** Returns whether both are of the same class and probability and hold the same values. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SaliencyMap map && target == map.target && label.equals(map.label)
                && Double.compare(probability, map.probability) == 0 && height == map.height && width == map.width
                && Arrays.equals(values, map.values) && Arrays.equals(raw, map.raw)
                && placement.equals(map.placement);
    }

    @Override
    public int hashCode() {
        return Objects.hash(target, label, probability, height, width, Arrays.hashCode(values));
    }

    /** {@return the label as people write it} */
    public String words() {
        return Prediction.words(label);
    }

    /** Returns {@code saliency map of Egyptian_cat, 7x7 cells, greatest at column 3, row 2}; both counted from 0. */
    @Override
    public String toString() {
        int greatest = 0;
        for (int i = 1; i < raw.length; i++) {
            if (raw[i] > raw[greatest]) {
                greatest = i;
            }
        }
        return "saliency map of " + label + ", " + width + "x" + height + " cells"
                + (width > 0 && greatest < raw.length
                        ? ", greatest at column " + greatest % width + ", row " + greatest / width : "");
    }
}
