package org.pellucid.method.vitreciprocam;

import java.util.ArrayList;
import java.util.List;
import org.pellucid.api.PellucidException;
import org.pellucid.api.explain.spi.MethodInput;
import org.pellucid.api.explain.spi.MethodResult;
import org.pellucid.api.explain.spi.RawMap;
import org.pellucid.api.model.spi.InferRequest;
import org.pellucid.whitebox.PictureInference;

/** The requests of one thread: a prediction and what explains it. */
final class Worker implements AutoCloseable {
    private final InferRequest predict;
    private final Perturbation perturbation;
    private final Grid grid;

    /** Takes request and perturbation over. */
    Worker(InferRequest predict, Perturbation perturbation, Grid grid) {
        this.predict = predict;
        this.perturbation = perturbation;
        this.grid = grid;
    }

    MethodResult explain(MethodInput input) throws PellucidException, InterruptedException {
        PictureInference inference = PictureInference.of(input, predict);
        int[] targets = input.targets(inference.logits());
        float[][] scores = perturbation.scores(input, targets);
        List<RawMap> maps = new ArrayList<>(targets.length);
        for (int k = 0; k < targets.length; k++) {
            maps.add(RawMap.of(targets[k], grid.rows(), grid.columns(), scores[k]));
        }
        return inference.with(maps);
    }

    @Override
    public void close() {
        perturbation.close();
        predict.close();
    }
}
