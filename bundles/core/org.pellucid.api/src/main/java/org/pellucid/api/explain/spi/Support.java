package org.pellucid.api.explain.spi;

import java.util.Objects;

/** Says whether a method can explain a model. */
public final class Support {
    private final boolean supported;
    private final String reason;

    private Support(boolean supported, String reason) {
        this.supported = supported;
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /**
     * {@return a yes}
     *
     * @param reason what makes it possible, e.g. the insertion layer found
     */
    public static Support yes(String reason) {
        return new Support(true, reason);
    }

    /**
     * {@return a no}
     *
     * @param reason what is in the way
     */
    public static Support no(String reason) {
        return new Support(false, reason);
    }

    /** {@return the answer} */
    public boolean supported() {
        return supported;
    }

    /** {@return why, or why not, in one sentence} */
    public String reason() {
        return reason;
    }

    /** Returns whether both say the same. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Support that && supported == that.supported && reason.equals(that.reason);
    }

    @Override
    public int hashCode() {
        return Objects.hash(supported, reason);
    }

    /** Returns the answer and the reason. */
    @Override
    public String toString() {
        return (supported ? "yes: " : "no: ") + reason;
    }
}
