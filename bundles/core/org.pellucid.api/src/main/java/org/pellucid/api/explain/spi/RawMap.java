package org.pellucid.api.explain.spi;

import org.pellucid.api.explain.SaliencyMap;

/**
 * A map as the method computed it, in the method's own unit.
 *
 * @param target class index, or {@link #ALL_CLASSES}
 * @param height cells
 * @param width  cells
 * @param values {@code [height,width]} row-major
 */
public record RawMap(int target, int height, int width, float[] values) {
    /** Target of a class-agnostic map. */
    public static final int ALL_CLASSES = SaliencyMap.ALL_CLASSES;

    /** Checks that the array fits the size. */
    public RawMap {
        if (height < 1 || width < 1 || values.length != (long) height * width) {
            throw new IllegalArgumentException(
                    "a map of " + height + "x" + width + " does not fit " + values.length + " values");
        }
    }
}
