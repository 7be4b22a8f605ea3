package org.pellucid.command.rows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.pellucid.api.InputException;
import org.pellucid.api.OutputException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.command.CommandGroup;
import org.pellucid.api.command.CommandOption;
import org.pellucid.api.command.spi.Command;
import org.pellucid.api.command.spi.CommandCall;
import org.pellucid.api.explain.Prediction;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.image.Picture;
import org.pellucid.api.report.Report;
import org.pellucid.api.report.ReportFact;
import org.pellucid.api.report.ReportFigure;
import org.pellucid.api.report.ReportGallery;
import org.pellucid.api.report.ReportMap;
import org.pellucid.api.report.ReportTable;
import org.pellucid.api.report.ReportWriter;
import org.pellucid.api.rows.RowColumn;
import org.pellucid.command.option.FileOptions;
import org.pellucid.files.Folders;
import org.pellucid.files.Reason;

/** Makes a report of the rows of a run. */
@Component(service = Command.class, property = Command.NAME + "=report")
public final class ReportCommand extends TableCommand {
    private static final int MOST_CLASSES = 100;
    private static final int MOST_FIGURES = 24;
    /** Longer side of a picture in the report, pixels. */
    private static final int SIDE = 224;

    /** Made by Declarative Services. */
    public ReportCommand() {
        super(CommandGroup.DATA, "makes a report of a table of rows, wherever it was written", "report", "report.html",
                "pellucid report maps", "pellucid report -o report.html rows-1-of-2.parquet rows-2-of-2.parquet");
    }

    @Override
    public String details() {
        return "Takes tables as JSON Lines or Parquet, or all tables in a folder, of one run. The report says how many"
                + " pictures were done, what they were taken for, and what for wrongly where the rows know the true"
                + " class; for each of the " + MOST_FIGURES + " most frequent classes it shows the mean of the maps,"
                + " over the picture the model is surest of, if that is still where the rows say.";
    }

    @Override
    public List<CommandOption> options() {
        List<CommandOption> options = super.options();
        options.add(CommandOption.value(FileOptions.COLORMAP, "NAME", "colour map of the maps (default jet)")
                .completedBy(line -> line.service(ImageService.class).colormaps()));
        return options;
    }

    @Override
    Made make(CommandCall call, List<Path> tables, String shown, Path output)
            throws PellucidException, InterruptedException {
        ReportWriter writer = call.service(ReportWriter.class);
        Figures figures = new Figures(call, call.service(ImageService.class));
        figures.images.ramp(figures.colormap); // a wrong name is said before anything is read
        RowTally tally = new RowTally();
        for (Path table : tables) {
            RowFiles.each(call, table, (row, key, place) -> tally.add(row, key, table));
        }
        try {
            figures.folder = Files.createTempDirectory("pellucid-report-");
            try {
                writer.write(report(tally, tables, figures), output, false);
            } finally {
                Folders.delete(figures.folder);
            }
        } catch (IOException e) {
            throw new OutputException("report " + shown + " cannot be written: " + Reason.of(e), e);
        }
        RowTally.Counts counts = tally.counts();
        return new Made(shown, counts.pictures(), counts.rows(), counts.failed(), 0);
    }

    private static Report report(RowTally tally, List<Path> tables, Figures figures)
            throws PellucidException, IOException {
        RowTally.Counts counts = tally.counts();
        String names = String.join(", ", tables.stream().map(table -> table.getFileName().toString()).toList());
        List<ReportFact> summary = new ArrayList<>();
        summary.add(new ReportFact("Rows", names));
        summary.add(new ReportFact("Pictures", counts.pictures() + ", " + counts.failed() + " failed"));
        summary.add(new ReportFact("Method", String.join(", ", tally.methods())));
        if (!tally.layers().isEmpty()) {
            summary.add(new ReportFact("Insertion layer", String.join(", ", tally.layers())));
        }
        summary.add(new ReportFact("Time a picture", String.format(Locale.ROOT, "%.1f ms", counts.meanMillis())));
        List<String> findings = new ArrayList<>();
        if (counts.known() > 0) {
            findings.add(
                    String.format(Locale.ROOT, "%d of %d pictures with a known true class are taken for it: %.1f %%.",
                            counts.right(), counts.known(), 100.0 * counts.right() / counts.known()));
        }
        if (counts.pictures() > tally.listed().size()) {
            findings.add("The table lists the first " + tally.listed().size() + " of " + counts.pictures()
                    + " pictures; the rows have all.");
        }
        List<ReportTable> small = new ArrayList<>();
        small.add(classes(tally));
        if (!tally.confusions().isEmpty()) {
            small.add(new ReportTable("Confusions", Optional.of("Classes that are taken for another."),
                    List.of("true class", "predicted class", "pictures"),
                    tally.confusions().stream().limit(MOST_CLASSES)
                            .map(entry -> List.of(Prediction.words(entry.getKey().truth()),
                                    Prediction.words(entry.getKey().predicted()), entry.getValue().toString()))
                            .toList()));
        }
        List<ReportFigure> shown = new ArrayList<>();
        for (RowTally.ClassMaps each : tally.classes()) {
            if (each.mean().maps() > 0 && shown.size() < MOST_FIGURES) {
                shown.add(figures.figure(each, shown.size()));
            }
        }
        List<ReportGallery> galleries = shown.isEmpty() ? List.of()
                : List.of(new ReportGallery("Where the model looks", Optional.of(
                        "The mean of the maps of a class, and that of the picture in which the model is surest. Maps are"
                                + " stretched over the whole picture."),
                        shown));
        return new Report("Rows of " + names, summary, findings, small, galleries,
                tally.listed(), Optional.of(figures.legend()));
    }

