package org.pellucid.image;

import org.pellucid.api.image.MapScale;
import org.pellucid.api.image.Placement;

/** Brings a map to a picture that does not fill the input which the map covers. */
final class PlacedMap {
    private static final int OUTSIDE = -1;

    /** For each pixel of a side: the two cells it lies between and how far it is from the first; or {@link #OUTSIDE}. */
    private record Side(int[] first, int[] second, float[] distance) {
        static Side of(int pixels, int cells, double start, double extent) {
            Side side = new Side(new int[pixels], new int[pixels], new float[pixels]);
            for (int pixel = 0; pixel < pixels; pixel++) {
                double share = start + (pixel + 0.5) / pixels * extent;
                // Centres of cells are half a cell from their borders; beyond the outermost centres nothing changes.
                double cell = Math.max(0, Math.min(cells - 1, share * cells - 0.5));
                side.first[pixel] = share < 0 || share > 1 ? OUTSIDE : (int) cell;
                side.second[pixel] = Math.min(cells - 1, (int) cell + 1);
                side.distance[pixel] = (float) (cell - (int) cell);
            }
            return side;
        }
    }

    private PlacedMap() {
    }

    /** See {@link org.pellucid.api.image.ImageService#resizeMap(byte[], int, int, MapScale, Placement, int, int)}. */
    static byte[] resize(byte[] map, int mapWidth, int mapHeight, MapScale scale, Placement placement, int width,
            int height) {
        Side across = Side.of(width, mapWidth, placement.left(), placement.width());
        Side down = Side.of(height, mapHeight, placement.top(), placement.height());
        float[] values = new float[width * height];
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = y * width + x;
                if (down.first[y] == OUTSIDE || across.first[x] == OUTSIDE) {
                    values[at] = Float.NaN;
                    continue;
                }
                int upper = down.first[y] * mapWidth;
                int lower = down.second[y] * mapWidth;
                float above = between(map[upper + across.first[x]], map[upper + across.second[x]], across.distance[x]);
                float below = between(map[lower + across.first[x]], map[lower + across.second[x]], across.distance[x]);
                values[at] = above + (below - above) * down.distance[y];
                min = Math.min(min, values[at]);
                max = Math.max(max, values[at]);
            }
        }
        return scale == MapScale.OWN ? stretched(values, min, max)
                : kept(values, scale == MapScale.SIGNED ? MapScale.ZERO : 0);
    }

    private static float between(byte first, byte second, float distance) {
        int from = first & 0xFF;
        return from + ((second & 0xFF) - from) * distance;
    }

    private static byte[] kept(float[] values, int outside) {
        byte[] kept = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            kept[i] = (byte) (Float.isNaN(values[i]) ? outside : Math.round(values[i]));
        }
        return kept;
    }

    private static byte[] stretched(float[] values, float min, float max) {
        byte[] stretched = new byte[values.length];
        for (int i = 0; i < values.length && min < max; i++) {
            stretched[i] = Float.isNaN(values[i]) ? 0 : (byte) (int) (255f * (values[i] - min) / (max - min));
        }
        return stretched;
    }
}
