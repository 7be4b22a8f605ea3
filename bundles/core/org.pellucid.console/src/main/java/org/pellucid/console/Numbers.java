package org.pellucid.console;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as text. Without {@code String.format}, whose first use costs a noticeable part of a short command. */
public final class Numbers {
    private Numbers() {
    }

    /**
     * @param value    any number of moderate size
     * @param decimals 0..6
     * @return like {@code %.2f} of C and Python, as in the names of files: the exact value is rounded, a tie goes to the even
     *         digit, with a point whatever the locale
     */
    public static String fixed(double value, int decimals) {
        if (Double.isNaN(value) || Double.isInfinite(value) || Math.abs(value) > 1e12) {
            return Double.toString(value);
        }
        return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    }

    /** @return a number without needless decimals: {@code 1}, {@code 0.5} */
    public static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value)
                : Double.toString(value);
    }

    /** @return bytes in a unit that fits: {@code 9.3 MB} */
    public static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        if (bytes < 1_000_000) {
            return fixed(bytes / 1e3, 1) + " kB";
        }
        return bytes < 1_000_000_000L ? fixed(bytes / 1e6, 1) + " MB" : fixed(bytes / 1e9, 1) + " GB";
    }
}
