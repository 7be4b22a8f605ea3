package org.pellucid.differ;

import java.util.Map;
import java.util.Optional;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.grid.GridMap;

/**
 * What a model answers for a picture, and where it looks.
 *
 * @param index       of the class it answers
 * @param label       of that class
 * @param probability of that class
 * @param right       whether it is the true class, if that is known
 * @param maps        by class index, on the grid
 * @param shown       the map of the class that is compared, if it is at hand
 */
record Look(int index, String label, double probability, Optional<Boolean> right, Map<Integer, GridMap> maps,
        Optional<SaliencyMap> shown) {
    Row.Answer answer() {
        return new Row.Answer(label, probability, right);
    }
}
