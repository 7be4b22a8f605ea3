package org.pellucid.command.picture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.pellucid.api.InputException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.Progress;
import org.pellucid.api.UsageException;
import org.pellucid.api.command.CommandGroup;
import org.pellucid.api.command.CommandOption;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.spi.Command;
import org.pellucid.api.command.spi.CommandArguments;
import org.pellucid.api.command.spi.CommandCall;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.explain.Explainer.MethodChoice;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.MethodEntry;
import org.pellucid.api.explain.MethodState;
import org.pellucid.api.explain.PartialExplanationException;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.explain.Timings;
import org.pellucid.api.image.Picture;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.PerformanceHint;
import org.pellucid.api.render.ExplanationFiles;
import org.pellucid.api.render.Naming;
import org.pellucid.api.render.RenderOptions;
import org.pellucid.api.rows.ParquetTables;
import org.pellucid.api.rows.Row;
import org.pellucid.api.rows.RowHead;
import org.pellucid.command.base.CommonOptions;
import org.pellucid.command.base.DescribedCommand;
import org.pellucid.command.option.FileOptions;
import org.pellucid.command.option.ModelOptions;
import org.pellucid.command.option.ModelRun;
import org.pellucid.command.rows.RowFiles;
import org.pellucid.command.rows.RowTable;
import org.pellucid.files.MadeFolder;
import org.pellucid.files.Sha256;

/** Explains pictures and writes the maps. */
@Component(service = Command.class, property = Command.NAME + "=explain")
public final class ExplainCommand extends DescribedCommand {
    /** Marks files of an interrupted explanation. */
    private static final String PARTIAL = "_partial";
    private static final String FLAT = "flat";
    /** Folder of what only a run that goes on needs. */
    private static final String HIDDEN = ".pellucid";
    private static final int RUN_DIGITS = 16;
    private static final String RESUME = "resume";
    /** Not formats of a renderer: tables of all pictures. */
    private static final Set<String> TABLES = Set.of(RowFiles.JSON, RowFiles.PARQUET);

    /** Made by Declarative Services. */
    public ExplainCommand() {
        super(CommandGroup.PICTURES, "[options] IMAGE|FOLDER|'GLOB'|-...",
                "explains pictures: writes a saliency map for each class asked for",
                "pellucid explain cat.png",
                "pellucid explain --colormap viridis --legend --caption cat.png",
                "pellucid explain -t Egyptian_cat,285 -f jpg,npy,json -o maps cat.png",
                "pellucid explain -t 'tabby>Egyptian_cat' --legend cat.png",
                "pellucid explain -t top:3 --scale shared cat.png",
                "pellucid explain -M reciprocam -t top:3 --confidence 'pictures/**/*.jpg'",
                "pellucid explain -m mymodel.xml -l labels.txt -p timm --json pictures/");
    }

    @Override
    public String details() {
        return "Prints the classes above the threshold, then a line for every file written; of several pictures on a"
                + " terminal one line each, or all with --verbose. Of a folder, the pictures"
                + " directly in it are taken; a pattern in quotes may hold ** for folders at any depth; - is a picture on"
                + " standard input, named stdin. Files are named {prefix}{label}{postfix}{confidence}.{format}. Of"
                + " pictures that folders or patterns find, and of namesakes, the tree below the folder they have in"
                + " common is kept; --flat puts all into one folder. Files of another picture of the same name are"
                + " never replaced: the later one's get -2, -3 …. A picture is known by its path, which its files remember in the extended"
                + " attribute user.pellucid.picture; where the file system keeps none, files of earlier calls are"
                + " replaced.";
    }