    private static ReportTable classes(RowTally tally) {
        return new ReportTable("Classes",
                Optional.of("How many pictures are taken for a class, and with which probability."),
                List.of("class", "pictures", "mean probability", "maps"),
                tally.classes().stream().limit(MOST_CLASSES)
                        .map(each -> List.of(Prediction.words(each.label()), Integer.toString(each.predicted()),
                                each.predicted() == 0 ? "–" : probability(each.meanProbability()),
                                Integer.toString(each.mean().maps())))
                        .toList());
    }

    private static String probability(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    /** Paints figures into a folder of its own, from which the report takes them. */
    private static final class Figures {
        private final CommandCall call;
        private final ImageService images;
        private final String colormap;
        private Path folder;

        Figures(CommandCall call, ImageService images) throws UsageException {
            this.call = call;
            this.images = images;
            this.colormap = call.arguments().text(FileOptions.COLORMAP, "jet");
        }

        ReportFigure figure(RowTally.ClassMaps shown, int number) throws PellucidException, IOException {
            String label = Prediction.words(shown.label());
            RowTally.MeanMap mean = shown.mean();
            String path = shown.surest().value(RowColumn.PATH, String.class).orElse("");
            Picture picture = picture(path);
            byte[] own = shown.surest().value(RowColumn.MAP, byte[].class).orElseThrow();
            List<ReportMap> maps = List.of(
                    new ReportMap("mean of " + mean.maps(), map(number + "-mean", mean.values(), mean, picture),
                            List.of()),
                    new ReportMap("surest", map(number + "-own", own, mean, picture), List.of()));
            List<ReportFact> facts = new ArrayList<>();
            facts.add(new ReportFact("Pictures", Integer.toString(shown.predicted())));
            facts.add(new ReportFact("Surest", path));
            shown.surest().value(RowColumn.PROBABILITY, Double.class)
                    .ifPresent(value -> facts.add(new ReportFact("P(" + label + ")", probability(value))));
            return new ReportFigure("class-" + number, label, write(number + "-picture", picture), picture.width(),
                    picture.height(), maps, facts, Optional.empty());
        }

        /** Returns the picture, small; grey where it is no more. */
        private Picture picture(String path) throws PellucidException {
            try {
                Picture picture = images.read(call.path(path));
                double scale = Math.min(1, (double) SIDE / Math.max(picture.width(), picture.height()));
                return images.resize(picture, (int) Math.max(1, Math.round(picture.width() * scale)),
                        (int) Math.max(1, Math.round(picture.height() * scale)));
            } catch (InputException | UsageException e) {
                return images.resize(images.paint(path, new byte[] {(byte) 0x80}, 1, 1, "bone"), SIDE, SIDE);
            }
        }

        private Path map(String name, byte[] cells, RowTally.MeanMap shape, Picture picture)
                throws PellucidException, IOException {
            byte[] values = images.resizeMap(cells, shape.width(), shape.height(), picture.width(), picture.height());
            return write(name, images.paint(name, values, picture.width(), picture.height(), colormap));
        }

        Path legend() throws PellucidException, IOException {
            return write("legend", images.ramp(colormap));
        }

        private Path write(String name, Picture picture) throws PellucidException, IOException {
            return Files.write(folder.resolve(name + ".jpg"), images.encode(picture, "jpg"));
        }
    }
}
