package org.pellucid.explain;

import org.pellucid.api.explain.Prediction;

/**
 * A model's logits with what follows from them, worked out once though it is needed before and after the maps. Sorting
 * a thousand classes costs a noticeable part of a fast inference, so that is left until somebody looks.
 */
final class Answer {
    final float[] logits;
    final double[] probabilities;
    private volatile int[] ranking;

    Answer(float[] logits, boolean independent) {
        this.logits = logits;
        this.probabilities = Probabilities.of(logits, independent);
    }

    /** @return class indices, greatest logit first; not to be changed */
    int[] ranking() {
        int[] ranked = ranking;
        if (ranked == null) {
            ranked = Probabilities.ranking(logits);
            ranking = ranked;
        }
        return ranked;
    }

    /** @return the class of the greatest logit, the first of equals */
    int best() {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            if (logits[i] > logits[best]) {
                best = i;
            }
        }
        return best;
    }

    /** {@return a class and what the model thinks of it} */
    Prediction prediction(int index, Labels labels) {
        return new Prediction(index, labels.name(index), probabilities[index], logits[index]);
    }
}
