package org.pellucid.api.model;

import java.util.Optional;

/**
 * Says how a model file is read. Made by {@link #builder()}; {@link #DEFAULTS} does for most files.
 *
 * @param size      width and height in pixels that an input with open sides is fixed to; if empty, what the file tells
 * @param untrusted whether the file is read and compiled once in a process of its own before this process touches it.
 *                  Files of other formats than OpenVINO IR are converted in a process of their own anyway
 */
public record LoadOptions(Optional<Size> size, boolean untrusted) {
    /** Fixes open sides to what the file tells, and trusts the file. */
    public static final LoadOptions DEFAULTS = builder().build();

    /**
     * The size of an input.
     *
     * @param width  in pixels, at least 1
     * @param height in pixels, at least 1
     */
    public record Size(int width, int height) {
        /** Checks both sides. */
        public Size {
            if (width < 1 || height < 1) {
                throw new IllegalArgumentException("size " + width + "x" + height + ": both sides must be at least 1");
            }
        }
    }

    /** {@return a builder that begins with the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects options. For one thread. */
    public static final class Builder {
        private Optional<Size> size = Optional.empty();
        private boolean untrusted;

        private Builder() {
        }

        /**
         * Fixes an input that leaves its sides open.
         *
         * @param width  in pixels, at least 1
         * @param height in pixels, at least 1
         * @return this builder
         */
        public Builder size(int width, int height) {
            size = Optional.of(new Size(width, height));
            return this;
        }

        /**
         * Says whether the file is tried in a process of its own first.
         *
         * @param tried whether it is
         * @return this builder
         */
        public Builder untrusted(boolean tried) {
            untrusted = tried;
            return this;
        }

        /** {@return the options} */
        public LoadOptions build() {
            return new LoadOptions(size, untrusted);
        }
    }
}
