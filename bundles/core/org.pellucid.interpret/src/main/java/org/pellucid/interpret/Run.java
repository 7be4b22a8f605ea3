package org.pellucid.interpret;

import com.google.gson.JsonObject;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.pellucid.api.InputException;
import org.pellucid.api.OutputException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.dataset.ClassMatcher;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.DatasetClass;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.explain.Prediction;
import org.pellucid.api.image.Picture;
import org.pellucid.api.interpret.Confusion;
import org.pellucid.api.interpret.FigureLayout;
import org.pellucid.api.interpret.FigureOptions;
import org.pellucid.api.interpret.InterpretListener;
import org.pellucid.api.interpret.InterpretRequest;
import org.pellucid.api.interpret.InterpretResult;
import org.pellucid.api.interpret.MapComparison;
import org.pellucid.api.interpret.Strategy;
import org.pellucid.api.interpret.Task;
import org.pellucid.api.interpret.TriageSummary;
import org.pellucid.api.interpret.UseCase;
import org.pellucid.api.model.Model;
import org.pellucid.api.render.ExplanationFiles;
import org.pellucid.api.report.ReportFact;
import org.pellucid.files.Reason;

/** One run, from the lock to the manifest. For one thread. */
final class Run {
    static final String CONFUSIONS = "Confusions";
    private static final String GO_ON = "; what is finished stays valid: mend this and go on with --resume";

    private final Parts parts;
    private final Model model;
    private final Dataset dataset;
    private final InterpretRequest request;
    private final InterpretListener listener;
    private final RunFolder folder;
    private final Journal journal;
    private final SeenSet seen;
    private final Truths truths;
    private final Names names = new Names();
    private final PictureWork work;
    private final Explainer.MethodChoice method;
    private final JsonObject asked;
    private final Map<String, Double> timings = new LinkedHashMap<>();
    private final List<ReportMaker.Section> sections = new ArrayList<>();
    private long step;
    /** Pictures of use cases that are not in the data set, in this session. */
    private long missing;

    Run(Parts parts, Model model, Dataset dataset, InterpretRequest request, InterpretListener listener,
            RunFolder folder, ExplanationFiles.Series series, JsonObject asked, boolean resumed)
            throws PellucidException, InterruptedException {
        this.parts = parts;
        this.model = model;
        this.dataset = dataset;
        this.request = request;
        this.listener = listener;
        this.folder = folder;
        this.asked = asked;
        this.method = parts.explainer().choose(model, request.settings());
        List<String> labels = request.settings().labels().isEmpty() ? model.info().labels()
                : request.settings().labels();
        this.truths = new Truths(mapping(request.task()),
                new ClassMatcher(labels, request.settings().classIds()),
                parts.explainer().classes(model));
        this.work = new PictureWork(model, request, parts.explainer(), parts.images(), series, folder, truths, names);
        folders();
        this.seen = resumed ? resume() : new SeenSet();
        this.journal = Journal.open(folder.journal());
    }

    private static Map<String, DatasetClass> mapping(Task task) {
        if (task instanceof Task.Picked picked) {
            return picked.useCases().labels();
        }
        if (task instanceof Task.Strategies strategies) {
            return strategies.labels();
        }
        return task instanceof Task.Triage triage ? triage.labels() : Map.of();
    }

    /** In the order of the request, so that they are the same when it is resumed. */
    private void folders() {
        if (request.task() instanceof Task.Picked picked) {
            for (UseCase useCase : picked.useCases().cases()) {
                names.folder(useCase.name());
                sections.add(new ReportMaker.Section(useCase.name(),
                        "classes with a probability above " + useCase.threshold()));
            }
        } else if (request.task() instanceof Task.Triage triage) {
            names.folder(CONFUSIONS);
            sections.add(new ReportMaker.Section(CONFUSIONS,
                    "the map of the true class beside the map of the class it was taken for"));
            for (Kind kind : Kind.values()) {
                names.folder(kind.id());
                sections.add(new ReportMaker.Section(kind.id(), kind.note(triage)));
            }
        }
    }

    /** Keeps what is done, so that all else is done now. */
    private SeenSet resume() throws OutputException {
        SeenSet done = new SeenSet();
        Journal.compact(folder.journal(), folder.root(), line -> {
            if (line.get("stage").getAsString().equals(Journal.SESSION)) {
                return true;
            }
            Entry entry = Journal.GSON.fromJson(line, Entry.class);
            if (entry.done()) {
                done.add(entry.key());
                if (entry.stem() != null) {
                    names.taken(entry.useCase(), entry.stem());
                }
            }
            return entry.done();
        });
        return done;
    }

