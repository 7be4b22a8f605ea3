package org.pellucid.metrics;

import java.util.Arrays;

/** Arithmetic on maps as row-major arrays. */
final class Grids {
    private static final int KEY_SHIFT = 32;

    private Grids() {
    }

    /**
     * Min-max scales to 0..1.
     *
     * @param raw finite values; NaN and -Inf count as the least, +Inf as the greatest finite value, as in the 8-bit map
     * @return a new array; all 0 if the map is constant
     */
    static float[] unit(float[] raw) {
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (float value : raw) {
            if (Float.isFinite(value)) {
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
        }
        float[] unit = new float[raw.length];
        if (max > min) {
            // Halved, or the range of values of both signs may overflow.
            float range = max / 2 - min / 2;
            for (int i = 0; i < raw.length; i++) {
                float value = Float.isFinite(raw[i]) ? raw[i] : raw[i] > 0 ? max : min;
                unit[i] = (value / 2 - min / 2) / range;
            }
        }
        return unit;
    }

    /** Bilinear, pixel centres at halves, borders repeated: what OpenCV's {@code INTER_LINEAR} does. */
    static float[] resize(float[] map, int mapWidth, int mapHeight, int width, int height) {
        if (mapWidth == width && mapHeight == height) {
            return map.clone();
        }
        float[] result = new float[Math.multiplyExact(width, height)];
        for (int y = 0; y < height; y++) {
            float atY = centre(y, mapHeight, height);
            int top = (int) atY;
            int bottom = Math.min(top + 1, mapHeight - 1);
            for (int x = 0; x < width; x++) {
                float atX = centre(x, mapWidth, width);
                int left = (int) atX;
                int right = Math.min(left + 1, mapWidth - 1);
                float upper = mix(map[top * mapWidth + left], map[top * mapWidth + right], atX - left);
                float lower = mix(map[bottom * mapWidth + left], map[bottom * mapWidth + right], atX - left);
                result[y * width + x] = mix(upper, lower, atY - top);
            }
        }
        return result;
    }

    private static float centre(int position, int from, int to) {
        float at = (position + 0.5f) * from / to - 0.5f;
        return Math.max(0, Math.min(from - 1, at));
    }

    private static float mix(float a, float b, float share) {
        return a + (b - a) * share;
    }

    /** @return index of the greatest value, the first of equals */
    static int greatest(float[] map) {
        int best = 0;
        for (int i = 1; i < map.length; i++) {
            if (map[i] > map[best]) {
                best = i;
            }
        }
        return best;
    }

    /** @return positions, greatest value first, equals in their order */
    static int[] descending(float[] map) {
        long[] keys = new long[map.length];
        for (int i = 0; i < keys.length; i++) {
            // Values 0..1 sort like their bits.
            keys[i] = -((long) Float.floatToIntBits(map[i]) << KEY_SHIFT) + i;
        }
        Arrays.sort(keys);
        int[] order = new int[map.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = (int) keys[i];
        }
        return order;
    }

    static double mean(float[] map) {
        double sum = 0;
        for (float value : map) {
            sum += value;
        }
        return sum / map.length;
    }

    /** @return Pearson's correlation, -1..1; 0 if one of the maps is constant and it is not defined */
    static double pearson(float[] a, float[] b) {
        double meanA = mean(a);
        double meanB = mean(b);
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            double da = a[i] - meanA;
            double db = b[i] - meanB;
            ab += da * db;
            aa += da * da;
            bb += db * db;
        }
        return aa > 0 && bb > 0 ? Math.max(-1, Math.min(1, ab / Math.sqrt(aa * bb))) : 0;
    }

    /** @return Spearman's rank correlation, -1..1, equals sharing their mean rank; 0 if one of the maps is constant */
    static double spearman(float[] a, float[] b) {
        return pearson(ranks(a), ranks(b));
    }

    private static float[] ranks(float[] values) {
        float[] scaled = unit(values);
        int[] order = descending(scaled);
        float[] ranks = new float[values.length];
        int begin = 0;
        for (int end = 1; end <= order.length; end++) {
            if (end == order.length || scaled[order[end]] != scaled[order[begin]]) {
                for (int i = begin; i < end; i++) {
                    ranks[order[i]] = (begin + end - 1) / 2f;
                }
                begin = end;
            }
        }
        return ranks;
    }

    /**
     * Blurs a preprocessed picture by a separable Gaussian, borders repeated.
     *
     * @param picture {@code [3,H,W]}, or {@code [H,W,3]} if not planar
     * @return a new array
     */
    static float[] blur(float[] picture, int width, int height, boolean planar, double sigma, int radius) {
        float[] kernel = kernel(sigma, radius);
        int stepX = planar ? 1 : 3;
        int stepY = width * stepX;
        int stepChannel = planar ? width * height : 1;
        float[] across = new float[picture.length];
        float[] result = new float[picture.length];
        for (int channel = 0; channel < 3; channel++) {
            int at = channel * stepChannel;
            for (int y = 0; y < height; y++) {
                convolve(picture, across, at + y * stepY, stepX, width, kernel);
            }
            for (int x = 0; x < width; x++) {
                convolve(across, result, at + x * stepX, stepY, height, kernel);
            }
        }
        return result;
    }

    private static void convolve(float[] from, float[] to, int start, int step, int count, float[] kernel) {
        int radius = kernel.length / 2;
        for (int i = 0; i < count; i++) {
            float sum = 0;
            for (int k = -radius; k <= radius; k++) {
                int at = Math.max(0, Math.min(count - 1, i + k));
                sum += kernel[k + radius] * from[start + at * step];
            }
            to[start + i * step] = sum;
        }
    }

    private static float[] kernel(double sigma, int radius) {
        double[] weights = new double[2 * radius + 1];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.exp(-Math.pow((i - radius) / sigma, 2) / 2);
            sum += weights[i];
        }
        float[] kernel = new float[weights.length];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (float) (weights[i] / sum);
        }
        return kernel;
    }
}
