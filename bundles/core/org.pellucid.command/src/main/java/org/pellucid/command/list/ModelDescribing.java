package org.pellucid.command.list;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.command.CommandOption;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.spi.CommandCall;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.image.Preprocessing;
import org.pellucid.api.image.ResizeMode;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.ModelInfo;
import org.pellucid.api.model.ModelLoader;
import org.pellucid.command.option.ModelOptions;
import org.pellucid.command.option.ModelRun;

/**
 * {@code models describe} and {@code models convert}: what a model is and says of itself, and an IR of it that says more.
 */
final class ModelDescribing {
    static final String WORD = "describe";
    static final String CONVERT = "convert";
    static final String DETAILS = "describe prints inputs, outputs, what the file says of preprocessing and labels,"
            + " which methods fit, and the layers that --layer takes, the last first, with what ReciproCAM costs there."
            + " With --write it writes a copy whose model_info says what -p, --mean, --scale, --rgb,"
            + " --bgr, --resize-type (with what belongs to it) and -l give, so that no command needs them again; spaces"
            + " in labels become underscores. convert"
            + " writes an OpenVINO IR of a model file of any format, whose model_info says what the file or these options"
            + " say.";

    private static final String WRITE = "write";
    private static final String OUTPUT = "output";
    private static final String OVERWRITE = "overwrite";
    private static final String DESCRIBED = "described";
    private static final String CONVERTED = "converted";
    /** Options that say how pictures are prepared. */
    private static final List<String> PREPARING = List.of(ModelOptions.PREPROCESS, "mean", "scale", "rgb", "bgr",
            "resize-type", "interpolation", "pad-value", "crop-share");
    private static final List<String> OWN = Stream.concat(PREPARING.stream(), Stream.of(WRITE, OUTPUT, OVERWRITE,
            ModelOptions.LABELS, "size", ModelOptions.ISOLATED)).toList();

    private ModelDescribing() {
    }

    static void add(List<CommandOption> options) {
        ModelOptions.addInput(options);
        options.add(CommandOption.flag(WRITE, "with describe: write a copy that says what the options give"));
        options.add(CommandOption.value("o", OUTPUT, "DIR",
                "with --write and convert: folder to write to (default ./" + DESCRIBED + ", ./" + CONVERTED + ")"));
        options.add(CommandOption.flag(OVERWRITE, "with --write and convert: replace files that are there"));
    }

    /** @return whether that is what was asked for */
    static boolean isAsked(CommandCall call) {
        List<String> rest = call.arguments().rest();
        return !rest.isEmpty() && (rest.get(0).equals(WORD) || rest.get(0).equals(CONVERT));
    }

    /** Refuses the options of describing where nothing is described. */
    static void refuseOptions(CommandCall call) throws UsageException {
        for (String option : OWN) {
            if (call.arguments().has(option)) {
                throw new UsageException("--" + option + " belongs to '" + WORD + " NAME|FILE' or '" + CONVERT
                        + " FILE'");
            }
        }
    }

    static CommandResult run(CommandCall call) throws PellucidException, InterruptedException {
        List<String> rest = call.arguments().rest();
        boolean convert = rest.get(0).equals(CONVERT);
        if (rest.size() != 2) {
            throw new UsageException(convert ? "converts one model: " + CONVERT + " FILE"
                    : "describes one model: " + WORD + " NAME|FILE");
        }
        boolean write = call.arguments().has(WRITE);
        if (convert && write) {
            throw new UsageException("--" + WRITE + " belongs to " + WORD + ": " + CONVERT + " always writes");
        }
        if (!convert && !write && (call.arguments().has(OUTPUT) || call.arguments().has(OVERWRITE))) {
            throw new UsageException("--" + OUTPUT + " and --" + OVERWRITE + " need --" + WRITE);
        }
        ExplainSettings settings = ModelOptions.settings(call);
        Explainer explainer = call.service(Explainer.class);
        try (Model model = ModelRun.load(call, settings, ModelOptions.model(call, rest.get(1)))) {
            if (!convert && !write) {
                return ModelDescription.of(model, explainer, settings, Optional.empty());
            }
            requireFitting(model, settings.labels().size());
            boolean prepares = write || PREPARING.stream().anyMatch(call.arguments()::has);
            ModelInfo info = prepares ? prepared(explainer, model, settings) : unprepared(model, settings);
            Path folder = call.path(call.arguments().text(OUTPUT, convert ? CONVERTED : DESCRIBED));
            Path copy = call.service(ModelLoader.class).copy(model, info, folder, call.arguments().has(OVERWRITE));
            return ModelDescription.of(model, explainer, settings, Optional.of(copy));
        }
    }

    private static void requireFitting(Model model, int labels) throws UsageException {
        int classes = model.outputs().get(0).shape().stream().skip(1).findFirst().orElse(-1);
        if (labels > 0 && classes >= 0 && classes != labels) {
            throw new UsageException(labels + " labels do not fit model " + model.name() + " with " + classes
                    + " classes: give a file with one label a class");
        }
    }

    /** All that a picture's preparation takes, as the options and the file say it. */
    private static ModelInfo prepared(Explainer explainer, Model model, ExplainSettings settings)
            throws PellucidException, InterruptedException {
        Preprocessing preprocessing = explainer.preprocessing(model, settings.preprocessing());
        if (preprocessing.resize() == ResizeMode.OWN) {
            throw new UsageException("-p " + preprocessing.preset()
                    + ": what a plug-in does cannot be written into a model's file; give a preset");
        }
        boolean pads = preprocessing.resize() == ResizeMode.FIT || preprocessing.resize() == ResizeMode.LETTERBOX;
        boolean cuts = preprocessing.resize() == ResizeMode.CENTRE_CROP;
        return new ModelInfo(settings.labels(), Optional.of(preprocessing.mean()),
                Optional.of(preprocessing.scale()), Optional.of(preprocessing.rgb()),
                Optional.of(preprocessing.resize().id()), model.info().multilabel(),
                pads ? Optional.of(preprocessing.padValue()) : Optional.empty(),
                Optional.of(preprocessing.interpolation().name()),
                cuts ? Optional.of(preprocessing.cropShare()) : Optional.empty());
    }

    /** Labels alone; what nobody says of preprocessing stays unsaid. */
    private static ModelInfo unprepared(Model model, ExplainSettings settings) {
        return new ModelInfo(settings.labels(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), model.info().multilabel());
    }
}
