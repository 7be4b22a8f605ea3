package org.pellucid.api.explain.spi;

import java.util.Objects;
import java.util.OptionalDouble;
import org.pellucid.api.explain.SaliencyMap;

/** A map as the method computed it, in the method's own unit. */
public final class RawMap {
    /** Target of a class-agnostic map. */
    public static final int ALL_CLASSES = SaliencyMap.ALL_CLASSES;

    private final TargetScore score;
    private final int height;
    private final int width;
    private final float[] values;
    private final OptionalDouble error;

    private RawMap(TargetScore score, int height, int width, float[] values, OptionalDouble error) {
        if (height < 1 || width < 1 || values.length != (long) height * width) {
            throw new IllegalArgumentException(
                    "a map of " + height + "x" + width + " does not fit " + values.length + " values");
        }
        this.score = Objects.requireNonNull(score, "score");
        this.height = height;
        this.width = width;
        this.values = values;
        this.error = error;
    }

    /**
     * {@return a map}
     *
     * @param target class index, or {@link #ALL_CLASSES}
     * @param height cells
     * @param width  cells
     * @param values {@code [height,width]} row-major; not copied
     * @throws IllegalArgumentException if the array does not fit the size
     */
    public static RawMap of(int target, int height, int width, float[] values) {
        return of(TargetScore.of(target), height, width, values);
    }

    /**
     * {@return a map of a score; that of a contrast is signed: zero where nothing speaks for either class}
     *
     * @param score  what the map explains
     * @param height cells
     * @param width  cells
     * @param values {@code [height,width]} row-major; not copied
     * @throws IllegalArgumentException if the array does not fit the size
     */
    public static RawMap of(TargetScore score, int height, int width, float[] values) {
        return new RawMap(score, height, width, values, OptionalDouble.empty());
    }

    /**
     * {@return the same map with its standard error}
     *
     * @param newError as {@link SaliencyMap#withError} has it; what is not finite counts as not known
     */
    public RawMap withError(double newError) {
        return new RawMap(score, height, width, values,
                Double.isFinite(newError) ? OptionalDouble.of(newError) : OptionalDouble.empty());
    }

    /** {@return the standard error as {@link SaliencyMap#withError} has it; empty if none is known} */
    public OptionalDouble error() {
        return error;
    }

    /** {@return what the map explains} */
    public TargetScore score() {
        return score;
    }

    /** {@return the class index, or {@link #ALL_CLASSES}} */
    public int target() {
        return score.target();
    }

    /** {@return the number of rows of cells} */
    public int height() {
        return height;
    }

    /** {@return the number of columns of cells} */
    public int width() {
        return width;
    }

    /** {@return the values, {@code [height,width]} row-major; not a copy} */
    public float[] values() {
        return values;
    }

    /** Returns class and size. */
    @Override
    public String toString() {
        return "raw map of class " + score + ", " + width + "x" + height + " cells";
    }
}
