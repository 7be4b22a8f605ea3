package org.pellucid.method.vitreciprocam;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import org.pellucid.api.PellucidException;
import org.pellucid.api.explain.spi.MethodInput;
import org.pellucid.api.model.spi.InferRequest;

/** Reads scores that the prediction computed with a {@link CollapsedForm}; masks are written once. */
final class CollapsedPerturbation implements Perturbation {
    private final InferRequest predict;
    private final ScoreReader reader;
    private final Grid grid;

    CollapsedPerturbation(InferRequest predict, CollapsedForm.Added added, ScoreReader reader, TokenMasks masks,
            Grid grid) throws PellucidException {
        this.predict = predict;
        this.reader = reader;
        this.grid = grid;
        int tokens = grid.tokens();
        for (Map.Entry<String, Integer> token : added.tokens().entrySet()) {
            predict.input(token.getKey()).floats().put(0, new float[tokens]).put(token.getValue(), 1);
        }
        predict.input(CollapsedForm.ONE).floats().put(0, 1);
        for (String name : added.zeros()) {
            FloatBuffer zeros = predict.input(name).floats();
            zeros.put(0, new float[zeros.capacity()]);
        }
        float[] kept = new float[tokens];
        Arrays.fill(kept, 0, grid.extra(), 1);
        Arrays.fill(kept, grid.extra(), tokens, masks.extra());
        predict.input(CollapsedForm.KEPT).floats().put(0, kept);
        FloatBuffer values = predict.input(CollapsedForm.VALUE_MASKS).floats();
        FloatBuffer scores = predict.input(CollapsedForm.SCORE_MASKS).floats();
        for (int place = 0; place < tokens; place++) {
            float[] mask = place < grid.extra() ? masks.none() : masks.of(place - grid.extra());
            values.put(place * tokens, mask);
            for (int token = 0; token < tokens; token++) {
                scores.put(place * tokens + token, mask[token] * added.scale());
            }
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
