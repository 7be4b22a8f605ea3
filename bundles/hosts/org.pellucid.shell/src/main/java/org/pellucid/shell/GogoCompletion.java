package org.pellucid.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.pellucid.api.PellucidException;
import org.pellucid.api.device.Device;
import org.pellucid.api.explain.MethodEntry;
import org.pellucid.api.explain.MethodOption;
import org.pellucid.api.image.Interpolation;
import org.pellucid.api.image.ResizeMode;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.ModelEntry;
import org.pellucid.command.base.Services;

/**
 * What may follow in the interactive shell: names of methods and their options, metrics, models, devices, labels,
 * formats, data sets, and files.
 */
@Component(service = GogoCompletion.class, property = {"osgi.command.scope=pellucid",
        "osgi.command.function=__pellucid"})
public final class GogoCompletion {
    private static final String DEFAULT_MODEL = "efficientnet-lite0";

    private final Services services;

    /** @param services of the framework */
    @Activate
    public GogoCompletion(@Reference Services services) {
        this.services = services;
    }

    /**
     * @param session in which it is typed
     * @param command being typed
     * @param words   of the line so far, the command first
     * @param index   of the word the cursor is in
     * @return what that word may be: names, or the shell's own candidates for files
     */
    @Descriptor("names that may follow on a command line, for completion")
    public Object __pellucid(CommandSession session, @Descriptor("command") String command,
            @Descriptor("words") List<String> words, @Descriptor("index of a word") int index) throws Exception {
        List<Object> candidates = new ArrayList<>();
        for (String name : names(command, words, index)) {
            candidates.add(name.endsWith("=") || name.endsWith(":") ? open(session, name) : name);
        }
        if (filesMayFollow(command, index > 0 ? words.get(index - 1) : "-", candidates.isEmpty())
                && session.execute("__files") instanceof Collection<?> found) {
            candidates.addAll(found);
        }
        return candidates;
    }

    /** Whether a word may be a file: a data set may be a folder as well as {@code scheme:location}. */
    boolean filesMayFollow(String command, String before, boolean nothingElse) {
        return nothingElse || !before.startsWith("-") && List.of("interpret", "evaluate").contains(command);
    }

    /** Something must follow at once: no space behind it, unlike what a plain name gets. */
    private static Object open(CommandSession session, String name) {
        try {
            return session.execute("new org.jline.reader.Candidate '" + name + "' '" + name
                    + "' null null null null false");
        } catch (Exception e) {
            // A session without a line editor, in which nobody types.
            return name;
        }
    }

    List<String> names(String command, List<String> words, int index)
            throws PellucidException, InterruptedException {
        String before = index > 0 && index <= words.size() ? words.get(index - 1) : "";
        String typed = index < words.size() ? words.get(index) : "";
        return switch (before) {
            case "-M", "--method" -> list(typed, Stream.concat(Stream.of("auto"), methods()).toList());
            case "-O", "--option" -> options(words);
            case "--metric" -> list(typed, Stream.concat(Stream.of("all"), metrics()).toList());
            case "-m", "--model" -> models().toList();
            case "-d", "--device" -> services.devices().devices().stream().map(Device::name).toList();
            case "-p", "--preprocess" -> services.explainer().preprocessings();
            case "--resize-type" -> Arrays.stream(ResizeMode.values()).filter(mode -> mode != ResizeMode.OWN)
                    .map(ResizeMode::id).toList();
            case "--interpolation" -> Arrays.stream(Interpolation.values()).map(Interpolation::id).toList();
            case "--precision" -> List.of("auto", "f32", "bf16", "f16", "int8");
            case "--layout" -> List.of("rows", "notebook");
            case "--style" -> List.of("colours", "contour");
            case "--colormap" -> services.images().colormaps();
            case "-f", "--format" -> list(typed, services.files().formats().stream().map(f -> f.format()).toList());
            case "-t", "--targets" -> command.equals("evaluate") ? List.of("truth", "predicted", "objects")
                    : list(typed, targets(words));
            case "--why" -> Stream.of(services.context().getBundles()).map(bundle -> bundle.getSymbolicName()).toList();
            default -> before.startsWith("-") ? List.of() : argument(command);
        };
    }

    private List<String> argument(String command) throws PellucidException, InterruptedException {
        return switch (command) {
            case "methods" -> methods().toList();
            case "metrics" -> metrics().toList();
            case "models" ->
                Stream.of(Stream.of("describe", "convert", "fetch"), models(), services.catalog().list().stream()
                        .map(entry -> entry.item().name())).flatMap(names -> names).distinct().toList();
            case "datasets" -> Stream.concat(Stream.of("fetch"), services.catalog().list().stream()
                    .map(entry -> entry.item().name())).toList();
            case "interpret", "evaluate" -> services.datasets().list().stream().map(kind -> kind.scheme() + ":")
                    .toList();
            default -> List.of();
        };
    }

    /** Those of the method that the line names, or of all: with their values where they are names. */
    private List<String> options(List<String> words) throws PellucidException, InterruptedException {
        String method = after(words, "-M", "--method").orElse("auto");
        return services.explainer().methods().stream().map(MethodEntry::description)
                .filter(description -> method.equals("auto") || List.of(method.split(",")).contains(description.name()))
                .flatMap(description -> description.options().stream()).flatMap(GogoCompletion::assignments).distinct()
                .toList();
    }

    private static Stream<String> assignments(MethodOption option) {
        return option.range().contains("|")
                ? Stream.of(option.range().split("\\|")).map(value -> option.name() + "=" + value)
                : Stream.of(option.name() + "=");
    }

    private static Optional<String> after(List<String> words, String... options) {
        for (int i = words.size() - 2; i >= 0; i--) {
            if (List.of(options).contains(words.get(i))) {
                return Optional.of(words.get(i + 1));
            }
        }
        return Optional.empty();
    }

    private Stream<String> metrics() throws PellucidException, InterruptedException {
        return services.evaluator().metrics().stream().map(metric -> metric.description().name());
    }

    private Stream<String> methods() throws PellucidException, InterruptedException {
        return services.explainer().methods().stream().map(method -> method.description().name()).distinct();
    }

    private Stream<String> models() throws PellucidException, InterruptedException {
        return services.models().list().stream().map(ModelEntry::name);
    }

    /** The labels of the model that the line names. */
    private List<String> targets(List<String> words) throws PellucidException, InterruptedException {
        String name = after(words, "-m", "--model").orElse(DEFAULT_MODEL);
        List<String> targets = new ArrayList<>(List.of("predicted", "top:", "all"));
        try (Model model = services.models().load(name)) {
            targets.addAll(model.info().labels());
        }
        return targets;
    }

    /** Of a list with commas, the last one is completed. */
    private static List<String> list(String typed, List<String> names) {
        String done = typed.substring(0, typed.lastIndexOf(',') + 1);
        return names.stream().map(name -> done + name).toList();
    }
}
