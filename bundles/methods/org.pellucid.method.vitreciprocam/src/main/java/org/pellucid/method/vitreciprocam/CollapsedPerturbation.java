package org.pellucid.method.vitreciprocam;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import org.pellucid.api.PellucidException;
import org.pellucid.api.explain.spi.MethodInput;
import org.pellucid.api.model.spi.InferRequest;

/** Reads scores that the prediction computed with a {@link CollapsedForm}; constant inputs are written once. */
final class CollapsedPerturbation implements Perturbation {
    private final InferRequest predict;
    private final ScoreReader reader;
    private final Grid grid;

    CollapsedPerturbation(InferRequest predict, CollapsedForm.Added added, ScoreReader reader, Grid grid)
            throws PellucidException {
        this.predict = predict;
        this.reader = reader;
        this.grid = grid;
        for (Map.Entry<String, float[]> input : added.numbers().entrySet()) {
            predict.input(input.getKey()).floats().put(0, input.getValue());
        }
        for (Map.Entry<String, int[]> input : added.indices().entrySet()) {
            predict.input(input.getKey()).bytes().order(ByteOrder.nativeOrder()).asIntBuffer()
                    .put(0, input.getValue());
        }
    }

    @Override
    public float[][] scores(MethodInput input, int... targets) throws PellucidException {
        float[][] places = reader.scores(predict.output(reader.name()).floats(), grid.tokens(), targets);
        for (int k = 0; k < places.length; k++) {
            places[k] = Arrays.copyOfRange(places[k], grid.extra(), grid.tokens());
        }
        return places;
    }

    @Override
    public void close() {
        // the request is the worker's
    }
}
