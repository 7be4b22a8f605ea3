package org.pellucid.method.rise;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.pellucid.api.PellucidException;
import org.pellucid.api.explain.spi.MethodContext;
import org.pellucid.api.explain.spi.MethodInput;
import org.pellucid.api.explain.spi.MethodResult;
import org.pellucid.api.explain.spi.PartialResultException;
import org.pellucid.api.explain.spi.PreparedMethod;
import org.pellucid.api.explain.spi.RawMap;
import org.pellucid.api.explain.spi.TargetScore;
import org.pellucid.blackbox.MaskedModel;

/** RISE for one model and one set of options: the compiled model and the geometry of the masks. */
final class PreparedRise implements PreparedMethod {
    /** Who interrupts waits a second at most, for the files too. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** An error takes as long as its map: of many maps only the first have one. */
    private static final int MOST_ERRORS = 16;

    private final MethodContext context;
    private final RiseOptions options;
    private final Axis rows;
    private final Axis columns;
    private final MaskedModel model;

    PreparedRise(MethodContext context, RiseOptions options) throws PellucidException {
        this.context = context;
        this.options = options;
        // Two bins a cell: with fewer the regression misses what shifts show, more add nothing.
        this.rows = new Axis(context.inputHeight(), options.cells(), 2 * options.cells());
        this.columns = new Axis(context.inputWidth(), options.cells(), 2 * options.cells());
        this.model = MaskedModel.compile(context, options.batch());
    }

    @Override
    public MethodResult explain(MethodInput input) throws PellucidException, InterruptedException {
        return model.lend(inference -> {
            long start = System.nanoTime();
            inference.load(input);
            long loaded = System.nanoTime();
            double preprocessMillis = (loaded - start) / 1e6;
            RiseRun run = new RiseRun(context, options, rows, columns, input,
                    known -> result(known, known.glance(), Long.MAX_VALUE, preprocessMillis, loaded));
            try {
                inference.run(options.masks() + 1L, run, run, input.progress());
            } catch (InterruptedException e) {
                throw run.masks() < 2 ? e : partial(run, preprocessMillis, loaded);
            }
            return result(run, run.estimate(), Long.MAX_VALUE, preprocessMillis, loaded);
        });
    }

    private PartialResultException partial(RiseRun run, double preprocessMillis, long loaded) {
        long begun = System.nanoTime();
        Estimator.Estimate estimate = run.estimate();
        MethodResult result = result(run, estimate, begun + PATIENCE_NANOS, preprocessMillis, loaded);
        String done = run.masks() + " of " + options.masks() + " masks";
        int maps = result.maps().size();
        if (maps < run.targets().size()) {
            done += ", " + maps + " of " + run.targets().size() + " maps";
        }
        OptionalDouble error = result.maps().get(0).error();
        if (error.isPresent()) {
            done += String.format(Locale.ROOT, ", standard error %.0f %% of the map's spread",
                    100 * error.getAsDouble());
        }
        return new PartialResultException(result, done);
    }

    /** @param end time by {@link System#nanoTime} when no further map is begun; there is one at least */
    private MethodResult result(RiseRun run, Estimator.Estimate estimate, long end, double preprocessMillis,
            long loaded) {
        List<TargetScore> targets = run.targets();
        List<RawMap> maps = new ArrayList<>(targets.size());
        for (int k = 0; k < targets.size() && (k == 0 || System.nanoTime() < end); k++) {
            RawMap map = RawMap.of(targets.get(k), rows.length, columns.length, map(estimate, k, targets.get(k)));
            maps.add(k < MOST_ERRORS ? map.withError(estimate.relativeError(k)) : map);
        }
        return MethodResult.of(run.logits(), maps, preprocessMillis, (run.predictedAt() - loaded) / 1e6);
    }

    /** Zero of a contrast is where it makes no difference whether a pixel is visible. */
    private static float[] map(Estimator.Estimate estimate, int k, TargetScore score) {
        float[] map = estimate.map(k);
        if (score.isContrast()) {
            double mean = estimate.mean(k);
            for (int i = 0; i < map.length; i++) {
                map[i] = (float) (map[i] - mean);
            }
        }
        return map;
    }

    @Override
    public void close() {
        model.close();
    }
}
