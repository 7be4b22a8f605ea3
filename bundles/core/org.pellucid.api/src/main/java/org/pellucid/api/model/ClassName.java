package org.pellucid.api.model;

import java.util.Objects;
import java.util.Optional;

/**
 * A class of a model, as a label file names it.
 *
 * @param index of the class, from 0
 * @param wnid  the class's WordNet id, such as {@code n02124075}, by which ImageNet names its folders; empty if the file
 *              gives none
 * @param label its name
 */
public record ClassName(int index, Optional<String> wnid, String label) {
    /** Checks for {@code null}. */
    public ClassName {
        Objects.requireNonNull(wnid, "wnid");
        Objects.requireNonNull(label, "label");
    }
}
