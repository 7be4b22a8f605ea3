package org.pellucid.command.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.pellucid.api.InputException;
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
import org.pellucid.api.dataset.DatasetClass;
import org.pellucid.api.dataset.Sampling;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.interpret.ExistingRun;
import org.pellucid.api.interpret.FigureLayout;
import org.pellucid.api.interpret.FigureOptions;
import org.pellucid.api.interpret.InterpretListener;
import org.pellucid.api.interpret.InterpretRequest;
import org.pellucid.api.interpret.InterpretResult;
import org.pellucid.api.interpret.InterpretedPicture;
import org.pellucid.api.interpret.Interpreter;
import org.pellucid.api.interpret.Task;
import org.pellucid.api.interpret.UseCases;
import org.pellucid.api.model.Model;
import org.pellucid.api.render.spi.MatrixOptions;
import org.pellucid.command.base.DescribedCommand;
import org.pellucid.command.option.FileOptions;
import org.pellucid.command.option.ModelOptions;
import org.pellucid.command.option.ModelRun;
import org.pellucid.command.picture.PictureLine;
import org.pellucid.console.OneLine;

/** Runs use cases over a data set, or finds them. */
@Component(service = Command.class, property = Command.NAME + "=interpret")
public final class InterpretCommand extends DescribedCommand {
    private static final String FOLDER = "interpretation";
    private static final String DEFAULT_CASES = "imagewoof";
    /** What an interpreter calls the steps that are pictures, and the name of their reports. */
    private static final String PICTURES = "pictures";
    private static final String USE_CASES = "use-cases";
    private static final String PRINT = "print";
    private static final String LAYOUT = "layout";
    private static final String COLUMNS = "columns";
    private static final String NO_MATRICES = "no-matrices";
    private static final String STRATEGIES = "strategies";
    private static final String LEAST = "least";
    private static final Task.Triage USUAL = Task.Triage.DEFAULTS;
    /** List<CommandOption> that belong to one of the two tasks. */
    private static final List<String> TRIAGE_ONLY = List.of("sure", "unsure", "wrong", "two", "telling",
            "confusions");

    /** Made by Declarative Services. */
    public InterpretCommand() {
        super(CommandGroup.DATA, "[options] DATASET",
                "runs use cases over a data set, or finds them: maps, matrices, a report",
                "pellucid interpret imagewoof: -p notebook",
                "pellucid interpret --use-cases mine.json -m mymodel.xml pictures/",
                "pellucid interpret --strategies -m mymodel.xml pictures/",
                "pellucid interpret --triage --sample 500 imagewoof:imagewoof2.zip",
                "pellucid interpret --triage -m shapes-vit.xml 'shapes:4?count=2000'");
    }

    @Override
    public String details() {
        return "DATASET is SCHEME:LOCATION, see 'pellucid datasets', or a folder or archive. Without --triage the"
                + " pictures of a use-case file are explained: for each, every class above the use case's confidence."
                + " The file is JSON: {\"use_cases\": {NAME: {\"confidence\": P, \"paths\": [ID, ...]}},"
                + " \"labels\": {CLASS: {\"label\": L, \"index\": I}}, \"layout\": \"rows\"|\"notebook\"}; labels and layout may be left out. With --triage every"
                + " picture is predicted and sorted: right and sure, right and unsure, wrong and sure, two predictions;"
                + " the most telling of each are explained, and the classes taken for each other most are contrasted."
                + " With --strategies the maps of each class are grouped, and what a group looks at in common is covered,"
                + " as much elsewhere and the object: where the class loses more by the first than by the object, that"
                + " is called a shortcut."
                + " The folder receives a folder of maps and a matrix for each use case, report.html and manifest.json."
                + " A run that was broken off goes on with --resume.";
    }

