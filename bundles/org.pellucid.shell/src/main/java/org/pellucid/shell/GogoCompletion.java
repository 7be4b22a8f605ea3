package org.pellucid.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.pellucid.api.PellucidException;
import org.pellucid.api.device.Device;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.ModelEntry;
import org.pellucid.shell.base.Services;

/** What may follow in the interactive shell: names of methods, models, devices, labels and formats. */
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
        List<String> names = names(command, words, index);
        return names.isEmpty() ? session.execute("__files") : names;
    }

    private List<String> names(String command, List<String> words, int index)
            throws PellucidException, InterruptedException {
        String before = index > 0 && index <= words.size() ? words.get(index - 1) : "";
        String typed = index < words.size() ? words.get(index) : "";
        return switch (before) {
            case "-M", "--method" -> Stream.concat(Stream.of("auto"), methods()).toList();
            case "-m", "--model" -> models().toList();
            case "-d", "--device" -> services.devices().devices().stream().map(Device::name).toList();
            case "-p", "--preprocess" -> List.of("model", "timm", "notebook", "none");
            case "--precision" -> List.of("auto", "f32", "bf16", "f16", "int8");
            case "-f", "--format" -> list(typed, services.files().formats().stream().map(f -> f.format()).toList());
            case "-t", "--targets" -> list(typed, targets(words));
            case "--why" -> Stream.of(services.context().getBundles()).map(bundle -> bundle.getSymbolicName()).toList();
            default -> before.startsWith("-") ? List.of() : argument(command);
        };
    }

    private List<String> argument(String command) throws PellucidException, InterruptedException {
        return switch (command) {
            case "methods" -> methods().toList();
            case "models", "datasets" -> Stream.concat(Stream.of("fetch"), services.catalog().list().stream()
                    .map(entry -> entry.item().name())).toList();
            default -> List.of();
        };
    }

    private Stream<String> methods() throws PellucidException, InterruptedException {
        return services.explainer().methods().stream().map(method -> method.description().name()).distinct();
    }

    private Stream<String> models() throws PellucidException, InterruptedException {
        return services.models().list().stream().map(ModelEntry::name);
    }

    /** The labels of the model that the line names. */
    private List<String> targets(List<String> words) throws PellucidException, InterruptedException {
        String name = DEFAULT_MODEL;
        for (int i = 0; i + 1 < words.size(); i++) {
            if (words.get(i).equals("-m") || words.get(i).equals("--model")) {
                name = words.get(i + 1);
            }
        }
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