    @Override
    public List<CommandOption> options() {
        List<CommandOption> options = new ArrayList<>();
        ModelOptions.add(options);
        ModelOptions.addMethod(options);
        ModelOptions.addMapScale(options);
        options.add(CommandOption.value("t", "targets", "LIST",
                "predicted, top:K, all, or class indices and label names with commas between; 'A>B' is the contrast of two"
                        + " classes, what speaks for A and what for B (default predicted)")
                .completedBy(ModelOptions::targets));
        options.add(CommandOption.value("threshold", "P",
                "probability above which a class counts as predicted, 0..1 (default 0.1)"));
        FileOptions.add(options, "saliency_maps");
        options.add(CommandOption.value("prefix", "S", "in front of the label (default {picture}_)"));
        options.add(CommandOption.value("postfix", "S",
                "behind the label (default empty, or _ with --confidence)"));
        options.add(CommandOption.flag(FLAT,
                "put the files of all pictures into one folder, whatever folders the pictures lie in"));
        options.add(CommandOption.flag("confidence", "append the class probability to the file name"));
        PictureRun.add(options);
        options.add(CommandOption.flag(RESUME,
                "go on with a run of the same settings that was broken off, without the pictures that are done"));
        return options;
    }

    @Override
    public String parts() {
        return "pictures";
    }

    @Override
    public CommandResult run(CommandCall call) throws PellucidException, InterruptedException {
        Work work = new Work(call);
        try (MadeFolder made = new MadeFolder(call.path(work.output));
                PictureRun pictures = PictureRun.begin(call, !call.arguments().has(RESUME));
                Model model = ModelRun.load(call, work.settings)) {
            work.explainer = call.service(Explainer.class);
            work.model = model;
            work.choice = work.explainer.choose(model, work.settings);
            work.explainer.preprocessing(model, work.settings.preprocessing());
            // what is wrong with these is said before a picture is explained
            work.series(Path.of(""));
            if (work.tables.contains(RowFiles.PARQUET)) {
                call.service(ParquetTables.class);
            }
            try (RowTable table = work.table(pictures)) {
                if (table != null) {
                    pictures.skip(table.done());
                }
                work.hint = pictures.hint();
                work.form = pictures.form();
                CommandResult result = pictures.each(work::explain, work);
                work.writeParquet();
                return result;
            }
        }
    }

    /**
     * A picture that was explained, its files still to be written.
     *
     * @param shown        the picture as the caller would write it
     * @param folder       of its files, below that of all
     * @param explanation  of it
     * @param files        of it
     * @param picture      itself, if a document about it is wanted
     * @param timings      known so far
     * @param head         of its rows; {@code null} if there are none
     * @param interruption that ended the explanation before its end, or {@code null}
     */
    private record Done(String shown, Path folder, Explanation explanation, ExplanationFiles.Rendered files,
            Optional<Picture> picture, Map<String, Double> timings, RowHead head,
            PartialExplanationException interruption) {
    }

    /** Everything that stays the same from picture to picture. */
    private static final class Work implements PictureRun.End<Done> {
        private final CommandCall call;
        private final ExplainSettings settings;
        private final double threshold;
        private final Targets targets;
        private final String output;
        private final List<String> formats;
        private final Naming naming;
        private final RenderOptions painting;
        private final boolean sharesScale;
        private Explainer explainer;
        private Model model;
        private MethodChoice choice;
        private PerformanceHint hint;
        private PictureResult.Form form;
        /** Formats of the table; empty if none was asked for. */
        private final List<String> tables;
        private RowTable table;
        private String run;
        private String version = "";
        private final boolean flat;
        private final Map<Path, ExplanationFiles.Series> series = new HashMap<>();
        private List<String> noted = List.of();

        Work(CommandCall call) throws UsageException {
            CommandArguments arguments = call.arguments();
            this.call = call;
            settings = ModelOptions.settings(call, true);
            sharesScale = FileOptions.sharesScale(arguments);
            threshold = arguments.number("threshold", 0.1, 0, 1);
            targets = targets(arguments.text("targets", "predicted"), threshold);
            output = FileOptions.output(call, "saliency_maps");
            List<String> asked = FileOptions.formats(arguments);
            tables = asked.stream().filter(TABLES::contains).toList();
            formats = asked.stream().filter(format -> !TABLES.contains(format)).toList();
            Naming.Builder names = Naming.builder().confidence(arguments.has("confidence"));
            part(arguments, "prefix").ifPresent(names::prefix);
            part(arguments, "postfix").ifPresent(names::postfix);
            naming = names.build();
            painting = FileOptions.painting(arguments);
            flat = arguments.has(FLAT);
        }

