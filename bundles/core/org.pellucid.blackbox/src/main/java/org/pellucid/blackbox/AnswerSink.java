package org.pellucid.blackbox;

import org.osgi.annotation.versioning.ConsumerType;
import org.pellucid.api.PellucidException;

/** Takes a classifier's answers. */
@ConsumerType
@FunctionalInterface
public interface AnswerSink {
    /**
     * @param index  number of the mask, in order whatever number of inferences is in flight
     * @param logits {@code [classes]}, valid during this call
     * @return false if no more answers are wanted
     * @throws PellucidException ends the run
     */
    boolean answer(long index, float[] logits) throws PellucidException;
}
