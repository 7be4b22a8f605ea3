package org.pellucid.api.evaluate;

import java.util.Locale;

/** Which way a value is better. */
public enum Better {
    /** The greater, the better. */
    HIGHER,
    /** The smaller, the better. */
    LOWER,
    /** Says how methods differ, not which one is better. */
    NEITHER;

    /** {@return the name used in files and tables: lower case} */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
