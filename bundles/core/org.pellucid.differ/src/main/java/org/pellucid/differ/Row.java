package org.pellucid.differ;

import java.util.Optional;
import java.util.OptionalDouble;
import org.pellucid.grid.GridMap;

/**
 * What was found about one picture.
 *
 * @param picture        id of the sample
 * @param older          what the old model answers
 * @param newer          what the new model answers
 * @param same           whether both answer the same class
 * @param truth          label of the true class, if known
 * @param look           how the two maps of the class that the old model answers differ
 * @param truthDrift     drift of the maps of the true class, if both were made
 * @param olderEnergy    share of the old map on the object, if it is known
 * @param newerEnergy    share of the new map on the object, if it is known
 */
record Row(String picture, Answer older, Answer newer, boolean same, Optional<String> truth,
        GridMap.Comparison look, OptionalDouble truthDrift, OptionalDouble olderEnergy, OptionalDouble newerEnergy) {
    /**
     * An answer.
     *
     * @param label       of the class
     * @param probability of the class
     * @param right       whether it is the true class, if that is known
     */
    record Answer(String label, double probability, Optional<Boolean> right) {
    }

    /** {@return whether the old answer is right and the new one wrong} */
    boolean isNegativeFlip() {
        return older.right().orElse(false) && !newer.right().orElse(true);
    }

    /** {@return whether the old answer is wrong and the new one right} */
    boolean isPositiveFlip() {
        return !older.right().orElse(true) && newer.right().orElse(false);
    }
}
