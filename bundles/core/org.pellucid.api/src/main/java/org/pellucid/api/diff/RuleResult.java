package org.pellucid.api.diff;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What became of a rule.
 *
 * @param rule   as it was given
 * @param value  of its left side; empty if that is not known, say for want of true classes
 * @param passed whether the condition does not hold; false if it cannot be told
 */
public record RuleResult(String rule, OptionalDouble value, boolean passed) {
    /** Checks for {@code null}. */
    public RuleResult {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(value, "value");
    }
}
