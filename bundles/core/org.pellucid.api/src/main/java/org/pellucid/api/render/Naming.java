package org.pellucid.api.render;

import java.util.Objects;
import java.util.Optional;

/**
 * How map files are named: {@code {prefix}{label}{postfix}{confidence}.{extension}}.
 *
 * @param prefix     in front of the label; if empty the picture's name without extension and an underscore
 * @param postfix    behind the label; if empty nothing, or an underscore where the confidence follows
 * @param confidence whether the class probability is appended, two decimals
 */
public record Naming(Optional<String> prefix, Optional<String> postfix, boolean confidence) {
    /** {@code chelsea_Egyptian_cat.jpg}. */
    public static final Naming DEFAULT = new Naming(Optional.empty(), Optional.empty(), false);

    /** Checks for {@code null}. */
    public Naming {
        Objects.requireNonNull(prefix, "prefix");
        Objects.requireNonNull(postfix, "postfix");
    }
}
