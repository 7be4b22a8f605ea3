package org.pellucid.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.pellucid.api.image.Picture;
import org.pellucid.api.report.Report;
import org.pellucid.api.report.ReportFact;
import org.pellucid.api.report.ReportFigure;
import org.pellucid.api.report.ReportGallery;
import org.pellucid.api.report.ReportMap;
import org.pellucid.api.report.ReportRow;
import org.pellucid.api.report.ReportTable;
import org.pellucid.image.OpenCvImageService;

/** Reports to look at. */
final class SampleReport {
    static final String HOSTILE = "<script>window.hacked=1</script>\"'><img src=x onerror=window.hacked=1>&amp;{{title}}";
    private static final String[] CLASSES = {"beagle", "golden retriever", "Samoyed", "dingo"};
    private static final String[] GROUPS = {"Right and sure", "Right and unsure", "Wrong and sure",
            "Two predictions"};

    private SampleReport() {
    }

    /** A picture with some structure, and a map for it. */
    private static Path image(Path folder, String name, int seed, boolean map) throws Exception {
        OpenCvImageService images = new OpenCvImageService();
        int side = map ? 56 : 192;
        byte[] values = new byte[side * side];
        for (int i = 0; i < values.length; i++) {
            int x = i % side - side / 4 - seed * 13 % (side / 2);
            int y = i / side - side / 2;
            values[i] = map ? (byte) (255 * Math.exp(-(x * x + y * y) / (0.05 * side * side)))
                    : (byte) ((i % side * seed ^ i / side) & 255);
        }
        Picture picture = images.paint(name, values, side, side, map ? "jet" : "viridis");
        Files.createDirectories(folder);
        return Files.write(folder.resolve(name), images.encode(picture, "jpg"));
    }

    static Report of(Path folder, int pictures, boolean hostile) throws Exception {
        Path assets = folder.resolve("assets");
        List<Path> photos = new ArrayList<>();
        List<Path> maps = new ArrayList<>();
        for (int i = 0; i < Math.min(pictures, 12); i++) {
            photos.add(image(assets, "photo " + i + (hostile ? "'<&.jpg" : ".jpg"), i + 1, false));
            maps.add(image(assets, "map" + i + ".jpg", i + 1, true));
        }
        String odd = hostile ? HOSTILE : "";
        List<ReportRow> rows = new ArrayList<>();
        List<List<ReportFigure>> figures = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(),
                new ArrayList<>());
        for (int i = 0; i < pictures; i++) {
            String truth = CLASSES[i % 4] + odd;
            String predicted = CLASSES[i % 7 % 4] + odd;
            boolean failed = i % 50 == 49;
            String id = "p" + i + odd;
            String name = "train/n0" + i % 10 + "/picture_" + i + odd + ".JPEG";
            rows.add(new ReportRow(name, GROUPS[i % 4] + odd, Optional.of(truth), OptionalDouble.of(i % 100 / 100.0),
                    failed ? Optional.empty() : Optional.of(predicted),
                    failed ? OptionalDouble.empty() : OptionalDouble.of(1 - i % 100 / 200.0),
                    failed ? "failed" : "done", failed ? Optional.of("corrupt JPEG" + odd) : Optional.empty(),
                    failed ? Optional.empty() : Optional.of(id)));
            if (!failed) {
                Path map = maps.get(i % maps.size());
                figures.get(i % 4).add(new ReportFigure(id, name, photos.get(i % photos.size()), 192, 192,
                        List.of(new ReportMap("true class " + truth + " 0.12", map, List.of(map),
                                Optional.of(maps.get((i + 2) % maps.size())), false),
                                new ReportMap("predicted class " + predicted + " 0.87", maps.get((i + 1) % maps.size()),
                                        List.of(map))),
                        List.of(new ReportFact("P(" + truth + ")", "0.12"), new ReportFact("IoU of top 20 %", "0.03")),
                        i % 3 == 0 ? Optional.of(
                                "For the predicted class the model looked elsewhere than for the true class." + odd)
                                : Optional.empty()));
            }
        }
        List<ReportGallery> galleries = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            galleries.add(
                    new ReportGallery(GROUPS[i] + odd, Optional.of("confidence above 0.79" + odd), figures.get(i)));
        }
        return new Report("Interpretation of imagewoof" + odd,
                List.of(new ReportFact("Model", "efficientnet-lite0" + odd), new ReportFact("Accuracy", "81.3 %")),
                List.of("In 3 of 4 confusions the model looked elsewhere." + odd),
                List.of(new ReportTable("Confusions" + odd, Optional.of("most frequent first"),
                        List.of("true" + odd, "predicted",
                                "count"),
                        List.of(List.of("beagle" + odd, "English foxhound", "12")))),
                galleries, rows, Optional.of(image(assets, "colours.jpg", 3, false)));
    }
}
