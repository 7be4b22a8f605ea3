package org.pellucid.api.metrics;

import java.util.Objects;

/**
 * A number that a metric gives.
 *
 * @param name        lower case with hyphens; where there is one for each other method, what is in front of the colon
 * @param range       what it can be, in words: {@code 0..1}
 * @param better      which way it is better
 * @param description what it says, one sentence
 */
public record MetricValue(String name, String range, Better better, String description) {
    /** Checks for {@code null}. */
    public MetricValue {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(range, "range");
        Objects.requireNonNull(better, "better");
        Objects.requireNonNull(description, "description");
    }
}
