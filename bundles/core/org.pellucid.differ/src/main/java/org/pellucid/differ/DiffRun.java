package org.pellucid.differ;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import org.pellucid.api.InputException;
import org.pellucid.api.OutputException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.DatasetClass;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.SampleObject;
import org.pellucid.api.dataset.Samples;
import org.pellucid.api.diff.Diff;
import org.pellucid.api.diff.DiffListener;
import org.pellucid.api.diff.DiffRequest;
import org.pellucid.api.diff.RuleResult;
import org.pellucid.api.image.Picture;
import org.pellucid.api.evaluate.FailedPicture;
import org.pellucid.grid.GridMap;
import org.pellucid.pipeline.Pipeline;

/** One comparison: each picture goes through both models, several pictures at a time. For one thread. */
final class DiffRun {
    /** The first pictures and then every tenth tell the floor: enough for its quantile, and little beside the rest. */
    private static final int FLOOR_FIRST = 16;
    private static final int FLOOR_EVERY = 10;
    private static final int WORST = 20;
    private static final int MOST_FAILURES = 1000;

    /** A picture that drifted, and what shows it. */
    record Drifted(Row row, Look older, Look newer) {
        double drift() {
            return row.look().drift();
        }
    }

    /** A sample, or why there is none in its place. */
    private record Item(long index, Sample sample, String error) {
    }

    /** What became of a sample. */
    private record Outcome(String id, Drifted drifted, OptionalDouble floor, String error) {
        static Outcome failed(String id, String error) {
            return new Outcome(id, null, OptionalDouble.empty(), error);
        }
    }

    private final Older older;
    private final Subject newer;
    private final Dataset dataset;
    private final DiffRequest request;
    private final DiffListener listener;
    private final WorstReport report;
    private final Alignment alignment;
    private final List<Rule> rules = new ArrayList<>();
    private final Tally tally;
    private final List<FailedPicture> failures = new ArrayList<>();
    private final PriorityQueue<Drifted> worst = new PriorityQueue<>(Comparator.comparingDouble(Drifted::drift));
    private long begun;
    private long taken;

    DiffRun(Older older, Subject newer, Dataset dataset, DiffRequest request, DiffListener listener,
            WorstReport report) throws PellucidException {
        this.older = older;
        this.newer = newer;
        this.dataset = dataset;
        this.request = request;
        this.listener = listener;
        this.report = report;
        this.tally = new Tally(request.grid(), request.older().seed());
        Set<String> paths = Tally.paths();
        for (String rule : request.rules()) {
            rules.add(Rule.parse(rule, paths));
        }
        this.alignment = new Alignment(older.name(), older.labels(), newer.name(), newer.labels());
    }

    Diff run() throws PellucidException, InterruptedException {
        try (DiffFiles files = new DiffFiles(request.output())) {
            files.baseline(Baseline.header(newer.name(), newer.method(), dataset.name(), request.grid(),
                    newer.labels()));
            compareAll(files);
            Map<String, Double> figures = tally.figures();
            List<RuleResult> judged = rules.stream().map(rule -> rule.judge(figures)).toList();
            List<Drifted> shown = worst.stream().sorted(Comparator.comparingDouble(Drifted::drift).reversed()
                    .thenComparing(each -> each.row().picture())).toList();
            List<String> findings = findings(figures);
            files.end(new DiffDocument(older.name(), newer.name(), methods(), dataset.name(), floorWords(), figures,
                    judged, tally.classes(), shown.stream().map(Drifted::row).toList(), alignment, failures, findings));
            List<Path> written = new ArrayList<>(files.written());
            if (!shown.isEmpty()) {
                written.add(report.write(request.output(), older.name() + " → " + newer.name(), figures, judged,
                        findings, shown, dataset));
            }
            return Diff.of(older.name(), newer.name(), figures, judged, failures, findings, written);
        } catch (IOException e) {
            throw OutputException.unwritable(request.output(), e);
        }
    }

    private String methods() {
        return older.method().equals(newer.method()) ? newer.method() : older.method() + ", " + newer.method();
    }

    private String floorWords() {
        return older.isHere() ? older.name() + ", " + older.noise() : newer.name() + ", " + newer.noise();
    }

    private void compareAll(DiffFiles files) throws PellucidException, InterruptedException {
        OptionalLong total = dataset.size();
        try (Samples samples = dataset.samples()) {
            Pipeline.run(() -> next(samples, total), this::compare, outcome -> take(outcome, files),
                    newer.isBlackBox() ? 1 : Pipeline.jobs(), "pellucid-diff");
        }
    }

    private Optional<Item> next(Samples samples, OptionalLong total) throws InterruptedException {
        if (listener.cancelled()) {
            throw new InterruptedException("cancelled");
        }
        Optional<Item> item = Optional.empty();
        try {
            item = samples.next().map(sample -> new Item(begun, sample, ""));
        } catch (InputException e) {
            item = Optional.of(new Item(begun, null, e.getMessage()));
        }
        begun += item.isPresent() ? 1 : 0;
        return item;
    }

