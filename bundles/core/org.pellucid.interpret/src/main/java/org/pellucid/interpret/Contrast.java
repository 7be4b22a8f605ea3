package org.pellucid.interpret;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.pellucid.api.explain.SaliencyMap;

/**
 * How much two maps of one picture agree.
 *
 * @param overlap         intersection over union of the most salient 20 % of the cells of both
 * @param rankCorrelation Spearman's; {@code null} if a map is constant
 * @param words           what that means
 */
record Contrast(double overlap, Double rankCorrelation, String words) {
    static final String SAME = "the model looked at the same region for both classes";
    static final String OTHER = "for the predicted class the model looked elsewhere than for the true class";
    private static final String NOTHING = "one of the maps is flat, so there is nothing to compare";
    private static final double SALIENT = 0.2;
    /**
     * From here on it is called the same region: half of each map's salient cells are shared. Two maps that have
     * nothing to do with each other reach 0.11.
     */
    private static final double SAME_FROM = 1.0 / 3;

    /**
     * @param truth     map of the true class
     * @param predicted map of the predicted class, of the same size
     */
    static Contrast of(SaliencyMap truth, SaliencyMap predicted) {
        return of(truth.raw(), predicted.raw());
    }

    static Contrast of(float[] truth, float[] predicted) {
        if (truth.length != predicted.length) {
            throw new IllegalArgumentException("maps of " + truth.length + " and " + predicted.length + " cells");
        }
        double overlap = overlap(truth, predicted);
        double correlation = correlation(ranks(truth), ranks(predicted));
        if (Double.isNaN(correlation)) {
            return new Contrast(overlap, null, NOTHING);
        }
        return new Contrast(overlap, correlation, overlap >= SAME_FROM ? SAME : OTHER);
    }

    private static double overlap(float[] a, float[] b) {
        boolean[] salient = salient(a);
        boolean[] other = salient(b);
        int both = 0;
        int any = 0;
        for (int i = 0; i < a.length; i++) {
            both += salient[i] && other[i] ? 1 : 0;
            any += salient[i] || other[i] ? 1 : 0;
        }
        return (double) both / any;
    }

    /** The given share of cells, at least one; of equal cells the first ones. */
    private static boolean[] salient(float[] map) {
        boolean[] salient = new boolean[map.length];
        IntStream.range(0, map.length).boxed().sorted(Comparator.comparing((Integer i) -> map[i]).reversed())
                .limit((long) Math.ceil(SALIENT * map.length)).forEach(i -> salient[i] = true);
        return salient;
    }

    /** Equal values share the mean of their ranks. */
    private static double[] ranks(float[] map) {
        Integer[] order = IntStream.range(0, map.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparing(i -> map[i]));
        double[] ranks = new double[map.length];
        for (int from = 0; from < order.length;) {
            int to = from;
            while (to < order.length && map[order[to]] == map[order[from]]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = (from + to - 1) / 2.0;
            }
            from = to;
        }
        return ranks;
    }

    private static double correlation(double[] a, double[] b) {
        double meanA = Arrays.stream(a).average().orElse(0);
        double meanB = Arrays.stream(b).average().orElse(0);
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }
        return ab / Math.sqrt(aa * bb);
    }
}
