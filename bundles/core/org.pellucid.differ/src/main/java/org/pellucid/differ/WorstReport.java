package org.pellucid.differ;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.pellucid.api.PellucidException;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.diff.RuleResult;
import org.pellucid.api.explain.Prediction;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.image.Picture;
import org.pellucid.api.render.RenderOptions;
import org.pellucid.api.report.Report;
import org.pellucid.api.report.ReportFact;
import org.pellucid.api.report.ReportFigure;
import org.pellucid.api.report.ReportGallery;
import org.pellucid.api.report.ReportMap;
import org.pellucid.api.report.ReportRow;
import org.pellucid.api.report.ReportTable;
import org.pellucid.api.report.ReportWriter;
import org.pellucid.files.WholeFile;

/** The page of the pictures that drifted most, the old map beside the new one. */
final class WorstReport {
    private static final int PICTURE = 320;
    private static final int MAP = 64;

    private final ImageService images;
    private final ReportWriter writer;

    WorstReport(ImageService images, ReportWriter writer) {
        this.images = images;
        this.writer = writer;
    }

    /** @return the file */
    Path write(Path folder, String title, Map<String, Double> figures, List<RuleResult> rules, List<String> findings,
            List<DiffRun.Drifted> worst, Dataset dataset) throws PellucidException, IOException {
        Path file = folder.resolve("report.html");
        // They are embedded into the page, and gone then.
        Path parts = Files.createTempDirectory(folder, ".pellucid-report");
        try {
            List<ReportFigure> shown = new ArrayList<>();
            List<ReportRow> rows = new ArrayList<>();
            for (DiffRun.Drifted drifted : worst) {
                Optional<Sample> sample = dataset.find(drifted.row().picture());
                if (sample.isPresent()) {
                    String id = Integer.toString(shown.size() + 1);
                    shown.add(figure(id, sample.get().picture(), drifted, parts));
                    rows.add(row(id, drifted.row()));
                }
            }
            Path legend = save(parts, "legend", images.ramp(RenderOptions.DEFAULTS.colormap()));
            ReportGallery gallery = new ReportGallery("Greatest drift",
                    Optional.of("drift is 1 less the rank correlation of the old and the new map of the class that the"
                            + " old model answers"),
                    shown);
            writer.write(new Report(title, facts(figures), findings, List.of(table(rules)), List.of(gallery), rows,
                    Optional.of(legend)), file, false);
        } finally {
            delete(parts);
        }
        return file;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private static List<ReportFact> facts(Map<String, Double> figures) {
        List<ReportFact> facts = new ArrayList<>();
        figures.forEach((path, value) -> {
            if (!value.isNaN()) {
                facts.add(new ReportFact(path, Tally.COUNTS.contains(path) ? Long.toString(Math.round(value))
                        : number(value)));
            }
        });
        return facts;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private static ReportTable table(List<RuleResult> rules) {
        return new ReportTable("Rules", Optional.of("a rule fails where its condition holds"),
                List.of("rule", "value", "passed"),
                rules.stream().map(rule -> List.of(rule.rule(),
                        rule.value().isPresent() ? number(rule.value().getAsDouble()) : "unknown",
                        rule.passed() ? "yes" : "no")).toList());
    }

    private ReportFigure figure(String id, Picture picture, DiffRun.Drifted drifted, Path parts)
            throws PellucidException, IOException {
        Row row = drifted.row();
        int[] size = size(picture, PICTURE);
        Path shown = save(parts, id, images.resize(picture, size[0], size[1]));
        List<ReportMap> maps = new ArrayList<>();
        if (drifted.older().shown().isPresent()) {
            maps.add(map("old: ", id + "-old", row.older(), drifted.older().shown().get(), picture, parts));
        }
        if (drifted.newer().shown().isPresent()) {
            maps.add(map("new: ", id + "-new", row.newer(), drifted.newer().shown().get(), picture, parts));
        }
        List<ReportFact> facts = new ArrayList<>();
        facts.add(new ReportFact("drift", number(row.look().drift())));
        facts.add(new ReportFact("overlap of the top 20 %", number(row.look().overlap())));
        facts.add(new ReportFact("shift, share of the diagonal", number(row.look().shift())));
        row.truth().ifPresent(truth -> facts.add(new ReportFact("true class", truth)));
        if (row.olderEnergy().isPresent() && row.newerEnergy().isPresent()) {
            facts.add(new ReportFact("map on the object", number(row.olderEnergy().getAsDouble()) + " → "
                    + number(row.newerEnergy().getAsDouble())));
        }
        String words = row.same() ? "The same answer." : "The answer changed.";
        return new ReportFigure(id, row.picture(), shown, size[0], size[1], maps, facts, Optional.of(words));
    }

    private ReportMap map(String who, String name, Row.Answer answer, SaliencyMap map, Picture picture, Path parts)
            throws PellucidException, IOException {
        int[] size = size(picture, MAP);
        byte[] values = images.resizeMap(map.values(), map.width(), map.height(), map.scale(), map.placement(),
                size[0], size[1]);
        Picture painted = images.paint(name, values, size[0], size[1], RenderOptions.DEFAULTS.colormap());
        return new ReportMap(who + map.words() + ", answers " + Prediction.words(answer.label()) + " "
                + Prediction.twoDecimals(answer.probability()), save(parts, name, painted), List.of());
    }

    private static int[] size(Picture picture, int longest) {
        double scale = Math.min(1, (double) longest / Math.max(picture.width(), picture.height()));
        return new int[] {(int) Math.max(1, Math.round(picture.width() * scale)),
                (int) Math.max(1, Math.round(picture.height() * scale))};
    }

    private Path save(Path folder, String name, Picture picture) throws PellucidException, IOException {
        Path file = folder.resolve(name + ".jpg");
        byte[] encoded = images.encode(picture, "jpg");
        WholeFile.write(file, out -> out.write(encoded));
        return file;
    }

    private static ReportRow row(String id, Row row) {
        return new ReportRow(row.picture(), row.same() ? "same answer" : "changed answer", row.truth(),
                OptionalDouble.empty(), Optional.of(row.newer().label()),
                OptionalDouble.of(row.newer().probability()), "done", Optional.empty(), Optional.of(id));
    }
}
