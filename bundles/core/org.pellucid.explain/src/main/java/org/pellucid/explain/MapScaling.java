package org.pellucid.explain;

/** From a raw map to 0..255. */
final class MapScaling {
    private MapScaling() {
    }

    /**
     * Min-max scales each map by itself and truncates to whole numbers, as {@code openvino_xai} does.
     *
     * @param raw finite values; NaN and -Inf count as the least, +Inf as the greatest finite value
     * @return unsigned bytes; all 0 if the map is constant
     */
    static byte[] toBytes(float[] raw) {
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (float value : raw) {
            if (Float.isFinite(value)) {
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
        }
        byte[] bytes = new byte[raw.length];
        if (!(max > min)) {
            return bytes;
        }
        // The division is exact for the maximum, which is 255 always; openvino_xai multiplies by the reciprocal, and its
        // maximum is 254 where that rounds down.
        float range = max - min;
        for (int i = 0; i < raw.length; i++) {
            float value = raw[i];
            if (!Float.isFinite(value)) {
                value = value > 0 ? max : min;
            }
            bytes[i] = (byte) (int) ((value - min) / range * 255f);
        }
        return bytes;
    }
}
