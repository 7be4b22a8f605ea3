package org.pellucid.method.rise;

import java.util.ArrayList;
import java.util.List;
import org.pellucid.api.PellucidException;
import org.pellucid.api.explain.MethodContext;
import org.pellucid.api.explain.MethodInput;
import org.pellucid.api.explain.MethodResult;
import org.pellucid.api.explain.PreparedMethod;
import org.pellucid.api.explain.RawMap;
import org.pellucid.blackbox.MaskedModel;

/** RISE for one model and one set of options: the compiled model and the geometry of the masks. */
final class PreparedRise implements PreparedMethod {
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
    public String layer() {
        return "";
    }

    @Override
    public MethodResult explain(MethodInput input) throws PellucidException, InterruptedException {
        return model.lend(inference -> {
            long start = System.nanoTime();
            inference.load(input);
            long loaded = System.nanoTime();
            RiseRun run = new RiseRun(context, options, rows, columns, input);
            inference.run(options.masks() + 1L, run, run, input.progress());
            Estimator.Estimate estimate = run.estimate();
            int[] targets = run.targets();
            List<RawMap> maps = new ArrayList<>(targets.length);
            for (int k = 0; k < targets.length; k++) {
                maps.add(new RawMap(targets[k], rows.length, columns.length, estimate.map(k)));
            }
            return new MethodResult(run.logits(), maps, (loaded - start) / 1e6, (run.predictedAt() - loaded) / 1e6);
        });
    }

    @Override
    public void close() {
        model.close();
    }
}
