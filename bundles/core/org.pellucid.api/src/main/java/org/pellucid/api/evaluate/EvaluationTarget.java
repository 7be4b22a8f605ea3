package org.pellucid.api.evaluate;

/** Which classes of a picture an evaluation explains. */
public enum EvaluationTarget {
    /** The class the picture belongs to, where the data set says it and the model has it; otherwise the predicted one. */
    TRUTH,
    /** The most probable class. */
    PREDICTED,
    /** Every class of which an object is known, one after the other; without objects the same as {@link #TRUTH}. */
    OBJECTS
}
