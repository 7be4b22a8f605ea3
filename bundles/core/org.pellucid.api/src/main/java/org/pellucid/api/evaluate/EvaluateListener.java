package org.pellucid.api.evaluate;

import java.util.OptionalLong;
import org.osgi.annotation.versioning.ConsumerType;
import org.pellucid.api.Progress;

/** Follows an evaluation: {@link Progress#step} tells what happens within a picture. Called from the working thread. */
@ConsumerType
public interface EvaluateListener extends Progress {
    /** Shows nothing. */
    EvaluateListener NONE = new EvaluateListener() {
    };

    /**
     * @param index of the picture that is begun, from 0
     * @param total how many there will be, if known
     * @param id    of the sample
     */
    default void picture(long index, OptionalLong total, String id) {
    }

    /** @param picture that could not be used */
    default void failed(FailedPicture picture) {
    }
}
