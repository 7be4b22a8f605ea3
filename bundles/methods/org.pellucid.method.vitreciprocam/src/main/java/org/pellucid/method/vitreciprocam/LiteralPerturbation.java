package org.pellucid.method.vitreciprocam;

import java.nio.FloatBuffer;
import org.pellucid.api.PellucidException;
import org.pellucid.api.explain.spi.MethodInput;
import org.pellucid.api.model.spi.CompiledModel;
import org.pellucid.api.model.spi.InferRequest;

/** Runs masked sequences through block and head, which read the stream where the prediction wrote it. */
final class LiteralPerturbation implements Perturbation {
    private final InferRequest perturb;
    private final int batch;
    private final ScoreReader reader;
    private final TokenMasks masks;
    private final Grid grid;

    LiteralPerturbation(InferRequest predict, CompiledModel perturbing, int batch, ScoreReader reader, TokenMasks masks,
            Grid grid) throws PellucidException {
        this.batch = batch;
        this.reader = reader;
        this.masks = masks;
        this.grid = grid;
        this.perturb = perturbing.newRequest();
        try {
            perturb.bind(LiteralForm.STREAM, predict.output(LiteralForm.STREAM));
        } catch (PellucidException | RuntimeException e) {
            perturb.close();
            throw e;
        }
    }

    @Override
    public float[][] scores(MethodInput input, int... targets) throws PellucidException, InterruptedException {
        int patches = grid.patches();
        float[][] scores = new float[targets.length][patches];
        for (int from = 0; from < patches; from += batch) {
            if (Thread.interrupted() || input.progress().cancelled()) {
                throw new InterruptedException();
            }
            int count = Math.min(batch, patches - from);
            FloatBuffer written = perturb.input(LiteralForm.MASKS).floats();
            for (int i = 0; i < count; i++) {
                written.put(i * grid.tokens(), masks.of(from + i));
            }
            perturb.infer();
            float[][] some = reader.scores(perturb.output(reader.name()).floats(), batch, targets);
            for (int k = 0; k < targets.length; k++) {
                System.arraycopy(some[k], 0, scores[k], from, count);
            }
            input.progress().step("masks", from + count, patches);
        }
        return scores;
    }

    @Override
    public void close() {
        perturb.close();
    }
}