    InterpretResult run() throws PellucidException, InterruptedException {
        long begun = System.nanoTime();
        JsonObject session = new JsonObject();
        session.addProperty("stage", Journal.SESSION);
        session.addProperty("begun", Instant.now().toString());
        session.addProperty("done_before", seen.size());
        session.add("asked", asked);
        try (journal) {
            journal.append(session);
            TriageSummary triage = null;
            List<StrategyFinder.Found> strategies = List.of();
            if (request.task() instanceof Task.Picked picked) {
                picked(picked);
            } else if (request.task() instanceof Task.Triage task) {
                triage = triage(task);
            } else if (request.task() instanceof Task.Strategies task) {
                strategies = strategies(task);
            }
            journal.close();
            return finish(triage, strategies, begun);
        } catch (UncheckedIOException e) {
            throw new OutputException(folder.root() + ": " + Reason.of(e.getCause()) + GO_ON, e);
        } catch (OutputException e) {
            throw new OutputException(e.getMessage() + GO_ON, e);
        }
    }

    private void picked(Task.Picked picked) throws PellucidException, InterruptedException {
        long begun = System.nanoTime();
        long total = picked.useCases().cases().stream().mapToLong(each -> each.samples().size()).sum();
        for (UseCase useCase : picked.useCases().cases()) {
            for (String sample : useCase.samples()) {
                explain(useCase.name(), sample, new PictureWork.Wish(useCase.threshold(), false), total);
            }
        }
        phase("explain", begun);
        if (total > 0 && missing == total) {
            throw refused("none of the " + total + " pictures of use cases " + picked.useCases().name() + " is in "
                    + dataset.name() + "; name others with --use-cases, or let them be found with --triage");
        }
    }

    /** Ends a run that cannot lead to anything, however often it is resumed. */
    private InputException refused(String why) throws OutputException {
        journal.close();
        folder.forget();
        return new InputException(why);
    }

    private void explain(String useCase, String id, PictureWork.Wish wish, long total)
            throws PellucidException, InterruptedException {
        checkCancelled();
        listener.step("pictures", step++, total);
        if (seen.contains(Entry.key(Entry.EXPLAIN, useCase, id))) {
            return;
        }
        Optional<Sample> sample = Optional.empty();
        Entry entry;
        try {
            sample = dataset.find(id);
            missing += sample.isPresent() ? 0 : 1;
            entry = sample.isPresent() ? work.explain(sample.get(), useCase, wish, listener)
                    : Entry.failed(Entry.EXPLAIN, useCase, id, "not in the data set", true);
        } catch (InputException e) {
            if (sample.isPresent()) {
                throw e;
            }
            entry = Entry.failed(Entry.EXPLAIN, useCase, id, e.getMessage(), false);
        }
        journal.append(entry);
        listener.picture(entry.toPicture(folder.root()));
    }

    private void checkCancelled() throws InterruptedException {
        if (Thread.interrupted() || listener.cancelled()) {
            throw new InterruptedException("the run was interrupted; go on with --resume");
        }
    }

    private void phase(String name, long begun) {
        timings.put(name, (System.nanoTime() - begun) / 1e6);
    }

    private TriageSummary triage(Task.Triage task) throws PellucidException, InterruptedException {
        long begun = System.nanoTime();
        Sorter sorter = new Sorter(task);
        Predictions predictions = new Predictions(model, request.settings(), task, parts.explainer(), parts.images(),
                truths);
        everyPicture(Entry.PREDICT, predictions::predict, sorter::add);
        phase("predict", begun);
        if (sorter.pictures() > 0 && sorter.labelled() == 0) {
            throw refused(dataset.name() + ": of none of its " + sorter.pictures()
                    + " pictures is the true class known and one of the model's, so there is nothing to sort them by; "
                    + (truths.unknown().isEmpty() ? "sort them into a folder for each class"
                            : "its classes are " + String.join(", ", truths.unknown())
                                    + ": name them in a label file (--labels) or a use-case file (--use-cases)"));
        }
        explainTelling(task, sorter);
        return summary(sorter);
    }

    /** Works on all pictures of the data set, and hands on the entries of those that are done, now or before. */
    private void everyPicture(String stage, EveryPicture.Work work, Consumer<Entry> sink)
            throws PellucidException, InterruptedException {
        if (seen.size() > 0) {
            for (Entry entry : Journal.entries(folder.journal(), stage, null)) {
                sink.accept(entry);
                step++;
            }
        }
        long total = dataset.size().orElse(-1);
        new EveryPicture(stage, seen, work).run(dataset, entry -> {
            checkCancelled();
            journal.append(entry);
            if (entry.done()) {
                sink.accept(entry);
            } else {
                listener.picture(entry.toPicture(folder.root()));
            }
            listener.step("pictures", ++step, total);
        });
    }

