package org.pellucid.api.explain;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.pellucid.api.image.Interpolation;
import org.pellucid.api.image.Preprocessor;
import org.pellucid.api.image.ResizeMode;

/**
 * A preprocessing preset with what is to differ from it, or a preprocessor. Made by {@link #of} or {@link #builder}.
 *
 * @param preset        {@code model} (what the IR says of itself), {@code timm}, {@code notebook}, {@code none}, or the
 *                      name of a preprocessor
 * @param mean          a value for each channel, in the model's channel order
 * @param scale         a value for each channel, in the model's channel order
 * @param width         of the model's input, for models that leave it open
 * @param height        of the model's input, for models that leave it open
 * @param rgb           whether the model takes RGB
 * @param resize        how the size is reached
 * @param interpolation how values between pixels are found
 * @param padValue      what bars beside the picture are filled with, 0..255
 * @param cropShare     share of the resized picture that a centre crop keeps, above 0 to 1
 * @param own           the caller's own function; a preset or a plug-in of the name given if empty
 */
public record PreprocessingChoice(String preset, Optional<List<Double>> mean, Optional<List<Double>> scale,
        Optional<Integer> width, Optional<Integer> height, Optional<Boolean> rgb, Optional<ResizeMode> resize,
        Optional<Interpolation> interpolation, Optional<Integer> padValue, Optional<Double> cropShare,
        Optional<Preprocessor> own) {
    /** What the model says of itself. */
    public static final PreprocessingChoice DEFAULTS = of("model");

    /** Checks for {@code null}. */
    public PreprocessingChoice {
        Objects.requireNonNull(preset, "preset");
    }

    /**
     * {@return a preset unchanged}
     *
     * @param preset name
     */
    public static PreprocessingChoice of(String preset) {
        return builder(preset).build();
    }

    /**
     * {@return the caller's own preprocessing}
     *
     * @param name     that reports say
     * @param function writes pictures
     */
    public static PreprocessingChoice of(String name, Preprocessor function) {
        return builder(name).own(function).build();
    }

    /**
     * {@return a builder that begins with a preset}
     *
     * @param preset name
     */
    public static Builder builder(String preset) {
        return new Builder(preset);
    }

    /** Collects what differs from a preset. For one thread. */
    public static final class Builder {
        private final String preset;
        private Optional<List<Double>> mean = Optional.empty();
        private Optional<List<Double>> scale = Optional.empty();
        private Optional<Integer> width = Optional.empty();
        private Optional<Integer> height = Optional.empty();
        private Optional<Boolean> rgb = Optional.empty();
        private Optional<ResizeMode> resize = Optional.empty();
        private Optional<Interpolation> interpolation = Optional.empty();
        private Optional<Integer> padValue = Optional.empty();
        private Optional<Double> cropShare = Optional.empty();
        private Optional<Preprocessor> own = Optional.empty();

        private Builder(String preset) {
            this.preset = preset;
        }

        /**
         * Says what is subtracted from pixel values 0..255.
         *
         * @param values one for all channels, or one for each, in the model's channel order
         * @return this builder
         */
        public Builder mean(Double... values) {
            return mean(List.of(values));
        }

        /**
         * Says what is subtracted from pixel values 0..255.
         *
         * @param values one for all channels, or one for each, in the model's channel order
         * @return this builder
         */
        public Builder mean(List<Double> values) {
            mean = Optional.of(List.copyOf(values));
            return this;
        }

        /**
         * Says by what the difference is divided.
         *
         * @param values one for all channels, or one for each, in the model's channel order; not 0
         * @return this builder
         */
        public Builder scale(Double... values) {
            return scale(List.of(values));
        }

        /**
         * Says by what the difference is divided.
         *
         * @param values one for all channels, or one for each, in the model's channel order; not 0
         * @return this builder
         */
        public Builder scale(List<Double> values) {
            scale = Optional.of(List.copyOf(values));
            return this;
        }

        /**
         * Says the size of an input that leaves it open.
         *
         * @param newWidth  pixels, at least 1
         * @param newHeight pixels, at least 1
         * @return this builder
         */
        public Builder size(int newWidth, int newHeight) {
            width = Optional.of(newWidth);
            height = Optional.of(newHeight);
            return this;
        }

        /**
         * Says whether the model takes RGB.
         *
         * @param newRgb false for BGR
         * @return this builder
         */
        public Builder rgb(boolean newRgb) {
            rgb = Optional.of(newRgb);
            return this;
        }

        /**
         * Says how the size is reached.
         *
         * @param mode any but {@link ResizeMode#OWN}
         * @return this builder
         */
        public Builder resize(ResizeMode mode) {
            resize = Optional.of(mode);
            return this;
        }

        /**
         * Says how values between pixels are found.
         *
         * @param newInterpolation one of them
         * @return this builder
         */
        public Builder interpolation(Interpolation newInterpolation) {
            interpolation = Optional.of(newInterpolation);
            return this;
        }

        /**
         * Says what bars beside the picture are filled with.
         *
         * @param value 0..255
         * @return this builder
         */
        public Builder padValue(int value) {
            padValue = Optional.of(value);
            return this;
        }

        /**
         * Says how much of the resized picture a centre crop keeps.
         *
         * @param share of the shorter side, above 0 to 1
         * @return this builder
         */
        public Builder cropShare(double share) {
            cropShare = Optional.of(share);
            return this;
        }

        /**
         * Gives the caller's own function, beside which only {@link #size} counts.
         *
         * @param function writes pictures
         * @return this builder
         */
        public Builder own(Preprocessor function) {
            own = Optional.of(function);
            return this;
        }

        /** {@return the choice} */
        public PreprocessingChoice build() {
            return new PreprocessingChoice(preset, mean, scale, width, height, rgb, resize, interpolation, padValue,
                    cropShare, own);
        }
    }
}
