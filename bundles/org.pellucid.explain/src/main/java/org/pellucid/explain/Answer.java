package org.pellucid.explain;

/** A model's logits with what follows from them, worked out once though it is needed before and after the maps. */
final class Answer {
    final float[] logits;
    final double[] probabilities;
    /** Class indices, most probable first. */
    final int[] ranking;

    Answer(float[] logits, boolean independent) {
        this.logits = logits;
        this.probabilities = Probabilities.of(logits, independent);
        this.ranking = Probabilities.ranking(probabilities);
    }
}
