package org.pellucid.explain;

import java.util.List;
import org.pellucid.api.ModelException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.PreprocessingChoice;
import org.pellucid.api.image.Interpolation;
import org.pellucid.api.image.Preprocessing;
import org.pellucid.api.image.ResizeMode;
import org.pellucid.api.model.ModelInfo;
import org.pellucid.whitebox.Classifier;

/** The named ways from a picture to a model's input. */
final class PreprocessingPresets {
    private static final List<Double> IMAGENET_MEAN = List.of(123.675, 116.28, 103.53);
    private static final List<Double> IMAGENET_STD = List.of(58.395, 57.12, 57.375);

    /** What may be asked for. */
    static final List<String> NAMES = List.of("model", "timm", "notebook", "none");

    private PreprocessingPresets() {
    }

    static Preprocessing resolve(Classifier classifier, ModelInfo info, String model, PreprocessingChoice choice)
            throws PellucidException {
        int width = size("width", choice.width().orElse(-1), classifier.width(), model);
        int height = size("height", choice.height().orElse(-1), classifier.height(), model);
        Preprocessing.Builder builder = Preprocessing.builder(choice.preset(), width, height)
                .channels(classifier.channels()).layout(classifier.layout());
        preset(builder, choice, info, model);
        choice.resize().ifPresent(builder::resize);
        choice.interpolation().ifPresent(builder::interpolation);
        choice.padValue().ifPresent(builder::padValue);
        choice.cropShare().ifPresent(builder::cropShare);
        choice.rgb().ifPresent(builder::rgb);
        choice.mean().ifPresent(builder::mean);
        choice.scale().ifPresent(builder::scale);
        try {
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new UsageException("preprocessing of model " + model + ": " + e.getMessage(), e);
        }
    }

    private static void preset(Preprocessing.Builder builder, PreprocessingChoice choice, ModelInfo info, String model)
            throws PellucidException {
        switch (choice.preset()) {
            case "model" -> said(builder, choice, info, model);
            case "timm" -> builder.rgb(true).mean(IMAGENET_MEAN).scale(IMAGENET_STD);
            // To the letter of the published notebook: BGR, and mean and deviation in each other's place.
            case "notebook" -> builder.mean(IMAGENET_STD).scale(IMAGENET_MEAN);
            case "none" -> {
                // pixel values as they are
            }
            default -> throw new IllegalArgumentException(choice.preset() + " is no preset");
        }
    }

    /** What is unknown is an error, unless the choice says it: pictures resized some other way give wrong maps. */
    private static void said(Preprocessing.Builder builder, PreprocessingChoice choice, ModelInfo info, String model)
            throws ModelException {
        info.reverseInputChannels().ifPresent(builder::rgb);
        info.mean().ifPresent(builder::mean);
        info.scale().ifPresent(builder::scale);
        info.padValue().ifPresent(builder::padValue);
        info.cropShare().ifPresent(builder::cropShare);
        if (choice.resize().isEmpty() && info.resizeType().isPresent()) {
            String name = info.resizeType().get();
            builder.resize(ResizeMode.of(name).orElseThrow(() -> unknown(model, "resize_type", name, "--resize-type")));
        }
        if (choice.interpolation().isEmpty() && info.interpolationType().isPresent()) {
            String name = info.interpolationType().get();
            builder.interpolation(Interpolation.of(name)
                    .orElseThrow(() -> unknown(model, "interpolation_type", name, "--interpolation")));
        }
    }

    private static ModelException unknown(String model, String key, String value, String option) {
        return new ModelException("model " + model + " says " + key + " '" + value
                + "', which is not known here: give what comes nearest with " + option);
    }

    static int size(String what, int asked, int fixed, String model) throws UsageException {
        if (asked > 0 && fixed > 0 && asked != fixed) {
            throw new UsageException("input " + what + " " + asked + ": model " + model + " takes " + fixed);
        }
        if (asked < 1 && fixed < 1) {
            throw new UsageException("model " + model + " leaves the " + what + " of its input open: give --size");
        }
        return fixed > 0 ? fixed : asked;
    }
}
