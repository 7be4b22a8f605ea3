package org.pellucid.api.download;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * How to fetch.
 *
 * @param from  a place to take the files from instead of those in the catalogue: a URL that ends in a slash is a folder
 *              in which they lie under their names, any other is the file itself
 * @param again whether to fetch what is there already; it is replaced when the new one is whole
 */
public record FetchOptions(Optional<URI> from, boolean again) {
    /** From the places in the catalogue, unless it is there already. */
    public static final FetchOptions DEFAULTS = new FetchOptions(Optional.empty(), false);

    /** Checks for {@code null}. */
    public FetchOptions {
        Objects.requireNonNull(from, "from");
    }
}
