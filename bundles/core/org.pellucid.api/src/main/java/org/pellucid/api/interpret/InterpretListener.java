package org.pellucid.api.interpret;

import org.osgi.annotation.versioning.ConsumerType;
import org.pellucid.api.Progress;

/** Follows a run: {@link Progress#step} counts pictures. Called from several threads, by one at a time. */
@ConsumerType
public interface InterpretListener extends Progress {
    /** Shows nothing. */
    InterpretListener NONE = new InterpretListener() {
    };

    /**
     * Called for each picture that this run finishes. Pictures resumed from an earlier run are not reported.
     *
     * @param picture explained or failed
     */
    default void picture(InterpretedPicture picture) {
    }
}
