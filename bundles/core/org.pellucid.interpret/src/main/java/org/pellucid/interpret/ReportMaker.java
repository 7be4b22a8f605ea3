package org.pellucid.interpret;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.pellucid.api.explain.Prediction;
import org.pellucid.api.interpret.Confusion;
import org.pellucid.api.interpret.MapComparison;
import org.pellucid.api.interpret.TriageSummary;
import org.pellucid.api.report.Report;
import org.pellucid.api.report.ReportFact;
import org.pellucid.api.report.ReportFigure;
import org.pellucid.api.report.ReportGallery;
import org.pellucid.api.report.ReportMap;
import org.pellucid.api.report.ReportRow;
import org.pellucid.api.report.ReportTable;
import org.pellucid.files.Sha256;

/** Turns a journal into a report. Figures and rows are made from the journal while the report is written. */
final class ReportMaker {
    /** A browser could not do with more; the manifest has them all. */
    static final int MOST_ROWS = 20_000;

    /** Stands in a table for a number that is not known. */
    private static final String UNKNOWN = "–";

    private final RunFolder folder;

    ReportMaker(RunFolder folder) {
        this.folder = folder;
    }

    /**
     * A gallery to be.
     *
     * @param useCase use case or kind
     * @param note    what it holds
     */
    record Section(String useCase, String note) {
    }

    /**
     * @param stage      that every picture goes through
     * @param strategies galleries of them
     * @param legend     the colours of the maps, a picture
     */
    Report make(String title, List<ReportFact> summary, List<String> findings, List<Section> sections,
            TriageSummary triage, String stage, List<ReportGallery> strategies, Path legend) {
        List<ReportTable> tables = new ArrayList<>();
        if (triage != null) {
            tables.add(kinds(triage, sections));
            if (!triage.confusions().isEmpty()) {
                tables.add(confusions(triage));
            }
        }
        List<ReportGallery> galleries = new ArrayList<>(strategies);
        for (Section section : sections) {
            Iterable<Entry> entries = Journal.entries(folder.journal(), Entry.EXPLAIN, section.useCase());
            if (StreamSupport.stream(entries.spliterator(), false).anyMatch(Entry::done)) {
                galleries.add(new ReportGallery(Prediction.words(section.useCase()), Optional.of(section.note()),
                        mapped(entries, Entry::done, this::figure)));
            }
        }
        Iterable<ReportRow> rows;
        if (stage.equals(Entry.EXPLAIN)) {
            rows = mapped(Journal.entries(folder.journal(), Entry.EXPLAIN, null), entry -> true,
                    entry -> row(entry, entry.done() ? Optional.of(id(entry)) : Optional.empty()));
        } else {
            Map<String, String> figures = new HashMap<>();
            for (Entry entry : Journal.entries(folder.journal(), Entry.EXPLAIN, null)) {
                if (entry.done()) {
                    figures.put(entry.sample(), id(entry));
                }
            }
            rows = mapped(Journal.entries(folder.journal(), stage, null), entry -> true,
                    entry -> row(entry, Optional.ofNullable(figures.get(entry.sample()))));
        }
        return new Report(title, summary, findings, tables, galleries, limited(rows), Optional.of(legend));
    }

    private static ReportTable kinds(TriageSummary triage, List<Section> sections) {
        Map<String, String> notes = new HashMap<>();
        sections.forEach(section -> notes.put(section.useCase(), section.note()));
        List<List<String>> rows = new ArrayList<>();
        triage.kinds().forEach((kind, count) -> rows.add(List.of(Prediction.words(kind), Long.toString(count),
                percent((double) count / Math.max(1, triage.pictures())), notes.getOrDefault(kind, ""))));
        return new ReportTable("Kinds", Optional.empty(), List.of("kind", "pictures", "share", "meaning"), rows);
    }

