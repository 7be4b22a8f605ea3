package org.pellucid.api.explain;

import java.util.List;
import java.util.Optional;

/**
 * A preprocessing preset with what is to differ from it.
 *
 * @param preset {@code model} (what the IR says of itself), {@code timm}, {@code notebook} or {@code none}
 * @param mean   three values, in the model's channel order
 * @param scale  three values, in the model's channel order
 * @param width  of the model's input, for models that leave it open
 * @param height of the model's input, for models that leave it open
 * @param rgb    whether the model takes RGB
 */
public record PreprocessingChoice(String preset, Optional<List<Double>> mean, Optional<List<Double>> scale,
        Optional<Integer> width, Optional<Integer> height, Optional<Boolean> rgb) {
    /** What the model says of itself. */
    public static final PreprocessingChoice MODEL = of("model");

    /**
     * @param preset name
     * @return the preset unchanged
     */
    public static PreprocessingChoice of(String preset) {
        return new PreprocessingChoice(preset, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty());
    }
}