    /** In one of several threads: nothing of this run changes here. */
    private Outcome compare(Item item) throws PellucidException, InterruptedException {
        if (item.sample() == null) {
            return Outcome.failed(dataset.name(), item.error());
        }
        try {
            return compare(item.index(), item.sample());
        } catch (InputException e) {
            return Outcome.failed(item.sample().id(), e.getMessage());
        }
    }

    private void take(Outcome outcome, DiffFiles files) throws PellucidException {
        listener.picture(taken++, dataset.size(), outcome.id());
        if (outcome.drifted() == null) {
            tally.failed();
            if (failures.size() < MOST_FAILURES) {
                failures.add(new FailedPicture(outcome.id(), outcome.error()));
            }
            return;
        }
        outcome.floor().ifPresent(tally::floor);
        tally.add(outcome.drifted().row());
        worst.add(outcome.drifted());
        if (worst.size() > WORST) {
            worst.remove();
        }
        try {
            files.row(outcome.drifted().row());
            files.baseline(Baseline.line(outcome.id(), outcome.drifted().newer()));
        } catch (IOException e) {
            throw OutputException.unwritable(request.output(), e);
        }
    }

    private Outcome compare(long index, Sample sample) throws PellucidException, InterruptedException {
        Picture picture = sample.picture();
        Look before = older.look(picture, sample);
        OptionalInt partner = alignment.partner(before.index());
        if (partner.isEmpty()) {
            throw new InputException(older.name() + " answers " + before.label() + ", a class that " + newer.name()
                    + " does not know");
        }
        Look after = newer.look(picture, sample, partner);
        double aspect = (double) picture.width() / picture.height();
        GridMap olderMap = before.maps().get(before.index());
        GridMap newerMap = after.maps().get(partner.getAsInt());
        OptionalDouble floor = OptionalDouble.empty();
        if (index < FLOOR_FIRST || index % FLOOR_EVERY == 0) {
            floor = OptionalDouble.of(older.isHere()
                    ? olderMap.compare(older.again(picture, before.index()), aspect).drift()
                    : newerMap.compare(newer.again(picture, partner.getAsInt()), aspect).drift());
        }
        List<SampleObject> objects = sample.objects().stream().limit(sample.truth().isPresent() ? 1 : 0).toList();
        Row row = new Row(sample.id(), before.answer(), after.answer(), after.index() == partner.getAsInt(),
                sample.truth().map(DatasetClass::label), olderMap.compare(newerMap, aspect),
                truthDrift(sample, before, after, aspect), energy(olderMap, objects, picture),
                energy(newerMap, objects, picture));
        return new Outcome(sample.id(), new Drifted(row, before, after), floor, "");
    }

    private OptionalDouble truthDrift(Sample sample, Look before, Look after, double aspect) {
        OptionalInt truth = newer.truth(sample);
        if (truth.isEmpty() || !after.maps().containsKey(truth.getAsInt())) {
            return OptionalDouble.empty();
        }
        for (Map.Entry<Integer, GridMap> map : before.maps().entrySet()) {
            if (alignment.partner(map.getKey()).equals(truth)) {
                return OptionalDouble.of(map.getValue().compare(after.maps().get(truth.getAsInt()), aspect).drift());
            }
        }
        return OptionalDouble.empty();
    }

    private static OptionalDouble energy(GridMap map, List<SampleObject> objects, Picture picture) {
        double energy = objects.isEmpty() ? Double.NaN : map.energy(objects, picture.width(), picture.height());
        return Double.isNaN(energy) ? OptionalDouble.empty() : OptionalDouble.of(energy);
    }

    private List<String> findings(Map<String, Double> figures) {
        List<String> findings = new ArrayList<>();
        double pictures = figures.get("pictures");
        if (pictures == 0) {
            return List.of("no picture could be compared");
        }
        findings.add(String.format(Locale.ROOT,
                "%.0f of %.0f pictures have the same answer from another place (drift above %.3f)",
                figures.get("counts.same_moved"), pictures, figures.get("moved_above")));
        findings.add(String.format(Locale.ROOT, "the answer changed for %.0f of them, in %.0f together with the place",
                figures.get("counts.changed_same") + figures.get("counts.changed_moved"),
                figures.get("counts.changed_moved")));
        if (!figures.get("counts.negative_flips").isNaN()) {
            findings.add(
                    String.format(Locale.ROOT, "%.0f that were right are wrong now, %.0f that were wrong are right",
                            figures.get("counts.negative_flips"), figures.get("counts.positive_flips")));
        }
        if (!figures.get("energy.old").isNaN() && !figures.get("energy.new").isNaN()) {
            findings.add(String.format(Locale.ROOT, "of the maps %.0f %% lay on the object and %.0f %% do now",
                    100 * figures.get("energy.old"), 100 * figures.get("energy.new")));
        }
        return findings;
    }
}
