package org.pellucid.method.vitreciprocam;

import java.util.ArrayList;
import java.util.List;
import org.pellucid.api.PellucidException;
import org.pellucid.api.explain.spi.MethodContext;
import org.pellucid.api.explain.spi.MethodInput;
import org.pellucid.api.explain.spi.MethodResult;
import org.pellucid.api.explain.spi.RawMap;
import org.pellucid.api.model.spi.InferRequest;

/** The requests of one thread: a prediction and what explains it. */
final class Worker implements AutoCloseable {
    private final InferRequest predict;
    private final Perturbation perturbation;
    private final Grid grid;
    private final int classes;

    /** Takes request and perturbation over. */
    Worker(InferRequest predict, Perturbation perturbation, Grid grid, int classes) {
        this.predict = predict;
        this.perturbation = perturbation;
        this.grid = grid;
        this.classes = classes;
    }

    MethodResult explain(MethodInput input) throws PellucidException, InterruptedException {
        long start = System.nanoTime();
        input.writeTo(predict);
        long written = System.nanoTime();
        predict.infer();
        long inferred = System.nanoTime();
        float[] logits = new float[classes];
        predict.output(MethodContext.LOGITS).floats().get(0, logits);
        int[] targets = input.targets(logits);
        float[][] scores = perturbation.scores(input, targets);
        List<RawMap> maps = new ArrayList<>(targets.length);
        for (int k = 0; k < targets.length; k++) {
            maps.add(RawMap.of(targets[k], grid.rows(), grid.columns(), scores[k]));
        }
        return MethodResult.of(logits, maps, (written - start) / 1e6, (inferred - written) / 1e6);
    }

    @Override
    public void close() {
        perturbation.close();
        predict.close();
    }
}
