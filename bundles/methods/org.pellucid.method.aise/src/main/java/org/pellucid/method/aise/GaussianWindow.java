package org.pellucid.method.aise;

/**
 * A Gaussian bump on a picture, round in pixels whatever the picture's shape.
 *
 * @param centre    in the unit square
 * @param deviation standard deviation, as a share of the picture's shorter side
 */
record GaussianWindow(Direct.Point centre, double deviation) {
    /**
     * @param map    {@code [height, width]}
     * @param height rows
     * @param width  columns
     * @param weight height of the bump
     * @return the map with the bump added
     */
    float[] addedTo(float[] map, int height, int width, double weight) {
        double pixels = deviation * Math.min(height, width);
        float[] down = profile(height, centre.y(), pixels);
        float[] across = profile(width, centre.x(), pixels);
        float[] sum = map.clone();
        for (int y = 0; y < height; y++) {
            float factor = (float) (weight * down[y]);
            for (int x = 0; x < width; x++) {
                sum[y * width + x] += factor * across[x];
            }
        }
        return sum;
    }

    private static float[] profile(int length, double centre, double pixels) {
        float[] profile = new float[length];
        for (int i = 0; i < length; i++) {
            double distance = (i - centre * (length - 1)) / pixels;
            profile[i] = (float) Math.exp(-distance * distance / 2);
        }
        return profile;
    }
}
