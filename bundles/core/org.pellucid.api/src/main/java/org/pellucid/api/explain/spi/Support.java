package org.pellucid.api.explain.spi;

/**
 * Whether a method can explain a model.
 *
 * @param supported the answer
 * @param reason    why, or why not, in one sentence
 */
public record Support(boolean supported, String reason) {
    /**
     * @param reason what makes it possible, e.g. the insertion layer found
     * @return a yes
     */
    public static Support yes(String reason) {
        return new Support(true, reason);
    }

    /**
     * @param reason what is in the way
     * @return a no
     */
    public static Support no(String reason) {
        return new Support(false, reason);
    }
}