    @Override
    public List<CommandOption> options() {
        List<CommandOption> options = new ArrayList<>();
        ModelOptions.add(options);
        ModelOptions.addMethod(options);
        FileOptions.add(options, FOLDER);
        DataRun.add(options);
        options.add(CommandOption.value(USE_CASES, "NAME|FILE",
                "which pictures to explain: a use-case file, or imagewoof, the notebook's (default imagewoof); with"
                        + " --triage and --strategies only its labels are used"));
        options.add(CommandOption.flag("triage", "find the use cases instead"));
        options.add(
                CommandOption.flag(STRATEGIES, "group the maps of each class instead and find by what the model decides"
                        + " for it: the object, or a shortcut"));
        options.add(CommandOption.value(LEAST, "N", "with --strategies: pictures that a class must have, "
                + Task.Strategies.FEWEST + ".." + Task.Strategies.MOST + " (default "
                + Task.Strategies.DEFAULTS.least() + ")"));
        options.add(CommandOption.value("sample", "N",
                "with --triage or --strategies: take N pictures only, at least 1, the same ones on every machine for the same --seed (default all)"));
        triage(options, "sure", "probability above which a right prediction is sure", USUAL.sure());
        triage(options, "unsure", "probability above which a class of an unsure picture is explained", USUAL.unsure());
        triage(options, "wrong", "probability above which a wrong prediction is sure", USUAL.wrong());
        triage(options, "two", "probability above which the second class makes it two predictions", USUAL.two());
        options.add(
                CommandOption.value("telling", "N", "with --triage: pictures of each kind to explain, 0.."
                        + Task.Triage.MOST + " (default " + USUAL.telling() + ")"));
        options.add(CommandOption.value("confusions", "N", "with --triage: confusions to contrast, 0.."
                + Task.Triage.MOST + " (default " + USUAL.confusions() + ")"));
        options.add(CommandOption.value(COLUMNS, "N",
                "pictures in a row of a matrix, 1.." + FigureOptions.MOST_COLUMNS
                        + " (default 2 with notebook; with rows as many as needed, 4 at most)"));
        options.add(CommandOption.value(LAYOUT, "NAME", "of the matrices: rows, every picture beside its"
                + " maps; notebook, maps in two columns under their file names (default what the use-case file says,"
                + " or rows)").completedBy(Completer.of("rows", "notebook")));
        options.add(CommandOption.flag(NO_MATRICES, "make no matrices"));
        options.add(CommandOption.flag(PRINT, "make each matrix for print too, NAME_print.png, at up to "
                + MatrixOptions.PRINT + " dots per inch, where its pictures have more pixels than the one for the"
                + " screen shows"));
        options.add(CommandOption.flag("no-report", "write no report.html"));
        options.add(CommandOption.flag("assets",
                "let the report link its pictures, in the folder assets, instead of holding them"));
        options.add(CommandOption.flag("resume",
                "go on with the run in the folder: keep what is done, do the rest, try again what failed"));
        options.add(CommandOption.flag("overwrite", "replace the run in the folder"));
        return options;
    }

    private static void triage(List<CommandOption> options, String name, String what, double usual) {
        options.add(CommandOption.value(name, "P", "with --triage: " + what + ", 0..1 (default " + usual
                + ")"));
    }

    @Override
    public String parts() {
        return PICTURES;
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
        String output = FileOptions.output(call, FOLDER);
        Optional<Sampling> sampling = DataRun.sampling(arguments, settings.seed());
        Interpreter interpreter = call.service(Interpreter.class);
        Task task = task(call, interpreter);
        InterpretRequest.Builder asked = InterpretRequest
                .builder(task, call.path(output).toAbsolutePath().normalize()).settings(settings)
                .existing(existing(arguments)).formats(FileOptions.formats(arguments))
                .painting(FileOptions.painting(arguments)).report(!arguments.has("no-report"))
                .assets(arguments.has("assets"));
        sampling.ifPresent(asked::sampling);
        figures(arguments).ifPresentOrElse(asked::figures, asked::withoutFigures);
        InterpretRequest request = asked.build();
        ModelRun.requireDevice(call, settings);
        try (Dataset dataset = DataRun.open(call, sampling);
                Model model = ModelRun.load(call, settings)) {
            call.service(Explainer.class).choose(model, settings);
            List<String> said = ModelRun.note(call, call.service(Explainer.class), model, settings);
            return run(call, interpreter, model, dataset, request, output, said);
        }
    }

    private static CommandResult run(CommandCall call, Interpreter interpreter, Model model, Dataset dataset,
            InterpretRequest request, String output, List<String> said) throws PellucidException, InterruptedException {
        try {
            InterpretResult result = interpreter.run(model, dataset, request, new Follower(call, request.output(),
                    output));
            return new InterpretationResult(result, request.output(), output, call.kept(), said,
                    request.task() instanceof Task.Strategies);
        } catch (InterruptedException e) {
            call.console().note("What is done is kept in " + output + "; the same command with --resume goes on.");
            throw e;
        } finally {
            call.console().done();
        }
    }

