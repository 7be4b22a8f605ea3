package org.pellucid.explain;

import java.util.AbstractList;
import java.util.RandomAccess;
import org.pellucid.api.explain.Prediction;

/** Every class, most probable first, made when looked at. */
final class RankedPredictions extends AbstractList<Prediction> implements RandomAccess {
    private final Answer answer;
    private final Labels labels;

    RankedPredictions(Answer answer, Labels labels) {
        this.answer = answer;
        this.labels = labels;
    }

    @Override
    public Prediction get(int rank) {
        return answer.prediction(answer.ranking()[rank], labels);
    }

    @Override
    public int size() {
        return answer.logits.length;
    }
}
