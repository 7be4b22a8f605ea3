package org.pellucid.api.image;

import java.util.List;

/**
 * From a picture to a model's input: resize the 8-bit picture, put the channels in order, then
 * {@code (value - mean) / scale} for each channel.
 *
 * @param preset name of the preset this came from, for reports
 * @param width  of the model's input, pixels
 * @param height of the model's input, pixels
 * @param resize how the size is reached
 * @param rgb    whether the model takes RGB; otherwise BGR
 * @param mean   three values in units of 0..255, in the model's channel order
 * @param scale  three divisors, not 0, in the model's channel order
 * @param layout order of the input's dimensions
 */
public record Preprocessing(String preset, int width, int height, ResizeMode resize, boolean rgb, List<Double> mean,
        List<Double> scale, TensorLayout layout) {
    /** Checks lengths and divisors, copies the lists. */
    public Preprocessing {
        mean = List.copyOf(mean);
        scale = List.copyOf(scale);
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("input size " + width + "x" + height + ": both must be at least 1");
        }
        if (mean.size() != 3 || scale.size() != 3) {
            throw new IllegalArgumentException("mean and scale take three values each, one a channel");
        }
        if (scale.contains(0.0)) {
            throw new IllegalArgumentException("scale " + scale + ": must not be 0");
        }
    }

    /** @return number of floats of one preprocessed picture */
    public int size() {
        return 3 * width * height;
    }
}
