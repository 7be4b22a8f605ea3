package org.pellucid.command.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.osgi.service.component.annotations.Component;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.command.CommandGroup;
import org.pellucid.api.command.CommandOption;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.Completer;
import org.pellucid.api.command.TypedLine;
import org.pellucid.api.command.spi.Command;
import org.pellucid.api.command.spi.CommandArguments;
import org.pellucid.api.command.spi.CommandCall;
import org.pellucid.api.command.spi.CommandProgress;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.Sampling;
import org.pellucid.api.diff.Diff;
import org.pellucid.api.diff.DiffListener;
import org.pellucid.api.diff.DiffRequest;
import org.pellucid.api.diff.Differ;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.model.Model;
import org.pellucid.command.base.DescribedCommand;
import org.pellucid.command.option.FileOptions;
import org.pellucid.command.option.ModelOptions;
import org.pellucid.command.option.ModelRun;

/** Compares two models: their answers and where they look. */
@Component(service = Command.class, property = Command.NAME + "=diff")
public final class DiffCommand extends DescribedCommand {
    private static final String DEFAULT_OUTPUT = "diff";
    private static final String BASELINE = "baseline";
    private static final String RULE = "fail-if";

    /** Made by Declarative Services. */
    public DiffCommand() {
        super(CommandGroup.MEASURE, "[options] OLD NEW DATASET",
                "compares two models over a data set: what they answer and where they look",
                "pellucid diff efficientnet-lite0 quantised.xml pictures/",
                "pellucid diff --fail-if 'drift.p95 > 3 * floor' old.xml new.xml pictures/",
                "pellucid diff --baseline diff/baseline.jsonl new.xml pictures/");
    }

    @Override
    public String details() {
        return "Models are named as 'pellucid models' says, or are files. Both explain the class that OLD answers, found in"
                + " NEW by its label; the drift of a picture is 1 less the rank correlation of its two maps. The floor is"
                + " the drift that 95 % of the pictures stay below when OLD is compared with itself at another precision,"
                + " or with another seed for black-box methods. Writes diff.json, pictures.jsonl, junit.xml, report.html and baseline.jsonl,"
                + " which --baseline takes in place of OLD later. A rule such as 'drift.p95 > 3 * floor' or"
                + " 'cells.same_moved > 5 %' names figures of diff.json; where it holds, the exit code is 4.";
    }

    @Override
    public List<CommandOption> options() {
        List<CommandOption> options = new ArrayList<>();
        ModelOptions.add(options);
        options.removeIf(option -> option.name().equals(ModelOptions.MODEL));
        ModelOptions.addMethod(options);
        options.replaceAll(option -> option.name().equals(ModelOptions.METHOD)
                ? CommandOption.value("M", ModelOptions.METHOD, "NAME[,NAME]",
                        "method of both models, or of OLD and of NEW (default auto)")
                        .completedBy(ModelOptions::methodList)
                : option);
        options.add(CommandOption.value(RULE, "RULE",
                "exit with 4 where this holds; may be repeated (default: no rule)"));
        options.add(CommandOption.value(BASELINE, "FILE",
                "baseline.jsonl of an earlier comparison; OLD is left out then (default: OLD is asked)"));
        options.add(CommandOption.value("grid", "N", "rows and columns of the grid on which maps are compared, "
                + DiffRequest.LEAST_GRID + ".." + DiffRequest.MOST_GRID + " (default " + DiffRequest.DEFAULT_GRID
                + ")"));
        options.add(CommandOption.value("sample", "N",
                "how many pictures to draw at random, at least 1 (default: all, in their order)"));
        options.add(CommandOption.value("o", FileOptions.OUTPUT, "DIR",
                "folder of the files; those of an earlier comparison are replaced (default ./" + DEFAULT_OUTPUT + ")"));
        DataRun.add(options);
        return options;
    }

    @Override
    public Completer completer() {
        return DiffCommand::words;
    }

    private static List<String> words(TypedLine line) throws PellucidException, InterruptedException {
        List<String> words = new ArrayList<>(ModelOptions.models(line));
        words.addAll(DataRun.kinds(line));
        return words;
    }

    @Override
    public CommandResult run(CommandCall call) throws PellucidException, InterruptedException {
        CommandArguments arguments = call.arguments();
        Optional<String> baseline = arguments.text(BASELINE);
        List<String> rest = arguments.rest();
        if (rest.size() != (baseline.isPresent() ? 2 : 3)) {
            throw new UsageException(baseline.isPresent() ? "with --baseline, give NEW and DATASET"
                    : "give OLD, NEW and DATASET, or NEW and DATASET with --baseline");
        }
        String output = FileOptions.output(call, DEFAULT_OUTPUT);
        ExplainSettings settings = ModelOptions.settings(call);
        List<String> methods = ModelOptions.list(ModelOptions.METHOD, settings.method());
        if (methods.size() > 2) {
            throw new UsageException("--method " + settings.method() + ": one for both models, or one for each");
        }
        Optional<Sampling> sampling = DataRun.sampling(arguments, settings.seed());
        DiffRequest request = DiffRequest.builder(call.path(output))
                .settings(settings.toBuilder().method(methods.get(0)).build(),
                        settings.toBuilder().method(methods.get(methods.size() - 1)).build())
                .grid((int) arguments.integer("grid", DiffRequest.DEFAULT_GRID, DiffRequest.LEAST_GRID,
                        DiffRequest.MOST_GRID))
                .failIf(arguments.texts(RULE).toArray(String[]::new)).build();
        try (Dataset dataset = DataRun.open(call, rest.get(rest.size() - 1), sampling);
                Model newer = load(call, settings, rest.get(rest.size() - 2))) {
            if (baseline.isPresent()) {
                Path file = call.path(baseline.get());
                return result(call, output, listener -> call.service(Differ.class).diff(file, newer, dataset, request,
                        listener), dataset);
            }
            try (Model older = load(call, settings, rest.get(0))) {
                return result(call, output, listener -> call.service(Differ.class).diff(older, newer, dataset, request,
                        listener), dataset);
            }
        }
    }

    private static Model load(CommandCall call, ExplainSettings settings, String typed)
            throws PellucidException, InterruptedException {
        return ModelRun.load(call, settings, ModelOptions.model(call, typed));
    }

    /** A comparison to be followed. */
    private interface Comparison {
        Diff run(DiffListener listener) throws PellucidException, InterruptedException;
    }

    private static CommandResult result(CommandCall call, String output, Comparison comparison, Dataset dataset)
            throws PellucidException, InterruptedException {
        CommandProgress line = call.console()
                .progress((int) Math.min(Integer.MAX_VALUE, dataset.size().orElse(0)));
        try {
            Diff diff = comparison.run(new DiffListener() {
                @Override
                public void picture(long index, OptionalLong total, String id) {
                    line.item((int) Math.min(Integer.MAX_VALUE, index), id);
                }

                @Override
                public boolean cancelled() {
                    return line.cancelled();
                }
            });
            call.console().done();
            diff.failures().forEach(failure -> call.console()
                    .error("pellucid: " + failure.id() + ": " + failure.error()));
            diff.rules().stream().filter(rule -> !rule.passed())
                    .forEach(rule -> call.console().error("pellucid: rule failed: " + rule.rule()));
            return new DiffResult(diff, output);
        } finally {
            call.console().done();
        }
    }
}
