package org.pellucid.api.interpret;

import org.osgi.annotation.versioning.ConsumerType;
import org.pellucid.api.Progress;

/** Follows a run: {@link Progress#step} counts pictures. Called from several threads, by one at a time. */
@ConsumerType
public interface InterpretListener extends Progress {
    /** Shows nothing. */
    InterpretListener NONE = new InterpretListener() {
    };

    /** @param picture that was explained, or failed; what an earlier run did is not told again */
    default void picture(InterpretedPicture picture) {
    }
}
