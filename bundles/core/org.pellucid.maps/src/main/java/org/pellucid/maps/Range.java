package org.pellucid.maps;

/**
 * The least and the greatest finite value of a map. Both are infinite if there is none.
 *
 * @param min the least
 * @param max the greatest
 */
public record Range(float min, float max) {
    /** The range of no value. */
    public static final Range EMPTY = new Range(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);

    /** {@return the range of values} */
    public static Range of(float[] values) {
        float min = EMPTY.min;
        float max = EMPTY.max;
        for (float value : values) {
            if (Float.isFinite(value)) {
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
        }
        return new Range(min, max);
    }

    /** {@return the range of the values of both} */
    public Range and(Range other) {
        return new Range(Math.min(min, other.min), Math.max(max, other.max));
    }

    /** {@return whether there are not two finite values that differ} */
    public boolean isFlat() {
        return !(max > min);
    }

    /** {@return the value, or what stands for one that is not finite: NaN and -Inf are the least, +Inf the greatest} */
    public float finite(float value) {
        return Float.isFinite(value) ? value : value > 0 ? max : min;
    }
}
