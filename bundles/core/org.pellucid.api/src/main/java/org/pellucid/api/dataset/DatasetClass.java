package org.pellucid.api.dataset;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * A class of a data set.
 *
 * @param id    what the data set calls it: the folder name, a WordNet id
 * @param label for people, with spaces; the id where no label is known
 * @param index of the class for a model trained on the label set that the data set comes from (ImageNet for ImageWoof),
 *              empty if unknown
 */
public record DatasetClass(String id, String label, OptionalInt index) {
    /** Checks for {@code null}. */
    public DatasetClass {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(index, "index");
    }

    /**
     * {@return a class of which only that is known}
     *
     * @param id what the data set calls it
     */
    public static DatasetClass unmapped(String id) {
        return new DatasetClass(id, id, OptionalInt.empty());
    }
}
