package org.pellucid.api.explain;

import java.util.function.Supplier;
import org.osgi.annotation.versioning.ConsumerType;
import org.pellucid.api.Progress;

/** Follows an explanation and may look at what is known before its end. Called from the working thread. */
@ConsumerType
public interface ExplainListener extends Progress {
    /**
     * Offers what is known so far. It is computed only if it is asked for, and looking at it does not change the result.
     *
     * @param known makes an explanation of what is known, with {@link Explanation#incomplete()}; works during this call
     *              only, in its thread
     * @param done  how many steps of the method are done, in its own unit
     * @param total how many there will be
     */
    default void known(Supplier<Explanation> known, long done, long total) {
    }
}