    private List<StrategyFinder.Found> strategies(Task.Strategies task) throws PellucidException, InterruptedException {
        long begun = System.nanoTime();
        StrategyFinder finder = new StrategyFinder(parts, model, dataset, request.settings(), truths, listener);
        everyPicture(Entry.LOOK, finder::look, finder::add);
        phase("look", begun);
        long grouped = System.nanoTime();
        List<StrategyFinder.Found> found = finder.find(task.least());
        phase("cover", grouped);
        return found;
    }

    private void explainTelling(Task.Triage task, Sorter sorter) throws PellucidException, InterruptedException {
        long begun = System.nanoTime();
        List<Sorter.Confused> confusions = sorter.confusions();
        long total = confusions.size();
        for (Kind kind : Kind.values()) {
            total += sorter.telling(kind).size();
        }
        step = 0;
        for (Sorter.Confused confused : confusions) {
            explain(CONFUSIONS, confused.sample(), new PictureWork.Wish(task.two(), true), total);
        }
        for (Kind kind : Kind.values()) {
            for (String sample : sorter.telling(kind)) {
                explain(kind.id(), sample, new PictureWork.Wish(kind.explained(task), false), total);
            }
        }
        phase("explain", begun);
    }

    private TriageSummary summary(Sorter sorter) {
        Map<String, MapComparison> comparisons = new LinkedHashMap<>();
        for (Entry entry : Journal.entries(folder.journal(), Entry.EXPLAIN, CONFUSIONS)) {
            if (entry.contrast() != null) {
                comparisons.put(entry.sample(), entry.contrast().comparison());
            }
        }
        List<Confusion> confusions = new ArrayList<>();
        for (Sorter.Confused each : sorter.confusions()) {
            confusions.add(new Confusion(each.truth(), each.predicted(), each.count(), each.sample(),
                    Optional.ofNullable(comparisons.get(each.sample()))));
        }
        return new TriageSummary(sorter.pictures(), sorter.kinds(), sorter.labelled(), sorter.right(), confusions);
    }

    /** The stage that every picture goes through. */
    private String stage() {
        return request.task() instanceof Task.Triage ? Entry.PREDICT
                : request.task() instanceof Task.Strategies ? Entry.LOOK : Entry.EXPLAIN;
    }

    private InterpretResult finish(TriageSummary triage, List<StrategyFinder.Found> found, long begun)
            throws PellucidException, InterruptedException {
        String stage = stage();
        List<Strategy> strategies = found.stream().map(StrategyFinder.Found::strategy).toList();
        Tally tally = new Tally();
        for (Entry entry : Journal.entries(folder.journal(), stage, null)) {
            tally.add(entry);
        }
        if (triage != null) {
            // A picture may be predicted and not explained.
            for (Entry entry : Journal.entries(folder.journal(), Entry.EXPLAIN, null)) {
                if (!entry.done()) {
                    tally.add(entry);
                }
            }
        }
        List<Path> matrices = request.figures().isPresent() ? matrices(request.figures().get()) : List.of();
        List<String> notes = notes(tally, matrices, strategies);
        List<Path> outputs = new ArrayList<>(matrices);
        Optional<Path> report = Optional.empty();
        if (request.report()) {
            report = Optional.of(report(triage, found, tally, notes));
            outputs.add(report.get());
        }
        phase("total", begun);
        new Manifest(folder).write(head(), tally, triage, strategies, notes, timings, outputs, stage);
        return new InterpretResult(folder.manifest(), report, matrices, tally.done(), tally.failed(), tally.missing(),
                notes, Optional.ofNullable(triage), strategies);
    }

    private List<String> notes(Tally tally, List<Path> matrices, List<Strategy> strategies) throws PellucidException {
        List<String> notes = new ArrayList<>(parts.explainer().notes(model, request.settings()));
        if (!truths.unknown().isEmpty()) {
            notes.add("These classes of the data set are none of the model's, so their pictures have no probability of "
                    + "the true class: " + String.join(", ", truths.unknown()));
        }
        if (request.task() instanceof Task.Strategies task && strategies.isEmpty()) {
            notes.add("No class has " + task.least() + " pictures: give more of them, or ask for fewer with --least");
        }
        if (tally.done() > ReportMaker.MOST_ROWS && request.report()) {
            notes.add("The report lists the first " + ReportMaker.MOST_ROWS + " of " + tally.done()
                    + " pictures; the manifest has them all.");
        }
        if (request.figures().filter(FigureOptions::print).isPresent() && !matrices.isEmpty()
                && matrices.stream().noneMatch(Matrices::isForPrint)) {
            notes.add("No matrix was made for print: those for the screen show every pixel of their pictures already");
        }
        return notes;
    }

