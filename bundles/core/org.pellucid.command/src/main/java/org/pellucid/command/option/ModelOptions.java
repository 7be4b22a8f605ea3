package org.pellucid.command.option;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.command.CommandOption;
import org.pellucid.api.command.Completer;
import org.pellucid.api.command.TypedLine;
import org.pellucid.api.command.spi.CommandArguments;
import org.pellucid.api.command.spi.CommandCall;
import org.pellucid.api.device.Device;
import org.pellucid.api.device.DeviceService;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.explain.MethodEntry;
import org.pellucid.api.explain.MethodOption;
import org.pellucid.api.explain.PreprocessingChoice;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.image.Interpolation;
import org.pellucid.api.image.Preprocessing;
import org.pellucid.api.image.ResizeMode;
import org.pellucid.api.model.LabelFile;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.ModelEntry;
import org.pellucid.api.model.ModelLoader;
import org.pellucid.api.model.Precision;
import org.pellucid.command.base.Arguments;

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
    static final String SCALE = "scale";
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

    private static final String DIVISORS = "three divisors, not 0, in the model's channel order, or one for all, instead of"
            + " the preset's";

    private ModelOptions() {
    }

    /** Adds the options of every command that runs a model. */
    public static void add(List<CommandOption> options) {
        options.add(CommandOption.value("m", MODEL, "NAME|FILE",
                "a folder name in models/, or a model file: OpenVINO IR, ONNX, TensorFlow, TFLite or PaddlePaddle; "
                        + "behind it ?output=NAME chooses one of several outputs "
                        + "(default " + DEFAULT_MODEL + ")")
                .completedBy(ModelOptions::models));
        addInput(options);
        options.add(CommandOption.value("d", DEVICE, "NAME",
                "CPU, AUTO, GPU …, see 'pellucid devices' (default CPU)").completedBy(
                        line -> line.service(DeviceService.class).list().stream().map(Device::name).toList()));
        options.add(CommandOption.value(PRECISION, "NAME",
                "auto (the device's fastest, often bf16, which rounds; --precision f32 does not), f32, bf16, f16 or int8 "
                        + "(default auto)")
                .completedBy(Completer.of("auto", "f32", "bf16", "f16", "int8")));
    }

    /** Adds the options that say what the model's file may leave unsaid. */
    public static void addInput(List<CommandOption> options) {
        options.add(CommandOption.value("l", LABELS, "FILE",
                "one label a line, or the ImageNet synset file, whose ids tell the class folders of a data set"
                        + " (default: the model's own)"));
        options.add(CommandOption.value("p", PREPROCESS, "NAME",
                "model (what the IR says of itself), timm, notebook, none, or a plug-in's (default model)")
                .completedBy(line -> line.service(Explainer.class).preprocessings()));
        options.add(CommandOption.value("mean", "A,B,C",
                "three values 0..255 in the model's channel order, or one for all, instead of the preset's"));
        options.add(CommandOption.value(SCALE, "A,B,C", DIVISORS));
        options.add(CommandOption.value(SIZE, "N|WxH",
                "pixels of the model's input, where the model leaves it open, 1.." + LARGEST_SIDE));
        options.add(CommandOption.value(RESIZE_TYPE, "NAME",
                "how a picture gets that size: standard, crop, fit_to_window, fit_to_window_letterbox or centre_crop "
                        + "(default the preset's)")
                .completedBy(
                        line -> Arrays.stream(ResizeMode.values()).filter(mode -> mode != ResizeMode.OWN)
                                .map(ResizeMode::id).toList()));
        options.add(CommandOption.value(INTERPOLATION, "NAME",
                "linear, cubic, nearest or area (default the preset's)").completedBy(
                        line -> Arrays.stream(Interpolation.values()).map(Interpolation::id).toList()));
        options.add(CommandOption.value(PAD_VALUE, "N",
                "what fit_to_window and fit_to_window_letterbox fill bars with, 0..255 (default the model's, or 0)"));
        options.add(CommandOption.value(CROP_SHARE, "P",
                "share of the resized picture that centre_crop keeps, above 0 to 1 (default "
                        + Preprocessing.CROP_SHARE + ", 224 of 256 pixels)"));
        options.add(CommandOption.flag(ISOLATED,
                "try a model file that nobody vouches for in a process of its own first"));
        options.add(CommandOption.flag("rgb", "the model takes RGB, whatever the preset says"));
        options.add(CommandOption.flag("bgr", "the model takes BGR, whatever the preset says"));
    }

    /** Lets {@code --scale} name the scale of maps as well. */
    public static void addMapScale(List<CommandOption> options) {
        options.replaceAll(option -> option.name().equals(SCALE) ? CommandOption.value(SCALE, "own|shared|A,B,C",
                "own: each map from its least to its greatest value; shared: all maps of a picture on one scale, so that a"
                        + " class the model does not believe in stays cold (default own); or " + DIVISORS)
                .completedBy(Completer.of("own", "shared")) : option);
    }

    /** Adds the options of every command that explains. */
    public static void addMethod(List<CommandOption> options) {
        options.add(CommandOption.value("M", METHOD, "NAME[@VERSION]",
                "auto or one of 'pellucid methods', of any or that bundle version (default auto)")
                .completedBy(ModelOptions::methodList));
        options.add(CommandOption.flag(FALLBACK,
                "where no white-box method fits, let auto take a black-box one: hundreds of inferences a picture"));
        options.add(CommandOption.value(LAYER, "NAME",
                "insertion layer of a white-box method (default: found, and printed)"));
        options.add(CommandOption.value("O", OPTION, "KEY=VALUE",
                "an option of the method, may be repeated; see 'pellucid methods NAME'")
                .completedBy(ModelOptions::assignments));
        options.add(CommandOption.value(SEED, "N",
                "seed of everything random, a whole number (default 0)"));
    }

    /** Name or file of the model, the file from the caller's directory. */
    public static String model(CommandCall call) throws UsageException {
        return model(call, call.arguments().text(MODEL, DEFAULT_MODEL));
    }

    /** The same for one that was typed elsewhere. */
    public static String model(CommandCall call, String typed) throws UsageException {
        String model = typed.split("\\?output=", 2)[0];
        boolean file = model.indexOf('/') >= 0 || FILE.matcher(model).matches() || !model.isBlank()
                && (Files.isRegularFile(call.path(model)) || Files.isRegularFile(call.path(model + "/saved_model.pb")));
        return file ? call.path(typed).toString() : typed;
    }

    /** Everything but the model. */
    public static ExplainSettings settings(CommandCall call) throws UsageException {
        return settings(call, false);
    }

    /**
     * The same for a command whose {@code --scale} may name the scale of maps as well.
     *
     * @param scaleOfMaps whether it may; see {@link FileOptions#isMapScale}
     */
    public static ExplainSettings settings(CommandCall call, boolean scaleOfMaps) throws UsageException {
        CommandArguments arguments = call.arguments();
        String method = name(arguments, METHOD, ExplainSettings.DEFAULTS.method());
        String device = name(arguments, DEVICE, ExplainSettings.DEFAULTS.device());
        ExplainSettings.Builder settings = ExplainSettings.builder().method(method).device(device)
                .precision(arguments.choice(PRECISION, Precision.AUTO))
                .preprocessing(preprocessing(arguments, scaleOfMaps))
                .options(options(arguments)).seed(arguments.integer(SEED, 0, Long.MIN_VALUE, Long.MAX_VALUE))
                .fallback(arguments.has(FALLBACK));
        arguments.text(LAYER).ifPresent(settings::layer);
        Optional<String> labels = arguments.text(LABELS);
        if (labels.isPresent()) {
            settings.labels(LabelFile.read(call.path(labels.get())));
        }
        return settings.build();
    }

    private static String name(CommandArguments arguments, String option, String byDefault) throws UsageException {
        String name = arguments.text(option, byDefault).trim();
        if (name.isEmpty()) {
            throw new UsageException("--" + option + ": the name is empty");
        }
        return name;
    }

    private static PreprocessingChoice preprocessing(CommandArguments arguments, boolean scaleOfMaps)
            throws UsageException {
        PreprocessingChoice.Builder choice = PreprocessingChoice
                .builder(name(arguments, PREPROCESS, PreprocessingChoice.DEFAULTS.preset()));
        arguments.numbers("mean", 3).ifPresent(choice::mean);
        scale(arguments, scaleOfMaps).ifPresent(choice::scale);
        Optional<String> size = arguments.text(SIZE);
        if (size.isPresent()) {
            int[] sides = size(size.get());
            choice.size(sides[0], sides[1]);
        }
        if (arguments.has("rgb") && arguments.has("bgr")) {
            throw new UsageException("--rgb and --bgr exclude each other");
        }
        if (arguments.has("rgb") || arguments.has("bgr")) {
            choice.rgb(arguments.has("rgb"));
        }
        known(arguments, RESIZE_TYPE, ResizeMode::of, RESIZE_TYPES).ifPresent(choice::resize);
        known(arguments, INTERPOLATION, Interpolation::of, INTERPOLATIONS).ifPresent(choice::interpolation);
        if (arguments.has(PAD_VALUE)) {
            choice.padValue((int) arguments.integer(PAD_VALUE, 0, 0, 255));
        }
        if (arguments.has(CROP_SHARE)) {
            choice.cropShare(arguments.number(CROP_SHARE, Preprocessing.CROP_SHARE, LEAST_SHARE, 1));
        }
        return choice.build();
    }

    private static Optional<List<Double>> scale(CommandArguments arguments, boolean scaleOfMaps)
            throws UsageException {
        List<String> divisors = arguments.texts(SCALE).stream()
                .filter(text -> !scaleOfMaps || !FileOptions.isMapScale(text)).toList();
        if (divisors.isEmpty()) {
            return Optional.empty();
        }
        String last = divisors.get(divisors.size() - 1);
        List<Double> scale;
        try {
            scale = Arguments.numbers(SCALE, last, 3);
        } catch (UsageException e) {
            throw scaleOfMaps ? new UsageException(e.getMessage() + "; or own or shared, the scale of the maps", e) : e;
        }
        if (scale.contains(0.0)) {
            throw new UsageException("--scale " + last + ": a divisor must not be 0");
        }
        return Optional.of(scale);
    }

    private static <T> Optional<T> known(CommandArguments arguments, String option, Function<String, Optional<T>> find,
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

    private static Map<String, String> options(CommandArguments arguments) throws UsageException {
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

    /** Returns the names of the models that are present, for completion. */
    public static List<String> models(TypedLine line) throws PellucidException, InterruptedException {
        return line.service(ModelLoader.class).list().stream().map(ModelEntry::name).toList();
    }

    /** Returns the names of the methods that are present, for completion. */
    public static List<String> methods(TypedLine line) throws PellucidException, InterruptedException {
        return line.service(Explainer.class).methods().stream().map(MethodEntry::name).distinct().toList();
    }

    /** Returns what {@code --targets} may be: its words, and the labels of the model that the line names. */
    public static List<String> targets(TypedLine line) throws PellucidException, InterruptedException {
        List<String> targets = new ArrayList<>(List.of("predicted", "top:", "all"));
        String last = line.word().substring(line.word().lastIndexOf(',') + 1);
        int sign = last.indexOf(Targets.Contrast.SIGN);
        try (Model model = line.service(ModelLoader.class).load(line.value(MODEL).orElse(DEFAULT_MODEL))) {
            if (sign < 0) {
                targets.addAll(model.info().labels());
            } else {
                String target = last.substring(0, sign + 1);
                targets.clear();
                model.info().labels().forEach(label -> targets.add(target + label));
            }
        }
        return line.inList(targets);
    }

    /** Returns what {@code --method} may be, of a list the last entry. */
    public static List<String> methodList(TypedLine line) throws PellucidException, InterruptedException {
        return line.inList(Stream.concat(Stream.of("auto"), methods(line).stream()).toList());
    }

    /** Options of the methods that the line names, or of all: with their values where these are names. */
    public static List<String> assignments(TypedLine line) throws PellucidException, InterruptedException {
        String method = line.value(METHOD).orElse("auto");
        return line.service(Explainer.class).methods().stream().map(MethodEntry::description)
                .filter(description -> method.equals("auto") || List.of(method.split(",")).contains(description.name()))
                .flatMap(description -> description.options().stream()).flatMap(ModelOptions::assignments).distinct()
                .toList();
    }

    private static Stream<String> assignments(MethodOption option) {
        return option.range().contains("|")
                ? Stream.of(option.range().split("\\|")).map(value -> option.name() + "=" + value)
                : Stream.of(option.name() + "=");
    }
}
