package org.pellucid.interpret;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.pellucid.api.interpret.Region;
import org.pellucid.maps.MapStatistics;

/** Where a mean map is hot, as a rectangle. */
final class HotRegion {
    private static final int SIDE = Looked.GRID;
    /** Of the greatest value: the lowest of these whose rectangle is small enough says what is hot. */
    private static final double[] HOT = {0.5, 0.6, 0.7, 0.8, 0.9, 1};
    private static final double LARGEST = 0.16;
    /**
     * Feature maps are coarse, and at the border they are hottest a cell inwards of what they show: padding has no
     * features. The rectangle gets that much more on each side, and ends at the border if it comes that near.
     */
    private static final int MARGIN = 2;

    private HotRegion() {
    }

    /** @param mean of the sum 1 */
    static Region of(float[] mean) {
        int peak = MapStatistics.greatest(mean);
        int[] box = null;
        for (double share : HOT) {
            box = box(mean, peak, share * mean[peak]);
            if ((box[2] - box[0]) * (box[3] - box[1]) <= LARGEST * SIDE * SIDE) {
                break;
            }
        }
        return new Region(low(box[0]), low(box[1]), high(box[2]), high(box[3]));
    }

    private static double low(int cell) {
        int moved = cell - MARGIN;
        return moved <= MARGIN ? 0 : (double) moved / SIDE;
    }

    private static double high(int cell) {
        int moved = cell + MARGIN;
        return moved >= SIDE - MARGIN ? 1 : (double) moved / SIDE;
    }

    /** @return left, top, right, bottom of the cells around the peak that are at least as hot and hang together */
    private static int[] box(float[] map, int peak, double least) {
        int[] box = {SIDE, SIDE, 0, 0};
        boolean[] seen = new boolean[map.length];
        Deque<Integer> open = new ArrayDeque<>(List.of(peak));
        seen[peak] = true;
        while (!open.isEmpty()) {
            int cell = open.remove();
            int x = cell % SIDE;
            int y = cell / SIDE;
            box[0] = Math.min(box[0], x);
            box[1] = Math.min(box[1], y);
            box[2] = Math.max(box[2], x + 1);
            box[3] = Math.max(box[3], y + 1);
            for (int next : neighbours(x, y)) {
                if (!seen[next] && map[next] >= least) {
                    seen[next] = true;
                    open.add(next);
                }
            }
        }
        return box;
    }

    private static List<Integer> neighbours(int x, int y) {
        List<Integer> cells = new ArrayList<>();
        if (x > 0) {
            cells.add(y * SIDE + x - 1);
        }
        if (x < SIDE - 1) {
            cells.add(y * SIDE + x + 1);
        }
        if (y > 0) {
            cells.add((y - 1) * SIDE + x);
        }
        if (y < SIDE - 1) {
            cells.add((y + 1) * SIDE + x);
        }
        return cells;
    }
}
