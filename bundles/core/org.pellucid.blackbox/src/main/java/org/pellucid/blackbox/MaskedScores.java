package org.pellucid.blackbox;

import java.util.List;
import org.pellucid.api.MethodException;
import org.pellucid.api.explain.spi.MethodContext;
import org.pellucid.api.explain.spi.TargetScore;

/**
 * Reads from a classifier's answers what is to be explained: the probability of a class, or by how much the logit of one
 * class exceeds that of another. A difference of probabilities would hardly move where both are near 0. For one thread.
 */
public final class MaskedScores {
    private final MethodContext context;
    private final List<TargetScore> wanted;
    private final double[] values;
    private double[] probabilities = {};

    /**
     * @param context of the classifier
     * @param wanted  what is to be explained
     */
    public MaskedScores(MethodContext context, List<TargetScore> wanted) {
        this.context = context;
        this.wanted = List.copyOf(wanted);
        this.values = new double[wanted.size()];
    }

    /**
     * Reads an answer.
     *
     * @param logits {@code [classes]}
     * @return the scores in the order of what is wanted; valid until the next answer
     * @throws MethodException if one is no number
     */
    public double[] read(float[] logits) throws MethodException {
        probabilities = context.probabilities(logits);
        for (int k = 0; k < values.length; k++) {
            TargetScore score = wanted.get(k);
            int target = score.target();
            values[k] = score.isContrast() ? (double) logits[target] - logits[score.against().getAsInt()]
                    : probabilities[target];
            if (Double.isNaN(values[k])) {
                throw new MethodException("model " + context.model().name() + " gives no score for class " + score
                        + " of the picture under a mask; try precision f32");
            }
        }
        return values;
    }

    /** {@return the probabilities of all classes in the last answer; valid until the next} */
    public double[] probabilities() {
        return probabilities;
    }

    /** {@return what is to be explained} */
    public List<TargetScore> wanted() {
        return wanted;
    }
}
