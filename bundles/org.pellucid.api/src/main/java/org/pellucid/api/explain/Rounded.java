package org.pellucid.api.explain;

/** Rounds numbers for people to read. Without {@code String.format}, which is slow at its first use. */
final class Rounded {
    private static final long HUNDRED = 100;

    private Rounded() {
    }

    /** Returns a probability with two decimals, with a point whatever the locale. */
    static String of(double probability) {
        if (Double.isNaN(probability)) {
            return "unknown";
        }
        long hundredths = Math.round(probability * HUNDRED);
        return hundredths / HUNDRED + "." + hundredths % HUNDRED / 10 + hundredths % 10;
    }
}