    private static Task task(CommandCall call, Interpreter interpreter) throws UsageException {
        CommandArguments arguments = call.arguments();
        if (arguments.has(STRATEGIES) && arguments.has("triage")) {
            throw new UsageException("--strategies and --triage exclude each other");
        }
        if (arguments.has(LEAST) && !arguments.has(STRATEGIES)) {
            throw new UsageException("--" + LEAST + " needs --strategies");
        }
        if (arguments.has("triage")) {
            return Task.Triage.builder().sure(arguments.number("sure", USUAL.sure(), 0, 1))
                    .unsure(arguments.number("unsure", USUAL.unsure(), 0, 1))
                    .wrong(arguments.number("wrong", USUAL.wrong(), 0, 1))
                    .two(arguments.number("two", USUAL.two(), 0, 1))
                    .telling((int) arguments.integer("telling", USUAL.telling(), 0, Task.Triage.MOST))
                    .confusions((int) arguments.integer("confusions", USUAL.confusions(), 0, Task.Triage.MOST))
                    .labels(labels(call, interpreter)).build();
        }
        if (arguments.has("sample") && !arguments.has(STRATEGIES)) {
            throw new UsageException("--sample needs --triage or --strategies");
        }
        for (String option : TRIAGE_ONLY) {
            if (arguments.has(option)) {
                throw new UsageException("--" + option + " needs --triage");
            }
        }
        if (arguments.has(STRATEGIES)) {
            return Task.Strategies.DEFAULTS
                    .withLeast((int) arguments.integer(LEAST, Task.Strategies.DEFAULTS.least(), Task.Strategies.FEWEST,
                            Task.Strategies.MOST))
                    .withLabels(labels(call, interpreter));
        }
        return new Task.Picked(useCases(call, interpreter));
    }

    private static Map<String, DatasetClass> labels(CommandCall call, Interpreter interpreter) throws UsageException {
        return call.arguments().has(USE_CASES) ? useCases(call, interpreter).labels() : Map.of();
    }

    private static UseCases useCases(CommandCall call, Interpreter interpreter) throws UsageException {
        String cases = call.arguments().text(USE_CASES, DEFAULT_CASES);
        return interpreter.useCases().contains(cases) ? interpreter.useCases(cases)
                : interpreter.useCases(call.path(cases));
    }

    private static Optional<FigureOptions> figures(CommandArguments arguments) throws UsageException {
        if (arguments.has(NO_MATRICES)) {
            for (String option : List.of(PRINT, LAYOUT, COLUMNS)) {
                if (arguments.has(option)) {
                    throw new UsageException("--" + option + " and --no-matrices exclude each other");
                }
            }
            return Optional.empty();
        }
        FigureOptions.Builder figures = FigureOptions.builder().print(arguments.has(PRINT));
        if (arguments.has(LAYOUT)) {
            figures.layout(arguments.choice(LAYOUT, FigureLayout.ROWS));
        }
        if (arguments.has(COLUMNS)) {
            figures.columns((int) arguments.integer(COLUMNS, 1, 1, FigureOptions.MOST_COLUMNS));
        }
        return Optional.of(figures.build());
    }

    private static ExistingRun existing(CommandArguments arguments) throws UsageException {
        if (arguments.has("resume") && arguments.has("overwrite")) {
            throw new UsageException("--resume and --overwrite exclude each other");
        }
        return arguments.has("resume") ? ExistingRun.RESUME
                : arguments.has("overwrite") ? ExistingRun.OVERWRITE : ExistingRun.REFUSE;
    }

    /** Shows what is going on. */
    private static final class Follower implements InterpretListener {
        private final CommandCall call;
        private final Path root;
        private final String folder;
        private CommandProgress progress;
        private long last = Long.MAX_VALUE;

        Follower(CommandCall call, Path root, String folder) {
            this.call = call;
            this.root = root;
            this.folder = folder;
            this.progress = call.console().progress(1);
        }

        @Override
        public void step(String what, long done, long total) {
            if (!what.equals(PICTURES)) {
                progress.step(what, done, total);
                return;
            }
            if (done <= last) {
                // Predicting and explaining each count from the beginning, and go at a pace of their own.
                progress = call.console().progress((int) Math.max(0, Math.min(Integer.MAX_VALUE, total)));
            }
            last = done;
            progress.item((int) Math.min(Integer.MAX_VALUE, done), PICTURES);
        }

        @Override
        public boolean cancelled() {
            return progress.cancelled();
        }

        @Override
        public void picture(InterpretedPicture picture) {
            // Missing ones are named together at the end.
            if (picture.failed() && !picture.missing()) {
                call.console().error("pellucid: " + OneLine.of(new InputException(picture.reason().orElseThrow())));
            }
            call.report(new InterpretedPictureResult(picture, root, folder, PictureLine.wanted(call)));
        }
    }
}
