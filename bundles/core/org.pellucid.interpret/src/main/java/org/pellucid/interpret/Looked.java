package org.pellucid.interpret;

import java.util.List;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.SampleObject;

/**
 * Where a model looks in a picture, in a journal.
 *
 * @param index       class whose map it is
 * @param label       of it
 * @param probability of it
 * @param energy      share of the map on the objects of that class, {@code null} if they are not known
 * @param map         the map on the grid, as text
 */
record Looked(int index, String label, double probability, Double energy, String map) {
    /** Rows and columns of the grid. */
    static final int GRID = 28;

    /** @return the objects of a picture's true class */
    static List<SampleObject> objects(Sample sample) {
        return sample.truth().isEmpty() ? List.of()
                : sample.objects().stream().filter(each -> each.objectClass().equals(sample.truth().get())).toList();
    }
}
