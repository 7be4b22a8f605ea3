package org.pellucid.api.download;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * How to fetch. Made by {@link #builder()}.
 *
 * @param from  a place to take the files from instead of those in the catalogue: a URL that ends in a slash is a folder
 *              in which they lie under their names, any other is the file itself
 * @param again whether to fetch what is there already; it is replaced when the new one is whole
 */
public record FetchOptions(Optional<URI> from, boolean again) {
    /** From the places in the catalogue, unless it is there already. */
    public static final FetchOptions DEFAULTS = builder().build();

    /** Checks for {@code null}. */
    public FetchOptions {
        Objects.requireNonNull(from, "from");
    }

    /** {@return a builder that begins with the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects options. For one thread. */
    public static final class Builder {
        private Optional<URI> from = Optional.empty();
        private boolean again;

        private Builder() {
        }

        /**
         * Takes the files from another place than the catalogue says.
         *
         * @param place a folder if it ends in a slash, otherwise the file itself
         * @return this builder
         */
        public Builder from(URI place) {
            from = Optional.of(place);
            return this;
        }

        /**
         * Says whether to fetch what is there already.
         *
         * @param replace whether it is fetched and replaced
         * @return this builder
         */
        public Builder again(boolean replace) {
            again = replace;
            return this;
        }

        /** {@return the options} */
        public FetchOptions build() {
            return new FetchOptions(from, again);
        }
    }
}
