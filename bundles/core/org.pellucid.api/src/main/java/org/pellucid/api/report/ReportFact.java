package org.pellucid.api.report;

import java.util.Objects;

/**
 * A name and a value.
 *
 * @param name  what it is
 * @param value the value, ready to be shown
 */
public record ReportFact(String name, String value) {
    /** Checks for {@code null}. */
    public ReportFact {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
    }
}
