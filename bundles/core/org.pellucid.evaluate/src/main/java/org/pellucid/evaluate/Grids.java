package org.pellucid.evaluate;

import org.pellucid.api.image.Placement;
import org.pellucid.maps.Range;

/** Scales and resizes maps, and blurs pictures, as row-major arrays. */
public final class Grids {
    private Grids() {
    }

    /**
     * Min-max scales to 0..1.
     *
     * @param raw finite values; NaN and -Inf count as the least, +Inf as the greatest finite value, as in the 8-bit map
     * @return a new array; all 0 if the map is constant
     */
    public static float[] unit(float[] raw) {
        Range range = Range.of(raw);
        float[] unit = new float[raw.length];
        if (!range.isFlat()) {
            // Halved, or the range of values of both signs may overflow.
            float width = range.max() / 2 - range.min() / 2;
            for (int i = 0; i < raw.length; i++) {
                unit[i] = (range.finite(raw[i]) / 2 - range.min() / 2) / width;
            }
        }
        return unit;
    }

    /**
     * Resizes bilinearly, pixel centres at halves, borders repeated: what OpenCV's {@code INTER_LINEAR} does.
     *
     * @param map       row by row
     * @param mapWidth  columns it has
     * @param mapHeight rows it has
     * @param width     columns wanted
     * @param height    rows wanted
     * @return a new array
     */
    public static float[] resize(float[] map, int mapWidth, int mapHeight, int width, int height) {
        return mapWidth == width && mapHeight == height ? map.clone()
                : resize(map, mapWidth, mapHeight, Placement.WHOLE, width, height);
    }

    /**
     * Resizes a map of a model's input to the picture in that input.
     *
     * @param map       row by row
     * @param mapWidth  columns it has
     * @param mapHeight rows it has
     * @param placement of the picture in the input
     * @param width     columns wanted
     * @param height    rows wanted
     * @return a new array; 0 where the input does not show the picture
     */
    public static float[] resize(float[] map, int mapWidth, int mapHeight, Placement placement, int width,
            int height) {
        float[] result = new float[Math.multiplyExact(width, height)];
        for (int y = 0; y < height; y++) {
            double shareY = (y + 0.5) / height;
            float atY = centre(placement.inputY(shareY), mapHeight);
            int top = (int) atY;
            int bottom = Math.min(top + 1, mapHeight - 1);
            for (int x = 0; x < width; x++) {
                double shareX = (x + 0.5) / width;
                if (!placement.shows(shareX, shareY)) {
                    continue;
                }
                float atX = centre(placement.inputX(shareX), mapWidth);
                int left = (int) atX;
                int right = Math.min(left + 1, mapWidth - 1);
                float upper = mix(map[top * mapWidth + left], map[top * mapWidth + right], atX - left);
                float lower = mix(map[bottom * mapWidth + left], map[bottom * mapWidth + right], atX - left);
                result[y * width + x] = mix(upper, lower, atY - top);
            }
        }
        return result;
    }

    private static float centre(double share, int cells) {
        return (float) Math.max(0, Math.min(cells - 1, share * cells - 0.5));
    }

    private static float mix(float a, float b, float share) {
        return a + (b - a) * share;
    }

    /**
     * Blurs a preprocessed picture by a separable Gaussian, borders repeated.
     *
     * @param picture {@code [3,H,W]}, or {@code [H,W,3]} if not planar
     * @return a new array
     */
    static float[] blur(float[] picture, int width, int height, boolean planar, double sigma, int radius) {
        float[] kernel = kernel(sigma, radius);
        int channels = picture.length / (width * height);
        int stepX = planar ? 1 : channels;
        int stepY = width * stepX;
        int stepChannel = planar ? width * height : 1;
        float[] across = new float[picture.length];
        float[] result = new float[picture.length];
        for (int channel = 0; channel < channels; channel++) {
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
