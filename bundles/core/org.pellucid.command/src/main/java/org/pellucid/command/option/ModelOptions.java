package org.pellucid.command.option;

import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.commons.cli.Options;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.PreprocessingChoice;
import org.pellucid.api.image.Interpolation;
import org.pellucid.api.image.Preprocessing;
import org.pellucid.api.image.ResizeMode;
import org.pellucid.api.model.LabelFile;
import org.pellucid.api.model.Precision;
import org.pellucid.command.base.Arguments;
import org.pellucid.command.base.Call;
import org.pellucid.command.base.CommonOptions;

/** The options that say which model answers and how: shared by the commands that run one. */
public final class ModelOptions {
    public static final String MODEL = "model";
    public static final String ISOLATED = "isolated";
    public static final String METHOD = "method";
    public static final String LABELS = "labels";
    public static final String PREPROCESS = "preprocess";
    public static final String LAYER = "layer";
    public static final String DEVICE = "device";
    public static final String PRECISION = "precision";
    public static final String OPTION = "option";
    public static final String SEED = "seed";
    public static final String FALLBACK = "fallback";
    public static final String DEFAULT_MODEL = "efficientnet-lite0";
    private static final String RESIZE_TYPE = "resize-type";
    private static final String INTERPOLATION = "interpolation";
    private static final String SIZE = "size";
    private static final String PAD_VALUE = "pad-value";
    private static final String CROP_SHARE = "crop-share";
    /** Names that are looked for as files, whether they are there or not. */
    private static final Pattern FILE = Pattern.compile(".*\\.(xml|onnx|pb|tflite|pdmodel)", Pattern.CASE_INSENSITIVE);
    private static final int LARGEST_SIDE = 16_384;
    private static final double LEAST_SHARE = 0.01;
    /** What {@code --resize-type} takes. */
    static final List<String> RESIZE_TYPES = Arrays.stream(ResizeMode.values())
            .filter(mode -> mode != ResizeMode.OWN).map(ResizeMode::id).toList();
    /** What {@code --interpolation} takes. */
    static final List<String> INTERPOLATIONS = Arrays.stream(Interpolation.values()).map(Interpolation::id).toList();

    private ModelOptions() {
    }

    /** Adds the options of every command that runs a model. */
    public static void add(Options options) {
        options.addOption(CommonOptions.value("m", MODEL, "NAME|FILE",
                "a folder name in models/, or a model file: OpenVINO IR, ONNX, TensorFlow, TFLite or PaddlePaddle; "
                        + "behind it ?output=NAME chooses one of several outputs "
                        + "(default " + DEFAULT_MODEL + ")"));
        addInput(options);
        options.addOption(CommonOptions.value("d", DEVICE, "NAME",
                "CPU, AUTO, GPU …, see 'pellucid devices' (default CPU)"));
        options.addOption(CommonOptions.value(null, PRECISION, "NAME",
                "auto (the device's fastest, often bf16, which rounds; --precision f32 does not), f32, bf16, f16 or int8 "
                        + "(default auto)"));
    }

    /** Adds the options that say what the model's file may leave unsaid. */
    public static void addInput(Options options) {
        options.addOption(CommonOptions.value("l", LABELS, "FILE",
                "one label a line, or the ImageNet synset file, whose ids tell the class folders of a data set"
                        + " (default: the model's own)"));
        options.addOption(CommonOptions.value("p", PREPROCESS, "NAME",
                "model (what the IR says of itself), timm, notebook, none, or a plug-in's (default model)"));
        options.addOption(CommonOptions.value(null, "mean", "A,B,C",
                "three values 0..255 in the model's channel order, or one for all, instead of the preset's"));
        options.addOption(CommonOptions.value(null, "scale", "A,B,C",
                "three divisors, not 0, in the model's channel order, or one for all, instead of the preset's"));
        options.addOption(CommonOptions.value(null, SIZE, "N|WxH",
                "pixels of the model's input, where the model leaves it open, 1.." + LARGEST_SIDE));
        options.addOption(CommonOptions.value(null, RESIZE_TYPE, "NAME",
                "how a picture gets that size: standard, crop, fit_to_window, fit_to_window_letterbox or centre_crop "
                        + "(default the preset's)"));
        options.addOption(CommonOptions.value(null, INTERPOLATION, "NAME",
                "linear, cubic, nearest or area (default the preset's)"));
        options.addOption(CommonOptions.value(null, PAD_VALUE, "N",
                "what fit_to_window and fit_to_window_letterbox fill bars with, 0..255 (default the model's, or 0)"));
        options.addOption(CommonOptions.value(null, CROP_SHARE, "P",
                "share of the resized picture that centre_crop keeps, above 0 to 1 (default "
                        + Preprocessing.CROP_SHARE + ", 224 of 256 pixels)"));
        options.addOption(CommonOptions.flag(null, ISOLATED,
                "try a model file that nobody vouches for in a process of its own first"));
        options.addOption(CommonOptions.flag(null, "rgb", "the model takes RGB, whatever the preset says"));
        options.addOption(CommonOptions.flag(null, "bgr", "the model takes BGR, whatever the preset says"));
    }

    /** Adds the options of every command that explains. */
    public static void addMethod(Options options) {
        options.addOption(CommonOptions.value("M", METHOD, "NAME[@VERSION]",
                "auto or one of 'pellucid methods', of any or that bundle version (default auto)"));
        options.addOption(CommonOptions.flag(null, FALLBACK,
                "where no white-box method fits, let auto take a black-box one: hundreds of inferences a picture"));
        options.addOption(CommonOptions.value(null, LAYER, "NAME",
                "insertion layer of a white-box method (default: found, and printed)"));
        options.addOption(CommonOptions.value("O", OPTION, "KEY=VALUE",
                "an option of the method, may be repeated; see 'pellucid methods NAME'"));
        options.addOption(CommonOptions.value(null, SEED, "N",
                "seed of everything random, a whole number (default 0)"));
    }

