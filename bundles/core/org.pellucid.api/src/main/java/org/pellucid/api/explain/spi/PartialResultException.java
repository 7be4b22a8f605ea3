package org.pellucid.api.explain.spi;

import java.util.Objects;

/**
 * A method was interrupted, or its progress cancelled, and can say something already. A method that works its way to
 * the answer throws it in place of a plain {@link InterruptedException}; callers that do not need the part catch that.
 */
public final class PartialResultException extends InterruptedException {
    private static final long serialVersionUID = 1;

    private final transient MethodResult partial;

    /**
     * @param partial what is known, as {@link PreparedMethod#explain} would return it; maps of the last targets may be
     *                missing
     * @param done    how far the method came, e.g. {@code 213 of 500 masks}
     */
    public PartialResultException(MethodResult partial, String done) {
        super(Objects.requireNonNull(done, "done"));
        this.partial = Objects.requireNonNull(partial, "partial");
    }

    /** {@return what is known} */
    public MethodResult partial() {
        return partial;
    }
}
