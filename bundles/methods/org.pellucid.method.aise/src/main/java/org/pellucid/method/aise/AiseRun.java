package org.pellucid.method.aise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.pellucid.api.PellucidException;
import org.pellucid.api.explain.spi.MethodContext;
import org.pellucid.api.explain.spi.MethodInput;
import org.pellucid.api.explain.spi.MethodResult;
import org.pellucid.api.explain.spi.RawMap;
import org.pellucid.api.explain.spi.TargetScore;
import org.pellucid.blackbox.MaskedInference;
import org.pellucid.blackbox.MaskedScores;

/**
 * One explanation. First all classes together: random fields of Gaussian windows, each with its complement, and a
 * regression give a map of each class. Then for each class a search moves a window over its map, to where it makes the
 * map's ranking of pixels most faithful: the best pixels alone should keep the score, the picture without them lose it.
 * For one thread.
 */
final class AiseRun {
    /** Shares of the picture, best pixels first, at which a map is tried. */
    private static final double[] LEVELS = {0.1, 0.25, 0.5};
    private static final int QUESTIONS = 2 * LEVELS.length;
    /** Height of a window, as a share of the map's range. */
    private static final double WEIGHT = 0.5;

    private final AiseOptions options;
    private final MaskedInference inference;
    private final MethodInput input;
    private final MaskedScores scores;
    private final List<TargetScore> targets;
    private final int height;
    private final int width;
    private final Function<List<RawMap>, MethodResult> result;
    private final List<RawMap> maps = new ArrayList<>();
    private long asked;

    /** @param result makes a result of maps */
    AiseRun(MethodContext context, AiseOptions options, MaskedInference inference, MethodInput input,
            List<TargetScore> targets, Function<List<RawMap>, MethodResult> result) {
        this.result = result;
        this.options = options;
        this.inference = inference;
        this.input = input;
        this.targets = List.copyOf(targets);
        this.scores = new MaskedScores(context, targets);
        this.height = context.inputHeight();
        this.width = context.inputWidth();
    }

    List<RawMap> maps() throws PellucidException, InterruptedException {
        GaussianField field = new GaussianField(options.seed(), height, width);
        double[][] gains = gains(field);
        FieldRegression regression = new FieldRegression(field, options.pairs(), height, width);
        for (int k = 0; k < targets.size(); k++) {
            maps.add(map(k, regression, gains));
        }
        for (int k = 0; k < targets.size(); k++) {
            maps.set(k, RawMap.of(targets.get(k), height, width, refined(maps.get(k).values(), k)));
        }
        return maps;
    }

    private RawMap map(int k, FieldRegression regression, double[][] gains) {
        return RawMap.of(targets.get(k), height, width, regression.map(gains[k]));
    }

    /** {@return the maps that the first pairs of masks give, before any is refined} */
    private List<RawMap> early(double[][] gains, int pairs) {
        FieldRegression regression = new FieldRegression(new GaussianField(options.seed(), height, width), pairs,
                height,
                width);
        double[][] first = Arrays.stream(gains).map(each -> Arrays.copyOf(each, pairs)).toArray(double[][]::new);
        return IntStream.range(0, targets.size()).mapToObj(k -> map(k, regression, first)).toList();
    }

    /** @return {@code [targets][pairs]}: score under a mask minus score under its complement */
    private double[][] gains(GaussianField field) throws PellucidException, InterruptedException {
        double[][] gains = new double[targets.size()][options.pairs()];
        inference.run(2L * options.pairs(), (index, mask) -> field.paint(index / 2, index % 2 == 1, mask),
                (index, logits) -> {
                    double[] values = scores.read(logits);
                    for (int k = 0; k < values.length; k++) {
                        double score = values[k];
                        gains[k][(int) (index / 2)] += index % 2 == 0 ? score : -score;
                    }
                    report();
                    int pairs = (int) (index + 1) / 2;
                    if (pairs > 1) {
                        input.known(() -> result.apply(early(gains, pairs)), asked, total());
                    }
                    return true;
                }, input.progress());
        return gains;
    }

    private void report() {
        asked++;
        long total = total();
        if (asked % QUESTIONS == 0 || asked == total) {
            // the search may stop short of what it was given
            input.progress().step("masks", Math.min(asked, total), total);
        }
    }

    private long total() {
        long perTarget = options.places() == 0 ? 0
                : QUESTIONS * (1L + (long) options.widths().length * options.places());
        return 2L * options.pairs() + targets.size() * perTarget;
    }

    /** Adds a window of each width where the search finds that it helps. */
    private float[] refined(float[] map, int k) throws PellucidException, InterruptedException {
        float range = range(map);
        if (options.places() == 0 || range == 0) {
            return map;
        }
        float[] best = map;
        double most = faithfulness(List.of(map), k)[0];
        for (double deviation : options.widths()) {
            float[] base = best;
            Direct search = new Direct(options.epsilon(), options.places());
            List<Direct.Point> points = search.ask();
            while (!points.isEmpty()) {
                List<float[]> candidates = new ArrayList<>(points.size());
                for (Direct.Point point : points) {
                    candidates.add(new GaussianWindow(point, deviation).addedTo(base, height, width, WEIGHT * range));
                }
                double[] values = faithfulness(candidates, k);
                for (int i = 0; i < values.length; i++) {
                    if (values[i] > most) {
                        most = values[i];
                        best = candidates.get(i);
                        maps.set(k, RawMap.of(targets.get(k), height, width, best));
                    }
                    // the search looks for the least
                    values[i] = -values[i];
                }
                input.known(() -> result.apply(List.copyOf(maps)), Math.min(asked, total()), total());
                search.tell(values);
                points = search.ask();
            }
        }
        return best;
    }

    private static float range(float[] map) {
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (float value : map) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        return most - least;
    }

    /** @return for each map the scores of its best pixels alone minus those of the picture without them */
    private double[] faithfulness(List<float[]> maps, int k) throws PellucidException, InterruptedException {
        double[] result = new double[maps.size()];
        float[][] thresholds = new float[maps.size()][LEVELS.length];
        for (int i = 0; i < thresholds.length; i++) {
            float[] sorted = maps.get(i).clone();
            Arrays.sort(sorted);
            for (int level = 0; level < LEVELS.length; level++) {
                thresholds[i][level] = sorted[(int) ((1 - LEVELS[level]) * (sorted.length - 1))];
            }
        }
        inference.run((long) QUESTIONS * maps.size(), (index, mask) -> {
            int which = (int) (index / QUESTIONS);
            float[] map = maps.get(which);
            float threshold = thresholds[which][(int) (index % QUESTIONS) / 2];
            boolean alone = index % 2 == 0;
            for (int i = 0; i < map.length; i++) {
                mask[i] = map[i] >= threshold == alone ? 1 : 0;
            }
        }, (index, logits) -> {
            double score = scores.read(logits)[k];
            result[(int) (index / QUESTIONS)] += index % 2 == 0 ? score : -score;
            report();
            return true;
        }, input.progress());
        return result;
    }
}