        /** The files of the pictures of one folder. */
        private synchronized ExplanationFiles.Series series(Path folder)
                throws PellucidException, InterruptedException {
            ExplanationFiles.Series known = series.get(folder);
            if (known == null) {
                known = open(folder, naming);
                series.put(folder, known);
            }
            return known;
        }

        private ExplanationFiles.Series open(Path folder, Naming names) throws PellucidException, InterruptedException {
            return call.service(ExplanationFiles.class).open(call.path(output).resolve(folder), formats, names,
                    painting);
        }

        /** Opens the table of the run; {@code null} for one picture of which none was asked for. */
        RowTable table(PictureRun pictures) throws PellucidException, InterruptedException {
            boolean resume = call.arguments().has(RESUME);
            if (tables.isEmpty() && !resume && !pictures.several()) {
                return null;
            }
            version = explainer.methods().stream().filter(method -> method.name().equals(choice.name()))
                    .filter(method -> method.state() == MethodState.SERVING).map(MethodEntry::version).findFirst()
                    .orElse("");
            run = Sha256.of(List.of(model.name(), choice.name(), version, settings,
                    explainer.preprocessing(model, settings.preprocessing()),
                    call.arguments().text("targets", ""), threshold, formats, naming, painting, sharesScale, flat,
                    !tables.isEmpty())
                    .toString()).substring(0, RUN_DIGITS);
            Path folder = call.path(output);
            Shard shard = pictures.shard();
            if (resume && shard.isWhole()) {
                RowTable.sweep(folder);
            }
            String name = "rows" + (shard.isWhole() ? "" : "-" + shard.part() + "-of-" + shard.parts()) + "."
                    + RowFiles.JSON;
            boolean shown = tables.contains(RowFiles.JSON);
            table = RowTable.open((shown ? folder : folder.resolve(HIDDEN)).resolve(name), run, resume);
            return table;
        }

        /** Makes the other format of the table, which cannot grow row by row. */
        void writeParquet() throws PellucidException, InterruptedException {
            if (tables.contains(RowFiles.PARQUET)) {
                Path name = RowFiles.beside(table.file(), RowFiles.PARQUET).getFileName();
                RowFiles.parquet(call, table.file(), call.path(output).resolve(name));
            }
        }

        private RowHead head(PictureRun.Item item) throws InputException {
            if (table == null) {
                return null;
            }
            return new RowHead(run, item.shown(),
                    tables.isEmpty() ? Optional.empty() : Optional.of(item.decoded().sha256()),
                    RowHead.Truth.UNKNOWN);
        }

        private Path folder(PictureRun.Item item) {
            return flat ? Path.of("") : item.folder();
        }

        private static Targets targets(String typed, double threshold) throws UsageException {
            try {
                return Targets.parse(typed, threshold);
            } catch (UsageException e) {
                throw new UsageException("--targets " + e.getMessage(), e);
            }
        }

        private static Optional<String> part(CommandArguments arguments, String option) throws UsageException {
            Optional<String> text = arguments.text(option);
            if (text.isPresent() && text.get().chars().anyMatch(c -> c == '/' || c == '\\' || c < ' ')) {
                throw new UsageException("--" + option + " " + text.get() + ": no slash or control character allowed");
            }
            return text;
        }

        Done explain(PictureRun.Item item, Progress progress) throws PellucidException, InterruptedException {
            try {
                Explanation explanation = explainer.explain(model, item.decoded().picture(), settings, targets, hint,
                        progress);
                return rendered(item, explanation, series(folder(item)), null);
            } catch (PartialExplanationException e) {
                // What an interrupted method knows: files that cannot be taken for complete ones.
                String postfix = naming.postfix().orElse("");
                Naming marked = naming.toBuilder().postfix(postfix + PARTIAL + (naming.confidence() ? "_" : ""))
                        .build();
                return rendered(item, e.partial(), open(folder(item), marked), e);
            }
        }