    private List<Path> matrices(FigureOptions options) throws PellucidException, InterruptedException {
        long begun = System.nanoTime();
        Matrices maker = new Matrices(parts.matrices(), parts.images(), folder, this::original, request.painting(),
                options.print());
        FigureLayout layout = options.layout().or(() -> request.task() instanceof Task.Picked picked
                ? picked.useCases().layout() : Optional.empty()).orElse(FigureLayout.ROWS);
        List<Path> files = new ArrayList<>();
        for (ReportMaker.Section section : sections) {
            checkCancelled();
            String name = names.folder(section.useCase());
            Iterable<Entry> entries = Journal.entries(folder.journal(), Entry.EXPLAIN, section.useCase());
            // Confusions compare two maps of one picture, which belong side by side.
            boolean contrast = request.task() instanceof Task.Triage && section.useCase().equals(CONFUSIONS);
            files.addAll(layout == FigureLayout.NOTEBOOK && !contrast
                    ? maker.notebook(section.useCase(), name, entries, options.columns())
                    : maker.rows(Prediction.words(section.useCase()), name, entries, options.columns()));
        }
        phase("matrices", begun);
        return files;
    }

    /** A figure shows the picture itself in full; if it has gone meanwhile, what the report shows must do. */
    private Optional<Picture> original(String id) {
        try {
            Optional<Sample> sample = dataset.find(id);
            return sample.isPresent() ? Optional.of(Decoded.of(sample.get(), parts.images()).picture())
                    : Optional.empty();
        } catch (InputException e) {
            return Optional.empty();
        }
    }

    private Path report(TriageSummary triage, List<StrategyFinder.Found> found, Tally tally, List<String> notes)
            throws PellucidException {
        long begun = System.nanoTime();
        List<ReportFact> summary = new ArrayList<>();
        summary.add(new ReportFact("Data set", dataset.name()));
        summary.add(new ReportFact("Model", model.name()));
        summary.add(new ReportFact("Method", method.name()));
        summary.add(new ReportFact("Device", request.settings().device()));
        summary.add(new ReportFact("Precision", request.settings().precision().id()));
        summary.add(new ReportFact("Pictures done", Long.toString(tally.done())));
        summary.add(new ReportFact("Pictures failed", Long.toString(tally.failed())));
        List<String> findings = new ArrayList<>();
        if (triage != null) {
            summary.add(new ReportFact("Accuracy", ReportMaker.percent(triage.accuracy())));
            findings.addAll(Findings.of(triage));
        }
        found.stream().map(StrategyFinder.Found::strategy).filter(Strategy::shortcut)
                .forEach(strategy -> findings.add(strategy.words()));
        findings.addAll(notes);
        if (!tally.missing().isEmpty()) {
            findings.add("Not in the data set: " + String.join(", ", tally.missing()));
        }
        Path file = folder.root().resolve("report.html");
        Assets assets = new Assets(parts.images(), folder, request.assets(), request.painting().colormap());
        Path legend = folder.root().resolve(assets.legend());
        parts.reports().write(new ReportMaker(folder).make("Interpretation of " + dataset.name(), summary, findings,
                sections, triage, stage(), new StrategyPages(found, assets, this::original).galleries(), legend), file,
                request.assets());
        phase("report", begun);
        return file;
    }

    private JsonObject head() {
        JsonObject head = new JsonObject();
        head.add("versions", Journal.GSON.toJsonTree(parts.versions()));
        head.add("asked", asked);
        JsonObject modelJson = new JsonObject();
        modelJson.addProperty("name", model.name());
        modelJson.addProperty("file", model.file().toString());
        modelJson.addProperty("sha256", model.contentHash());
        model.output().ifPresent(output -> modelJson.addProperty("output", output));
        modelJson.addProperty("method", method.name());
        modelJson.addProperty("method_reason", method.reason());
        head.add("model", modelJson);
        JsonObject data = new JsonObject();
        data.addProperty("name", dataset.name());
        dataset.size().ifPresent(size -> data.addProperty("size", size));
        head.add("dataset", data);
        head.addProperty("finished", Instant.now().toString());
        return head;
    }

}
