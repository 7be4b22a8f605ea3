package org.pellucid.api.image;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * From a picture to a model's input: resize the picture, put the channels in order, then {@code (value - mean) / scale}
 * for each channel. Made by {@link #builder}, or by {@link #own} for a function of which no more is known.
 *
 * @param preset        name of the preset or preprocessor this came from, for reports
 * @param version       of the preprocessor, empty for a preset
 * @param width         of the model's input, pixels
 * @param height        of the model's input, pixels
 * @param channels      of the model's input: 3, or 1 for grey
 * @param resize        how the size is reached
 * @param interpolation how values between pixels are found
 * @param padValue      what bars beside the picture are filled with, 0..255
 * @param cropShare     share of the resized picture's shorter side that {@link ResizeMode#CENTRE_CROP} keeps, above 0 to 1
 * @param rgb           whether the model takes RGB; otherwise BGR
 * @param mean          a value for each channel in units of 0..255, in the model's channel order
 * @param scale         a divisor for each channel, not 0, in the model's channel order
 * @param layout        order of the input's dimensions
 */
public record Preprocessing(String preset, Optional<String> version, int width, int height, int channels,
        ResizeMode resize,
        Interpolation interpolation, int padValue, double cropShare, boolean rgb, List<Double> mean, List<Double> scale,
        TensorLayout layout) {
    /** What {@link #cropShare} is where nothing else is said: 224 of 256 pixels. */
    public static final double CROP_SHARE = 0.875;

    /** Checks lengths and ranges, copies the lists. */
    public Preprocessing {
        Objects.requireNonNull(preset, "preset");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(resize, "resize");
        Objects.requireNonNull(interpolation, "interpolation");
        Objects.requireNonNull(layout, "layout");
        mean = List.copyOf(mean);
        scale = List.copyOf(scale);
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("input size " + width + "x" + height + ": both must be at least 1");
        }
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException(channels + " channels: must be 1 or 3");
        }
        if (mean.size() != channels || scale.size() != channels) {
            throw new IllegalArgumentException(
                    "mean " + mean + " and scale " + scale + ": must have a value for each of "
                            + channels + (channels == 1 ? " channel" : " channels"));
        }
        if (scale.contains(0.0)) {
            throw new IllegalArgumentException("scale " + scale + ": must not be 0");
        }
        if (padValue < 0 || padValue > 255) {
            throw new IllegalArgumentException("pad value " + padValue + ": must lie in 0..255");
        }
        if (!(cropShare > 0 && cropShare <= 1)) {
            throw new IllegalArgumentException("crop share " + cropShare + ": must lie above 0 and not above 1");
        }
    }

    /** Makes one of three channels, interpolated linearly. */
    public Preprocessing(String preset, int width, int height, ResizeMode resize, boolean rgb, List<Double> mean,
            List<Double> scale, TensorLayout layout) {
        this(preset, Optional.empty(), width, height, 3, resize, Interpolation.LINEAR, 0, CROP_SHARE, rgb, mean, scale,
                layout);
    }

    /**
     * Describes a preprocessor without a version, of which only what it makes is known.
     *
     * @param name     of the preprocessor
     * @param width    of the model's input, pixels
     * @param height   of the model's input, pixels
     * @param channels of the model's input: 3, or 1 for grey
     * @param layout   order of the input's dimensions
     * @return the description, of mean 0 and scale 1
     */
    public static Preprocessing own(String name, int width, int height, int channels, TensorLayout layout) {
        return own(name, Optional.empty(), width, height, channels, layout);
    }

    /**
     * Describes a preprocessor of which only what it makes is known.
     *
     * @param name     of the preprocessor
     * @param version  of it
     * @param width    of the model's input, pixels
     * @param height   of the model's input, pixels
     * @param channels of the model's input: 3, or 1 for grey
     * @param layout   order of the input's dimensions
     * @return the description, of mean 0 and scale 1
     */
    public static Preprocessing own(String name, String version, int width, int height, int channels,
            TensorLayout layout) {
        return own(name, Optional.of(version), width, height, channels, layout);
    }

    private static Preprocessing own(String name, Optional<String> version, int width, int height, int channels,
            TensorLayout layout) {
        return new Preprocessing(name, version, width, height, channels, ResizeMode.OWN, Interpolation.LINEAR, 0,
                CROP_SHARE, false, Collections.nCopies(channels, 0.0), Collections.nCopies(channels, 1.0), layout);
    }

    /**
     * Begins with a picture resized to the input's size and nothing else done to it.
     *
     * @param preset name, for reports
     * @param width  of the model's input, pixels
     * @param height of the model's input, pixels
     * @return a builder
     */
    public static Builder builder(String preset, int width, int height) {
        return new Builder(preset, width, height);
    }

    /** {@return the number of floats of one preprocessed picture} */
    public int size() {
        return channels * width * height;
    }

    /** Collects what differs from resizing alone. For one thread. */
    public static final class Builder {
        private final String preset;
        private final int width;
        private final int height;
        private int channels = 3;
        private ResizeMode resize = ResizeMode.STANDARD;
        private Interpolation interpolation = Interpolation.LINEAR;
        private int padValue;
        private double cropShare = CROP_SHARE;
        private boolean rgb;
        private List<Double> mean = List.of(0.0);
        private List<Double> scale = List.of(1.0);
        private TensorLayout layout = TensorLayout.NCHW;

        private Builder(String preset, int width, int height) {
            this.preset = preset;
            this.width = width;
            this.height = height;
        }

        /**
         * Says how many channels the model takes.
         *
         * @param newChannels 3, or 1 for grey
         * @return this builder
         */
        public Builder channels(int newChannels) {
            channels = newChannels;
            return this;
        }

        /**
         * Says how the size is reached.
         *
         * @param mode any but {@link ResizeMode#OWN}
         * @return this builder
         */
        public Builder resize(ResizeMode mode) {
            resize = mode;
            return this;
        }

        /**
         * Says how values between pixels are found.
         *
         * @param newInterpolation one of them
         * @return this builder
         */
        public Builder interpolation(Interpolation newInterpolation) {
            interpolation = newInterpolation;
            return this;
        }

        /**
         * Says what bars beside the picture are filled with.
         *
         * @param value 0..255
         * @return this builder
         */
        public Builder padValue(int value) {
            padValue = value;
            return this;
        }

        /**
         * Says how much of the resized picture {@link ResizeMode#CENTRE_CROP} keeps.
         *
         * @param share of the shorter side, above 0 to 1
         * @return this builder
         */
        public Builder cropShare(double share) {
            cropShare = share;
            return this;
        }

        /**
         * Says whether the model takes RGB.
         *
         * @param newRgb false for BGR
         * @return this builder
         */
        public Builder rgb(boolean newRgb) {
            rgb = newRgb;
            return this;
        }

        /**
         * Says what is subtracted.
         *
         * @param values one for all channels, or one for each
         * @return this builder
         */
        public Builder mean(List<Double> values) {
            mean = values;
            return this;
        }

        /**
         * Says by what is divided.
         *
         * @param values one for all channels, or one for each
         * @return this builder
         */
        public Builder scale(List<Double> values) {
            scale = values;
            return this;
        }

        /**
         * Says how the input's dimensions are ordered.
         *
         * @param newLayout one of them
         * @return this builder
         */
        public Builder layout(TensorLayout newLayout) {
            layout = newLayout;
            return this;
        }

        /**
         * {@return the preprocessing}
         *
         * @throws IllegalArgumentException if a value is out of its range
         */
        public Preprocessing build() {
            return new Preprocessing(preset, Optional.empty(), width, height, channels, resize, interpolation, padValue,
                    cropShare,
                    rgb,
                    each(mean), each(scale), layout);
        }

        /** One value stands for all channels, and equal values for a single one. */
        private List<Double> each(List<Double> values) {
            boolean alike = values.size() == 1 || channels == 1 && values.stream().distinct().count() == 1;
            return alike ? Collections.nCopies(channels, values.get(0)) : values;
        }
    }
}
