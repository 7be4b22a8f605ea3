package org.pellucid.maps;

import java.util.Arrays;

/** Compares the values of maps. */
public final class MapStatistics {
    private static final int KEY_SHIFT = 32;

    private MapStatistics() {
    }

    /** {@return the index of the greatest value, the first of equals} */
    public static int greatest(float[] map) {
        int best = 0;
        for (int i = 1; i < map.length; i++) {
            if (map[i] > map[best]) {
                best = i;
            }
        }
        return best;
    }

    /** {@return the positions of values, greatest first, equals in their order} */
    public static int[] descending(float[] map) {
        long[] keys = new long[map.length];
        for (int i = 0; i < keys.length; i++) {
            int bits = Float.floatToIntBits(map[i]);
            // The bits of floats sort like the floats, those of negative ones the other way round.
            long sortable = bits ^ bits >> Integer.SIZE - 1 & Integer.MAX_VALUE;
            keys[i] = -(sortable << KEY_SHIFT) + i;
        }
        Arrays.sort(keys);
        int[] order = new int[map.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = (int) keys[i];
        }
        return order;
    }

    /** {@return the mean} */
    public static double mean(float[] map) {
        double sum = 0;
        for (float value : map) {
            sum += value;
        }
        return sum / map.length;
    }

    /** {@return Pearson's correlation, -1..1; 0 if one of the maps is constant and it is not defined} */
    public static double pearson(float[] a, float[] b) {
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

    /** {@return Spearman's rank correlation, -1..1, equals sharing their mean rank; 0 if one of the maps is constant} */
    public static double spearman(float[] a, float[] b) {
        return pearson(ranks(a), ranks(b));
    }

    private static float[] ranks(float[] values) {
        int[] order = descending(values);
        float[] ranks = new float[values.length];
        int begin = 0;
        for (int end = 1; end <= order.length; end++) {
            if (end == order.length || values[order[end]] != values[order[begin]]) {
                for (int i = begin; i < end; i++) {
                    ranks[order[i]] = (begin + end - 1) / 2f;
                }
                begin = end;
            }
        }
        return ranks;
    }

    /**
     * {@return the part of the greatest values of one map that are among the greatest of the other, 0..1}
     *
     * @param a     values
     * @param b     as many
     * @param share of the positions, above 0 to 1; at least one is taken, and of equal values the first
     */
    public static double overlap(float[] a, float[] b, double share) {
        int count = (int) Math.ceil(share * a.length);
        boolean[] among = new boolean[a.length];
        int[] order = descending(a);
        int[] other = descending(b);
        for (int i = 0; i < count; i++) {
            among[order[i]] = true;
        }
        int both = 0;
        for (int i = 0; i < count; i++) {
            both += among[other[i]] ? 1 : 0;
        }
        return (double) both / count;
    }
}
