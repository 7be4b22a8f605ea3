package org.pellucid.interpret;

import org.pellucid.api.explain.Prediction;

/** A class and its probability, in a journal. */
record Scored(int index, String label, double probability, double logit) {
    static Scored of(Prediction prediction) {
        return new Scored(prediction.index(), prediction.label(), prediction.probability(), prediction.logit());
    }

    Prediction prediction() {
        return new Prediction(index, label, probability, logit);
    }
}
