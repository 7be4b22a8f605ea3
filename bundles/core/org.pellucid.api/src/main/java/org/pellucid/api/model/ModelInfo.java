package org.pellucid.api.model;

import java.util.List;
import java.util.Optional;

/**
 * What a model says of itself in {@code rt_info/model_info}, the convention of the OpenVINO ecosystem. Everything may
 * be absent.
 *
 * @param labels               class names in index order, empty if not given
 * @param mean                 per-channel mean in units of pixel values 0..255, in the channel order the model takes
 * @param scale                per-channel divisor, like {@code mean}
 * @param reverseInputChannels whether the model takes RGB where pictures are BGR
 * @param resizeType           {@code standard}, {@code crop}, {@code fit_to_window} …
 * @param multilabel           whether classes are independent (sigmoid) rather than exclusive (softmax)
 * @param padValue             what bars beside a picture are filled with, 0..255
 * @param interpolationType    {@code LINEAR}, {@code CUBIC}, {@code NEAREST} or {@code AREA}
 * @param cropShare            share of the resized picture that {@code centre_crop} keeps; a name of Pellucid's own
 */
public record ModelInfo(List<String> labels, Optional<List<Double>> mean, Optional<List<Double>> scale,
        Optional<Boolean> reverseInputChannels, Optional<String> resizeType, boolean multilabel,
        Optional<Integer> padValue, Optional<String> interpolationType, Optional<Double> cropShare) {
    /** Nothing known. */
    public static final ModelInfo NONE = new ModelInfo(List.of(), Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), false);

    /** Says nothing of padding, interpolation and crops. */
    public ModelInfo(List<String> labels, Optional<List<Double>> mean, Optional<List<Double>> scale,
            Optional<Boolean> reverseInputChannels, Optional<String> resizeType, boolean multilabel) {
        this(labels, mean, scale, reverseInputChannels, resizeType, multilabel, Optional.empty(), Optional.empty(),
                Optional.empty());
    }

    /** Copies the lists. */
    public ModelInfo {
        labels = List.copyOf(labels);
        mean = mean.map(List::copyOf);
        scale = scale.map(List::copyOf);
    }
}
