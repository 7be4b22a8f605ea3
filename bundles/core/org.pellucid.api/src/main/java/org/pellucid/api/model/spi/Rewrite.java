package org.pellucid.api.model.spi;

import java.util.Objects;

/**
 * A rewritten definition that uses the weights of the model it was made from.
 *
 * @param key        names the rewrite with everything its definition depends on besides the model; equal keys must mean
 *                   equal definitions
 * @param definition IR XML, UTF-8; every {@code Const} points into the original weights
 */
public record Rewrite(String key, byte[] definition) {
    /** Checks for {@code null}. */
    public Rewrite {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(definition, "definition");
    }
}
