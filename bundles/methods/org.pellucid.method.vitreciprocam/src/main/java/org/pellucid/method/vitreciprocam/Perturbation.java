package org.pellucid.method.vitreciprocam;

import org.pellucid.api.PellucidException;
import org.pellucid.api.explain.spi.MethodInput;

/** From the outputs of a prediction to scores of perturbed sequences, for one thread. */
interface Perturbation extends AutoCloseable {
    /**
     * @param input   of the prediction, for its progress
     * @param targets classes
     * @return {@code [targets][patches]}
     * @throws PellucidException    if the runtime fails
     * @throws InterruptedException if the thread was interrupted or the work is no longer wanted
     */
    float[][] scores(MethodInput input, int... targets) throws PellucidException, InterruptedException;

    @Override
    void close();
}
