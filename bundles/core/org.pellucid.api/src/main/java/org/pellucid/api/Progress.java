package org.pellucid.api;

import org.osgi.annotation.versioning.ConsumerType;

/** Follows long work. Called from the working thread. */
@ConsumerType
public interface Progress {
    /** Shows nothing, cancels nothing. */
    Progress NONE = new Progress() {
    };

    /**
     * @param what  what is being counted, e.g. {@code masks}
     * @param done  how many are done
     * @param total how many there will be, or -1 if unknown
     */
    default void step(String what, long done, long total) {
    }

    /** {@return true to stop at the next opportunity} */
    default boolean cancelled() {
        return false;
    }
}
