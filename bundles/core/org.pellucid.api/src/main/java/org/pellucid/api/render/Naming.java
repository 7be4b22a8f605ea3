package org.pellucid.api.render;

import java.util.Objects;
import java.util.Optional;

/**
 * How map files are named: {@code {prefix}{label}{postfix}{confidence}.{extension}}. Made by {@link #builder()}.
 *
 * @param prefix     in front of the label; if empty the picture's name without extension and an underscore
 * @param postfix    behind the label; if empty nothing, or an underscore where the confidence follows
 * @param confidence whether the class probability is appended, two decimals
 */
public record Naming(Optional<String> prefix, Optional<String> postfix, boolean confidence) {
    /** {@code chelsea_Egyptian_cat.jpg}. */
    public static final Naming DEFAULTS = builder().build();

    /** Checks for {@code null}. */
    public Naming {
        Objects.requireNonNull(prefix, "prefix");
        Objects.requireNonNull(postfix, "postfix");
    }

    /** {@return a builder that begins with the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return a builder that begins with this naming} */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.prefix = prefix;
        builder.postfix = postfix;
        builder.confidence = confidence;
        return builder;
    }

    /** Collects the parts of a name. For one thread. */
    public static final class Builder {
        private Optional<String> prefix = Optional.empty();
        private Optional<String> postfix = Optional.empty();
        private boolean confidence;

        private Builder() {
        }

        /**
         * Says what stands in front of the label.
         *
         * @param text in place of the picture's name and an underscore
         * @return this builder
         */
        public Builder prefix(String text) {
            prefix = Optional.of(text);
            return this;
        }

        /**
         * Says what stands behind the label.
         *
         * @param text in front of the probability, if that is appended
         * @return this builder
         */
        public Builder postfix(String text) {
            postfix = Optional.of(text);
            return this;
        }

        /**
         * Says whether the class probability is appended.
         *
         * @param appended whether it is
         * @return this builder
         */
        public Builder confidence(boolean appended) {
            confidence = appended;
            return this;
        }

        /** {@return the naming} */
        public Naming build() {
            return new Naming(prefix, postfix, confidence);
        }
    }
}
