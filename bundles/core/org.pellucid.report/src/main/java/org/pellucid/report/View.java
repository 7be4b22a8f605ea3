package org.pellucid.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.pellucid.api.InputException;
import org.pellucid.api.report.Report;
import org.pellucid.api.report.ReportFact;
import org.pellucid.api.report.ReportFigure;
import org.pellucid.api.report.ReportGallery;
import org.pellucid.api.report.ReportMap;
import org.pellucid.api.report.ReportRow;
import org.pellucid.api.report.ReportTable;

/** What the template asks for, one row and one figure at a time. */
final class View {
    /** A picture could not be read in the middle of the template. */
    static final class Unreadable extends RuntimeException {
        private final InputException reason;

        Unreadable(InputException reason) {
            super(reason);
            this.reason = reason;
        }

        InputException reason() {
            return reason;
        }
    }

    private final Images images;

    View(Images images) {
        this.images = images;
    }

    Map<String, Object> of(Report report) {
        Map<String, Object> view = new HashMap<>();
        view.put("title", report.title());
        view.put("summary", facts(report.summary()));
        view.put("findings", report.findings());
        view.put("hasFindings", !report.findings().isEmpty());
        view.put("tables", report.tables().stream().map(View::table).toList());
        view.put("hasGalleries", !report.galleries().isEmpty());
        view.put("galleries", report.galleries().stream().map(this::gallery).toList());
        view.put("hasLegend", report.colours().isPresent() && !report.galleries().isEmpty());
        view.put("legend", report.colours().map(this::source).orElse(""));
        view.put("rows", each(report.rows(), View::row));
        return view;
    }

    private static List<Map<String, Object>> facts(List<ReportFact> facts) {
        return facts.stream().map(fact -> Map.<String, Object>of("name", fact.name(), "value", fact.value())).toList();
    }

    private static Map<String, Object> table(ReportTable table) {
        return Map.of("title", table.title(), "note", table.note().orElse(""), "hasNote", table.note().isPresent(),
                "columns", table.columns(), "rows", table.rows().stream().map(row -> Map.of("cells", row)).toList());
    }

    private Map<String, Object> gallery(ReportGallery gallery) {
        return Map.of("title", gallery.title(), "note", gallery.note().orElse(""), "hasNote",
                gallery.note().isPresent(), "figures", each(gallery.figures(), this::figure));
    }

    private Map<String, Object> figure(ReportFigure figure) {
        Map<String, Object> view = new HashMap<>();
        view.put("id", id(figure.id()));
        view.put("title", figure.title());
        view.put("picture", source(figure.picture()));
        view.put("width", figure.width());
        view.put("height", figure.height());
        List<Map<String, Object>> maps = new ArrayList<>();
        for (ReportMap map : figure.maps()) {
            maps.add(map(map, maps.isEmpty()));
        }
        view.put("maps", maps);
        view.put("noMaps", figure.maps().isEmpty());
        view.put("hasScales", figure.maps().stream().anyMatch(map -> map.shared().isPresent()));
        view.put("facts", facts(figure.facts()));
        view.put("hasFacts", !figure.facts().isEmpty());
        view.put("words", figure.words().orElse(""));
        view.put("hasWords", figure.words().isPresent());
        return view;
    }

    private Map<String, Object> map(ReportMap map, boolean first) {
        return Map.of("label", map.label(), "first", first, "image", source(map.image()), "contrast", map.contrast(),
                "hasShared", map.shared().isPresent(), "shared", map.shared().map(this::source).orElse(""), "files",
                map.files().stream()
                        .map(file -> Map.of("href", images.href(file), "name",
                                extension(file.getFileName().toString())))
                        .toList());
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static Map<String, Object> row(ReportRow row) {
        Map<String, Object> view = new HashMap<>();
        view.put("picture", row.picture());
        view.put("group", row.group());
        view.put("truth", row.truth().orElse(""));
        view.put("truthProbability", number(row.truthProbability()));
        view.put("predicted", row.predicted().orElse(""));
        view.put("probability", number(row.probability()));
        view.put("status", row.status());
        view.put("reason", row.reason().orElse(""));
        view.put("hasReason", row.reason().isPresent());
        view.put("figure", row.figure().map(View::id).orElse(""));
        view.put("hasFigure", row.figure().isPresent());
        return view;
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.4f", value.getAsDouble()) : "";
    }

    /**
     * Anything but letters, digits and hyphens would need other escapes in an address than in an attribute.
     *
     * @return different for different ids
     */
    private static String id(String any) {
        StringBuilder id = new StringBuilder();
        any.chars().forEach(c -> id.append(c < 128 && (Character.isLetterOrDigit(c) || c == '-')
                ? (char) c
                : "_" + Integer.toHexString(c) + "_"));
        return id.toString();
    }

    private String source(Path file) {
        try {
            return images.source(file);
        } catch (InputException e) {
            throw new Unreadable(e);
        }
    }

    private static <T> Iterable<Map<String, Object>> each(Iterable<T> all, Function<T, Map<String, Object>> view) {
        return () -> {
            Iterator<T> iterator = all.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return iterator.hasNext();
                }

                @Override
                public Map<String, Object> next() {
                    return view.apply(iterator.next());
                }
            };
        };
    }
}
