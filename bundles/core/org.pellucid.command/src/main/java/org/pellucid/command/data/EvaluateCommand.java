package org.pellucid.command.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.command.CommandGroup;
import org.pellucid.api.command.CommandOption;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.Completer;
import org.pellucid.api.command.spi.Command;
import org.pellucid.api.command.spi.CommandArguments;
import org.pellucid.api.command.spi.CommandCall;
import org.pellucid.api.command.spi.CommandProgress;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.Sampling;
import org.pellucid.api.evaluate.EvaluateListener;
import org.pellucid.api.evaluate.EvaluateRequest;
import org.pellucid.api.evaluate.Evaluation;
import org.pellucid.api.evaluate.EvaluationTarget;
import org.pellucid.api.evaluate.Evaluator;
import org.pellucid.api.evaluate.FailedPicture;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.model.Model;
import org.pellucid.command.base.DescribedCommand;
import org.pellucid.command.option.FileOptions;
import org.pellucid.command.option.ModelOptions;
import org.pellucid.command.option.ModelRun;

/** Compares explanation methods over a data set by metrics. */
@Component(service = Command.class, property = Command.NAME + "=evaluate")
public final class EvaluateCommand extends DescribedCommand {
    private static final String ALL = "all";
    private static final String DEFAULT_METRICS = "pointing-game,energy,insertion,deletion";
    private static final String DEFAULT_OUTPUT = "evaluation";

    /** Made by Declarative Services. */
    public EvaluateCommand() {
        super(CommandGroup.MEASURE, "[options] DATASET", "compares explanation methods over a data set by metrics",
                "pellucid evaluate -m shapes-vit --method vit-reciprocam,activation-map 'shapes:4?count=500'",
                "pellucid evaluate --metric insertion,deletion,adcc --sample 50 --seed 1 pictures/",
                "pellucid evaluate --method reciprocam,rise -O rise.masks=500 --metric all --sample 20 imagewoof:");
    }

    @Override
    public String details() {
        return "Prints a table of means with their standard errors and writes pictures.csv, summary.csv,"
                + " evaluation.json and the mean curves as PNG into the folder. A data set is named as 'pellucid"
                + " datasets' says, or is a folder of pictures; metrics of places need one that knows objects. Ctrl-C"
                + " ends it with whole files of what was measured until then.";
    }

    @Override
    public List<CommandOption> options() {
        List<CommandOption> options = new ArrayList<>();
        ModelOptions.add(options);
        options.add(CommandOption.value("M", ModelOptions.METHOD, "LIST",
                "auto, or 'pellucid methods' with commas between (default auto)")
                .completedBy(ModelOptions::methodList));
        options.add(CommandOption.value("O", ModelOptions.OPTION, "[METHOD.]KEY=VALUE",
                "an option of that method, or of all that have it; may be repeated")
                .completedBy(ModelOptions::assignments));
        options.add(CommandOption.value(ModelOptions.SEED, "N",
                "seed of the sample and of everything random, a whole number (default 0)"));
        options.add(CommandOption.value("metric", "LIST",
                "all, or 'pellucid metrics' with commas between (default " + DEFAULT_METRICS + ")")
                .completedBy(line -> line.inList(Stream.concat(Stream.of("all"),
                        line.service(Evaluator.class).metrics().stream()
                                .map(metric -> metric.description().name()))
                        .toList())));
        options.add(CommandOption.value("t", "targets", "NAME",
                "class to explain: truth (predicted where unknown), predicted, or objects, each in turn (default"
                        + " truth)")
                .completedBy(Completer.of("truth", "predicted", "objects")));
        options.add(CommandOption.value("sample", "N",
                "how many pictures to draw at random, at least 1 (default: all, in their order)"));
        options.add(CommandOption.value("steps", "N", "of insertion and deletion curves, "
                + EvaluateRequest.LEAST_STEPS + ".." + EvaluateRequest.MOST_STEPS + " (default "
                + EvaluateRequest.DEFAULT_STEPS + ")"));
        options.add(CommandOption.value("o", "output", "DIR",
                "folder of the files; those of an earlier evaluation are replaced (default ./" + DEFAULT_OUTPUT + ")"));
        DataRun.add(options);
        return options;
    }

