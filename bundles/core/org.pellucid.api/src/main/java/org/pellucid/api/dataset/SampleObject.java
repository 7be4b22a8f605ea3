package org.pellucid.api.dataset;

import java.util.Objects;
import java.util.Optional;

/**
 * An object in a picture whose place is known.
 *
 * @param objectClass what it is
 * @param box         around it
 * @param mask        its pixels, if known
 */
public record SampleObject(DatasetClass objectClass, Box box, Optional<Mask> mask) {
    /** Checks for {@code null}. */
    public SampleObject {
        Objects.requireNonNull(objectClass, "objectClass");
        Objects.requireNonNull(box, "box");
        Objects.requireNonNull(mask, "mask");
    }
}
