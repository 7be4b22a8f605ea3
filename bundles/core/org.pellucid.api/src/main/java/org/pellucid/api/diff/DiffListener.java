package org.pellucid.api.diff;

import java.util.OptionalLong;
import org.osgi.annotation.versioning.ConsumerType;
import org.pellucid.api.Progress;

/** Follows a comparison. Called from the working thread. */
@ConsumerType
public interface DiffListener extends Progress {
    /** Shows nothing. */
    DiffListener NONE = new DiffListener() {
    };

    /**
     * A picture is begun.
     *
     * @param index of the picture, from 0
     * @param total how many there will be, if known
     * @param id    of the sample
     */
    default void picture(long index, OptionalLong total, String id) {
    }
}