    private static ReportTable confusions(TriageSummary triage) {
        List<List<String>> rows = new ArrayList<>();
        for (Confusion confusion : triage.confusions()) {
            rows.add(List.of(Prediction.words(confusion.truth()), Prediction.words(confusion.predicted()),
                    Long.toString(confusion.count()),
                    confusion.comparison().map(found -> decimal(found.overlap())).orElse(UNKNOWN),
                    confusion.comparison().map(found -> decimal(found.rankCorrelation())).orElse(UNKNOWN),
                    confusion.comparison().map(found -> found.finding().words()).orElse(""),
                    confusion.sample()));
        }
        return new ReportTable("Confusions",
                Optional.of("Classes that are taken for another, most frequent first. For the picture "
                        + "in which the model is surest, the map of the true class is compared with that of the predicted one: "
                        + "intersection over union of the most salient 20 % of both, and rank correlation."),
                List.of("true class", "predicted class", "pictures", "overlap", "rank correlation", "in words",
                        "compared in"),
                rows);
    }

    static String percent(OptionalDouble share) {
        return share.isPresent() ? percent(share.getAsDouble()) : "unknown";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String decimal(OptionalDouble value) {
        return value.isPresent() ? decimal(value.getAsDouble()) : UNKNOWN;
    }

    static String decimal(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String id(Entry entry) {
        return Sha256.of(entry.useCase() + '\n' + entry.sample()).substring(0, 16);
    }

    private ReportFigure figure(Entry entry) {
        List<ReportMap> maps = new ArrayList<>();
        for (Entry.MapEntry map : entry.maps()) {
            maps.add(new ReportMap(Captions.map(entry, map), folder.root().resolve(map.asset()), paths(map.files())));
        }
        List<ReportFact> facts = new ArrayList<>();
        for (Scored scored : entry.predictions()) {
            facts.add(new ReportFact("P(" + Prediction.words(scored.label()) + ")",
                    String.format(Locale.ROOT, "%.4f", scored.probability())));
        }
        if (entry.truth() != null) {
            Double probability = entry.truth().probability();
            facts.add(new ReportFact("True class", Prediction.words(entry.truth().label())
                    + (probability == null ? "" : String.format(Locale.ROOT, ", P = %.4f", probability))));
        }
        Optional<MapComparison> comparison = Optional.ofNullable(entry.contrast()).map(Contrast::comparison);
        comparison.ifPresent(found -> {
            facts.add(new ReportFact("Overlap of the top 20 %", decimal(found.overlap())));
            facts.add(new ReportFact("Rank correlation", decimal(found.rankCorrelation())));
        });
        return new ReportFigure(id(entry), entry.sample(), folder.root().resolve(entry.picture().file()),
                entry.picture().width(), entry.picture().height(), maps, facts,
                comparison.map(found -> found.finding().words()));
    }

    private List<Path> paths(List<String> files) {
        return files.stream().map(file -> folder.root().resolve(file)).toList();
    }

    private static ReportRow row(Entry entry, Optional<String> figure) {
        Truth truth = entry.truth();
        return new ReportRow(entry.sample(), entry.useCase() == null ? "" : Prediction.words(entry.useCase()),
                Optional.ofNullable(truth).map(known -> Prediction.words(known.label())),
                truth == null || truth.probability() == null ? OptionalDouble.empty()
                        : OptionalDouble.of(truth.probability()),
                entry.done() ? Optional.of(Prediction.words(entry.best().label())) : Optional.empty(),
                entry.done() ? OptionalDouble.of(entry.best().probability()) : OptionalDouble.empty(), entry.status(),
                Optional.ofNullable(entry.reason()), figure);
    }

    private static <T> Iterable<T> mapped(Iterable<Entry> entries, Predicate<Entry> kept, Function<Entry, T> mapping) {
        return () -> StreamSupport.stream(entries.spliterator(), false).filter(kept).map(mapping).iterator();
    }

    private static <T> Iterable<T> limited(Iterable<T> all) {
        return () -> {
            Iterator<T> iterator = all.iterator();
            return new Iterator<>() {
                private int count;

                @Override
                public boolean hasNext() {
                    return count < MOST_ROWS && iterator.hasNext();
                }

                @Override
                public T next() {
                    count++;
                    return iterator.next();
                }
            };
        };
    }
}
