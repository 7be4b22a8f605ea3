package org.pellucid.api.explain;

import java.util.Objects;

/**
 * An explanation was interrupted, or its progress cancelled, when something was known already. The map improves with the
 * time the method had. Callers that do not need it can catch {@link InterruptedException}.
 */
public final class PartialExplanationException extends InterruptedException {
    private static final long serialVersionUID = 1;

    private final transient Explanation partial;

    /** @param partial what is known, with {@link Explanation#incomplete()}, which becomes the message */
    public PartialExplanationException(Explanation partial) {
        super(partial.incomplete().orElseThrow());
        this.partial = Objects.requireNonNull(partial, "partial");
    }

    /** {@return predictions and the maps known so far, with {@link Explanation#incomplete()}} */
    public Explanation partial() {
        return partial;
    }
}