        private Done rendered(PictureRun.Item item, Explanation known, ExplanationFiles.Series files,
                PartialExplanationException interruption) throws PellucidException, InterruptedException {
            Explanation explanation = sharesScale ? known.onSharedScale() : known;
            Picture picture = item.decoded().picture();
            Map<String, Double> timings = new LinkedHashMap<>();
            timings.put("decode", item.decoded().millis());
            return new Done(item.shown(), folder(item), explanation,
                    files.render(item.decoded().source(), picture, explanation, timings),
                    call.arguments().has(CommonOptions.JSON) ? Optional.of(picture) : Optional.empty(), timings,
                    head(item), interruption);
        }

        @Override
        public void failed(String shown, String why) throws PellucidException {
            if (!tables.isEmpty()) { // without rows it is enough that it is not among those done
                table.add(List.of(
                        Row.failed(new RowHead(run, shown, Optional.empty(), RowHead.Truth.UNKNOWN), why)));
            }
        }

        @Override
        public PictureResult apply(Done done) throws PellucidException, InterruptedException {
            Explanation explanation = done.explanation();
            if (done.interruption() == null) {
                note(explanation);
            }
            ExplanationFiles.Written written = done.files().write();
            byte[] document = null;
            if (done.picture().isPresent()) {
                done.timings().put("render", written.renderMillis());
                document = document(done.picture().get(), explanation, written, done.timings());
            }
            PictureResult result = PictureResult.explained(done.shown(), explanation, explanation.above(threshold),
                    Path.of(output).resolve(done.folder()).toString(), written, document, form);
            if (done.interruption() != null) {
                call.report(result);
                call.console().error("pellucid: " + done.shown() + ": interrupted after "
                        + explanation.incomplete().orElse("")
                        + "; the maps known so far are written");
                throw done.interruption();
            }
            if (done.head() != null) {
                table.add(Row.done(done.head(), explanation, version, names(done.folder(), written),
                        millis(done, written)));
            }
            return result;
        }

        private static List<List<String>> names(Path folder, ExplanationFiles.Written written) {
            return written.maps().stream().map(files -> files.values().stream()
                    .map(file -> folder.resolve(file.getFileName()).toString()).toList()).toList();
        }

        private static double millis(Done done, ExplanationFiles.Written written) {
            Timings timings = done.explanation().timings();
            return done.timings().get("decode") + timings.preprocess() + timings.infer() + timings.explain()
                    + written.renderMillis();
        }

        /** Says once what should be known of the model, which method was taken and where, and what computed it. */
        private void note(Explanation explanation) {
            String method = "Method " + explanation.method()
                    + (choice.name().equals(explanation.method()) && !choice.reason().isEmpty()
                            ? " (" + choice.reason() + ")" : "");
            List<String> lines = new ArrayList<>(List.of(method));
            explanation.layer().ifPresent(layer -> lines.add("Insertion layer: " + layer));
            lines.add(ModelRun.device(explanation.classification()));
            if (!lines.equals(noted)) {
                if (noted.isEmpty()) {
                    ModelRun.note(call, explanation.notes());
                }
                noted = lines;
                lines.forEach(call.console()::note);
            }
        }

        /** The document that the JSON renderer would write for this picture. */
        private byte[] document(Picture picture, Explanation explanation, ExplanationFiles.Written written,
                Map<String, Double> timings) throws PellucidException, InterruptedException {
            List<Map<String, String>> files = new ArrayList<>();
            for (Map<String, Path> map : written.maps()) {
                Map<String, String> names = new LinkedHashMap<>();
                map.forEach((format, file) -> names.put(format, file.getFileName().toString()));
                files.add(names);
            }
            return call.service(ExplanationFiles.class).render("json", picture, explanation, painting, files, timings);
        }
    }
}