    /** Name or file of the model, the file from the caller's directory. */
    public static String model(Call call) throws UsageException {
        return model(call, call.arguments().text(MODEL, DEFAULT_MODEL));
    }

    /** The same for one that was typed elsewhere. */
    public static String model(Call call, String typed) throws UsageException {
        String model = typed.split("\\?output=", 2)[0];
        boolean file = model.indexOf('/') >= 0 || FILE.matcher(model).matches() || !model.isBlank()
                && (Files.isRegularFile(call.path(model)) || Files.isRegularFile(call.path(model + "/saved_model.pb")));
        return file ? call.path(typed).toString() : typed;
    }

    /** Everything but the model. */
    public static ExplainSettings settings(Call call) throws UsageException {
        Arguments arguments = call.arguments();
        String method = name(arguments, METHOD, ExplainSettings.DEFAULTS.method());
        String device = name(arguments, DEVICE, ExplainSettings.DEFAULTS.device());
        ExplainSettings settings = new ExplainSettings(method, arguments.text(LAYER), device,
                arguments.choice(PRECISION, Precision.AUTO), preprocessing(arguments), List.of(), List.of(),
                options(arguments), arguments.integer(SEED, 0, Long.MIN_VALUE, Long.MAX_VALUE),
                arguments.has(FALLBACK));
        Optional<String> labels = arguments.text(LABELS);
        return labels.isPresent() ? settings.withLabels(LabelFile.read(call.path(labels.get()))) : settings;
    }

    private static String name(Arguments arguments, String option, String byDefault) throws UsageException {
        String name = arguments.text(option, byDefault).trim();
        if (name.isEmpty()) {
            throw new UsageException("--" + option + ": the name is empty");
        }
        return name;
    }

    private static PreprocessingChoice preprocessing(Arguments arguments) throws UsageException {
        Optional<List<Double>> scale = arguments.numbers("scale", 3);
        if (scale.isPresent() && scale.get().contains(0.0)) {
            throw new UsageException("--scale " + arguments.text("scale", "") + ": a divisor must not be 0");
        }
        Optional<Integer> width = Optional.empty();
        Optional<Integer> height = Optional.empty();
        Optional<String> size = arguments.text(SIZE);
        if (size.isPresent()) {
            int[] sides = size(size.get());
            width = Optional.of(sides[0]);
            height = Optional.of(sides[1]);
        }
        if (arguments.has("rgb") && arguments.has("bgr")) {
            throw new UsageException("--rgb and --bgr exclude each other");
        }
        Optional<Boolean> rgb = arguments.has("rgb") ? Optional.of(true)
                : arguments.has("bgr") ? Optional.of(false) : Optional.empty();
        Optional<Integer> padValue = arguments.has(PAD_VALUE)
                ? Optional.of((int) arguments.integer(PAD_VALUE, 0, 0, 255))
                : Optional.empty();
        Optional<Double> cropShare = arguments.has(CROP_SHARE)
                ? Optional.of(arguments.number(CROP_SHARE, Preprocessing.CROP_SHARE, LEAST_SHARE, 1))
                : Optional.empty();
        return new PreprocessingChoice(name(arguments, PREPROCESS, PreprocessingChoice.MODEL.preset()),
                arguments.numbers("mean", 3), scale, width, height, rgb,
                known(arguments, RESIZE_TYPE, ResizeMode::of, RESIZE_TYPES),
                known(arguments, INTERPOLATION, Interpolation::of, INTERPOLATIONS), padValue, cropShare,
                Optional.empty());
    }

    private static <T> Optional<T> known(Arguments arguments, String option, Function<String, Optional<T>> find,
            List<String> names) throws UsageException {
        Optional<String> given = arguments.text(option);
        Optional<T> found = given.flatMap(find);
        if (given.isPresent() && found.isEmpty()) {
            throw new UsageException("--" + option + " " + given.get() + ": there is no such; there are: "
                    + String.join(", ", names));
        }
        return found;
    }

    private static int[] size(String text) throws UsageException {
        int cross = text.indexOf('x');
        try {
            int width = Integer.parseInt(cross < 0 ? text : text.substring(0, cross));
            int height = cross < 0 ? width : Integer.parseInt(text.substring(cross + 1));
            if (Math.min(width, height) >= 1 && Math.max(width, height) <= LARGEST_SIDE) {
                return new int[] {width, height};
            }
        } catch (NumberFormatException e) {
            // the message below says what is wanted
        }
        throw new UsageException("--size " + text + ": must be N or WxH, each in 1.." + LARGEST_SIDE);
    }

    private static Map<String, String> options(Arguments arguments) throws UsageException {
        Map<String, String> options = new LinkedHashMap<>();
        for (String pair : arguments.texts(OPTION)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new UsageException("--option " + pair + ": must be KEY=VALUE");
            }
            options.put(pair.substring(0, equals).trim(), pair.substring(equals + 1).trim());
        }
        return options;
    }

    /** Splits a list at its commas. */
    public static List<String> list(String option, String text) throws UsageException {
        List<String> parts = Arrays.stream(text.split(",", -1)).map(String::trim).distinct().toList();
        if (parts.contains("")) {
            throw new UsageException("--" + option + " " + text + ": has an empty entry");
        }
        return parts;
    }
}
