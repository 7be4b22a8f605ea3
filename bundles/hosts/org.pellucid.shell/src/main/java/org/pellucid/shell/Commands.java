package org.pellucid.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pellucid.api.UsageException;
import org.pellucid.command.base.Command;
import org.pellucid.command.data.EvaluateCommand;
import org.pellucid.command.data.InterpretCommand;
import org.pellucid.command.diagnose.BundlesCommand;
import org.pellucid.command.list.ColormapsCommand;
import org.pellucid.command.list.DatasetsCommand;
import org.pellucid.command.list.DevicesCommand;
import org.pellucid.command.list.MethodsCommand;
import org.pellucid.command.list.MetricsCommand;
import org.pellucid.command.list.ModelsCommand;
import org.pellucid.command.list.RenderersCommand;
import org.pellucid.command.measure.BenchCommand;
import org.pellucid.command.picture.ExplainCommand;
import org.pellucid.command.picture.PredictCommand;
import org.pellucid.console.spelling.Spelling;

/** The commands there are. A command's class is loaded when it is asked for, since most calls need only one. */
public final class Commands {
    /** The names, in the order help lists them. */
    public static final List<String> NAMES = List.of("explain", "predict", "interpret", "evaluate", "bench", "models",
            "datasets", "methods", "metrics", "renderers", "colormaps", "devices", "bundles", "shell", "gogo");

    private Commands() {
    }

    /**
     * @param name of a command
     * @return that command, empty if there is none
     */
    public static Optional<Command> find(String name) {
        return Optional.ofNullable(switch (name) {
            case "explain" -> new ExplainCommand();
            case "predict" -> new PredictCommand();
            case "interpret" -> new InterpretCommand();
            case "evaluate" -> new EvaluateCommand();
            case "bench" -> new BenchCommand();
            case "models" -> new ModelsCommand();
            case "datasets" -> new DatasetsCommand();
            case "methods" -> new MethodsCommand();
            case "metrics" -> new MetricsCommand();
            case "renderers" -> new RenderersCommand();
            case "colormaps" -> new ColormapsCommand();
            case "devices" -> new DevicesCommand();
            case "bundles" -> new BundlesCommand();
            case "shell" -> new ShellCommand();
            case "gogo" -> new GogoCommand();
            default -> null;
        });
    }

    /**
     * @param name of a command
     * @return that command
     * @throws UsageException if there is none; the message suggests the nearest
     */
    public static Command require(String name) throws UsageException {
        Optional<Command> command = find(name);
        if (command.isEmpty()) {
            throw new UsageException("unknown command '" + name + "'" + Spelling.of(name, NAMES));
        }
        return command.get();
    }

    /** @return every command, in the order of {@link #NAMES} */
    public static List<Command> all() {
        List<Command> all = new ArrayList<>();
        for (String name : NAMES) {
            find(name).ifPresent(all::add);
        }
        return all;
    }
}
