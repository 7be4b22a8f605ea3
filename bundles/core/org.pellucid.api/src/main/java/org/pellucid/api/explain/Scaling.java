package org.pellucid.api.explain;

import java.util.List;
import org.pellucid.api.image.MapScale;
import org.pellucid.maps.Range;

/** From raw maps to 0..255. */
final class Scaling {
    /** Values of a signed map on either side of its zero. */
    private static final int SIDE = 127;

    private Scaling() {
    }

    /**
     * Min-max scales a map by itself and truncates to whole numbers, as {@code openvino_xai} does.
     *
     * @param raw finite values; NaN and -Inf count as the least, +Inf as the greatest finite value
     * @return unsigned bytes; all 0 if the map is constant
     */
    static byte[] own(float[] raw) {
        return within(raw, Range.of(raw));
    }

    private static byte[] within(float[] raw, Range range) {
        byte[] bytes = new byte[raw.length];
        if (range.isFlat()) {
            return bytes;
        }
        // The division is exact for the maximum, which is 255 always; openvino_xai multiplies by the reciprocal, and its
        // maximum is 254 where that rounds down.
        float extent = range.max() - range.min();
        for (int i = 0; i < raw.length; i++) {
            bytes[i] = (byte) (int) ((range.finite(raw[i]) - range.min()) / extent * 255f);
        }
        return bytes;
    }

    /** {@return the greatest finite absolute value, 0 if there is none} */
    static float greatest(float[] raw) {
        float greatest = 0;
        for (float value : raw) {
            if (Float.isFinite(value)) {
                greatest = Math.max(greatest, Math.abs(value));
            }
        }
        return greatest;
    }

    /**
     * Scales a signed map so that {@link MapScale#ZERO} is zero, 1 the negative of the greatest value and 255 that.
     *
     * @param raw      finite values; NaN counts as zero, what is infinite as the greatest value
     * @param greatest absolute value
     * @return unsigned bytes, truncated towards zero; all zero if the greatest value is 0
     */
    static byte[] signed(float[] raw, float greatest) {
        byte[] bytes = new byte[raw.length];
        for (int i = 0; i < raw.length; i++) {
            float share = greatest > 0 ? Math.max(-1, Math.min(1, raw[i] / greatest)) : 0;
            bytes[i] = (byte) (MapScale.ZERO + (int) (share * SIDE));
        }
        return bytes;
    }

    /** {@return the maps on a scale in common; contrasts have one of their own, and a map of all classes keeps its} */
    static List<SaliencyMap> shared(List<SaliencyMap> maps) {
        Range range = Range.EMPTY;
        float greatest = 0;
        for (SaliencyMap map : maps) {
            if (map.isContrast()) {
                greatest = Math.max(greatest, greatest(map.raw()));
            } else if (map.target() != SaliencyMap.ALL_CLASSES) {
                range = range.and(Range.of(map.raw()));
            }
        }
        Range ofClasses = range;
        float ofContrasts = greatest;
        return maps.stream().map(map -> map.isContrast() ? map.shared(signed(map.raw(), ofContrasts))
                : map.target() == SaliencyMap.ALL_CLASSES ? map : map.shared(within(map.raw(), ofClasses))).toList();
    }
}