    @Override
    public Completer completer() {
        return DataRun::kinds;
    }

    @Override
    public CommandResult run(CommandCall call) throws PellucidException, InterruptedException {
        CommandArguments arguments = call.arguments();
        DataRun.named(arguments);
        ExplainSettings settings = ModelOptions.settings(call);
        Optional<Sampling> sampling = DataRun.sampling(arguments, settings.seed());
        EvaluationTarget targets = arguments.choice("targets", EvaluationTarget.TRUTH);
        int steps = (int) arguments.integer("steps", EvaluateRequest.DEFAULT_STEPS, EvaluateRequest.LEAST_STEPS,
                EvaluateRequest.MOST_STEPS);
        String output = FileOptions.output(call, DEFAULT_OUTPUT);
        Evaluator evaluator = call.service(Evaluator.class);
        List<String> metrics = metrics(arguments, evaluator);
        try (Dataset dataset = DataRun.open(call, sampling);
                Model model = ModelRun.load(call, settings)) {
            List<ExplainSettings> methods = methods(call.service(Explainer.class), model, settings);
            List<String> said = ModelRun.note(call, call.service(Explainer.class), model, settings);
            EvaluateRequest request = EvaluateRequest.builder(methods, metrics, call.path(output)).targets(targets)
                    .steps(steps).build();
            return evaluate(call, evaluator, model, dataset, request, output, said);
        }
    }

    private static List<String> metrics(CommandArguments arguments, Evaluator evaluator) throws UsageException {
        List<String> metrics = ModelOptions.list("metric", arguments.text("metric", DEFAULT_METRICS));
        return metrics.contains(ALL) ? evaluator.metrics().stream().map(metric -> metric.description().name()).toList()
                : metrics;
    }

    private static List<ExplainSettings> methods(Explainer explainer, Model model, ExplainSettings settings)
            throws PellucidException, InterruptedException {
        MethodOptions options = new MethodOptions(settings.options());
        List<ExplainSettings> methods = new ArrayList<>();
        for (String name : ModelOptions.list(ModelOptions.METHOD, settings.method())) {
            ExplainSettings.Builder method = settings.toBuilder().method(name).options(Map.of());
            String chosen = explainer.choose(model, method.build()).name();
            methods.add(method.options(options.of(chosen, explainer)).build());
        }
        options.requireAllUsed();
        explainer.preprocessing(model, settings.preprocessing());
        return methods;
    }

    private static CommandResult evaluate(CommandCall call, Evaluator evaluator, Model model, Dataset dataset,
            EvaluateRequest request, String output, List<String> said) throws PellucidException, InterruptedException {
        Follower follower = new Follower(call, dataset.size());
        Evaluation evaluation;
        try {
            evaluation = evaluator.evaluate(model, dataset, request, follower);
        } catch (InterruptedException e) {
            call.console().done();
            if (follower.begun > 1) {
                call.console().error("What was measured until the interruption is in " + output);
            }
            throw e;
        } finally {
            call.console().done();
        }
        evaluation.notes().stream().filter(note -> !said.contains(note))
                .forEach(note -> call.console().note("Note: " + note));
        evaluation.failures().forEach(failure -> call.console()
                .error("pellucid: " + failure.id() + ": " + failure.error()));
        if (evaluation.failed() > 0) {
            call.console().error("pellucid: " + evaluation.failed() + " of "
                    + (evaluation.failed() + evaluation.pictures()) + " pictures could not be used");
        }
        return new EvaluationResult(evaluation, output);
    }

    /** Shows how far it is. */
    private static final class Follower implements EvaluateListener {
        private final CommandProgress line;
        private long begun;

        Follower(CommandCall call, OptionalLong total) {
            line = call.console().progress((int) Math.min(Integer.MAX_VALUE, total.orElse(0)));
        }

        @Override
        public void picture(long index, OptionalLong total, String id) {
            begun = index + 1;
            line.item((int) Math.min(Integer.MAX_VALUE, index), id);
        }

        @Override
        public void failed(FailedPicture picture) {
            // named at the end, where they are found together
        }

        @Override
        public void step(String what, long done, long total) {
            line.step(what, done, total);
        }

        @Override
        public boolean cancelled() {
            return line.cancelled();
        }
    }
}
