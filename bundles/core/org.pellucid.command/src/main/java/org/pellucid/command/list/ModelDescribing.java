package org.pellucid.command.list;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.image.Preprocessing;
import org.pellucid.api.image.ResizeMode;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.ModelInfo;
import org.pellucid.command.base.Call;
import org.pellucid.command.base.CommonOptions;
import org.pellucid.command.base.Result;
import org.pellucid.command.option.ModelOptions;
import org.pellucid.command.option.ModelRun;

/** {@code models describe}: what a model is and says of itself, and a copy that says more. */
final class ModelDescribing {
    static final String WORD = "describe";
    static final String DETAILS = "describe prints inputs, outputs, what the file says of preprocessing and labels, and"
            + " which methods fit. With --write it writes a copy whose model_info says what -p, --mean, --scale, --rgb,"
            + " --bgr, --resize-type (with what belongs to it) and -l give, so that no command needs them again; spaces in labels become underscores.";

    private static final String WRITE = "write";
    private static final String OUTPUT = "output";
    private static final String OVERWRITE = "overwrite";
    private static final String FOLDER = "described";
    private static final List<String> OWN = List.of(WRITE, OUTPUT, OVERWRITE, ModelOptions.LABELS,
            ModelOptions.PREPROCESS, "mean", "scale", "size", "rgb", "bgr", "resize-type", "interpolation", "pad-value",
            "crop-share");

    private ModelDescribing() {
    }

    static Options add(Options options) {
        ModelOptions.addInput(options);
        return options
                .addOption(
                        CommonOptions.flag(null, WRITE, "with describe: write a copy that says what the options give"))
                .addOption(CommonOptions.value("o", OUTPUT, "DIR",
                        "with --write: folder of the copy (default ./" + FOLDER
                                + ")"))
                .addOption(CommonOptions.flag(null, OVERWRITE, "with --write: replace a copy that is there"));
    }

    /** @return whether that is what was asked for */
    static boolean isAsked(Call call) {
        return !call.arguments().rest().isEmpty() && call.arguments().rest().get(0).equals(WORD);
    }

    /** Refuses the options of describing where nothing is described. */
    static void refuseOptions(Call call) throws UsageException {
        for (String option : OWN) {
            if (call.arguments().has(option)) {
                throw new UsageException("--" + option + " belongs to '" + WORD + " NAME|FILE.xml'");
            }
        }
    }

    static Result run(Call call) throws PellucidException, InterruptedException {
        List<String> rest = call.arguments().rest();
        if (rest.size() != 2) {
            throw new UsageException("describes one model: " + WORD + " NAME|FILE.xml");
        }
        boolean write = call.arguments().has(WRITE);
        if (!write && (call.arguments().has(OUTPUT) || call.arguments().has(OVERWRITE))) {
            throw new UsageException("--" + OUTPUT + " and --" + OVERWRITE + " need --" + WRITE);
        }
        ExplainSettings settings = ModelOptions.settings(call);
        Explainer explainer = call.services().explainer();
        try (Model model = ModelRun.load(call, settings, ModelOptions.model(call, rest.get(1)))) {
            Optional<Path> copy = write ? Optional.of(write(call, explainer, model, settings)) : Optional.empty();
            return ModelDescription.of(model, explainer, settings, copy);
        }
    }

    private static Path write(Call call, Explainer explainer, Model model, ExplainSettings settings)
            throws PellucidException, InterruptedException {
        Preprocessing preprocessing = explainer.preprocessing(model, settings.preprocessing());
        ModelInfo said = model.info();
        if (!settings.labels().isEmpty()) {
            int classes = model.outputs().get(0).shape().stream().skip(1).findFirst().orElse(-1);
            if (classes >= 0 && classes != settings.labels().size()) {
                throw new UsageException(
                        settings.labels().size() + " labels do not fit model " + model.name() + " with "
                                + classes + " classes: give a file with one label a class");
            }
        }
        boolean pads = preprocessing.resize() == ResizeMode.FIT || preprocessing.resize() == ResizeMode.LETTERBOX;
        boolean cuts = preprocessing.resize() == ResizeMode.CENTRE_CROP;
        ModelInfo more = new ModelInfo(settings.labels(), Optional.of(preprocessing.mean()),
                Optional.of(preprocessing.scale()), Optional.of(preprocessing.rgb()),
                Optional.of(preprocessing.resize().id()), said.multilabel(),
                pads ? Optional.of(preprocessing.padValue()) : Optional.empty(),
                Optional.of(preprocessing.interpolation().name()),
                cuts ? Optional.of(preprocessing.cropShare()) : Optional.empty());
        return call.services().models().copy(model, more, call.path(call.arguments().text(OUTPUT, FOLDER)),
                call.arguments().has(OVERWRITE));
    }
}
