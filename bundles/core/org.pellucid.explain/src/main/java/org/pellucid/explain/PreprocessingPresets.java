package org.pellucid.explain;

import java.util.List;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.PreprocessingChoice;
import org.pellucid.api.image.Preprocessing;
import org.pellucid.api.image.ResizeMode;
import org.pellucid.api.model.ModelInfo;
import org.pellucid.whitebox.Classifier;

/** The named ways from a picture to a model's input. */
final class PreprocessingPresets {
    private static final List<Double> IMAGENET_MEAN = List.of(123.675, 116.28, 103.53);
    private static final List<Double> IMAGENET_STD = List.of(58.395, 57.12, 57.375);
    private static final List<Double> ZERO = List.of(0.0, 0.0, 0.0);
    private static final List<Double> ONE = List.of(1.0, 1.0, 1.0);

    private PreprocessingPresets() {
    }

    static Preprocessing resolve(Classifier classifier, ModelInfo info, String model, PreprocessingChoice choice)
            throws PellucidException {
        Normalisation preset = preset(choice.preset(), info);
        int width = size("width", choice.width().orElse(-1), classifier.width(), model);
        int height = size("height", choice.height().orElse(-1), classifier.height(), model);
        try {
            return new Preprocessing(choice.preset(), width, height, preset.resize,
                    choice.rgb().orElse(preset.rgb), choice.mean().orElse(preset.mean),
                    choice.scale().orElse(preset.scale), classifier.layout());
        } catch (IllegalArgumentException e) {
            throw new UsageException("preprocessing: " + e.getMessage(), e);
        }
    }

    private record Normalisation(ResizeMode resize, boolean rgb, List<Double> mean, List<Double> scale) {
    }

    private static Normalisation preset(String name, ModelInfo info) throws UsageException {
        return switch (name) {
            case "model" -> new Normalisation(resize(info), info.reverseInputChannels().orElse(false),
                    info.mean().orElse(ZERO), info.scale().orElse(ONE));
            case "timm" -> new Normalisation(ResizeMode.STANDARD, true, IMAGENET_MEAN, IMAGENET_STD);
            // To the letter of the published notebook: BGR, and mean and deviation in each other's place.
            case "notebook" -> new Normalisation(ResizeMode.STANDARD, false, IMAGENET_STD, IMAGENET_MEAN);
            case "none" -> new Normalisation(ResizeMode.STANDARD, false, ZERO, ONE);
            default -> throw new UsageException(
                    "unknown preprocessing '" + name + "'; there are: model, timm, notebook, none");
        };
    }

    private static ResizeMode resize(ModelInfo info) {
        return switch (info.resizeType().orElse("standard")) {
            case "crop" -> ResizeMode.CROP;
            case "fit_to_window", "fit_to_window_letterbox" -> ResizeMode.FIT;
            default -> ResizeMode.STANDARD;
        };
    }

    private static int size(String what, int asked, int fixed, String model) throws UsageException {
        if (asked > 0 && fixed > 0 && asked != fixed) {
            throw new UsageException("input " + what + " " + asked + ": model " + model + " takes " + fixed);
        }
        if (asked < 1 && fixed < 1) {
            throw new UsageException("model " + model + " leaves the " + what + " of its input open: give --size");
        }
        return fixed > 0 ? fixed : asked;
    }
}
