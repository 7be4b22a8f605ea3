package org.pellucid.api.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One picture in a gallery.
 *
 * @param id      what {@link ReportRow#figure()} refers to, unique in the report
 * @param title   of the picture
 * @param picture the picture itself as a JPEG or PNG file; a small one will do
 * @param width   of it, pixels
 * @param height  of it, pixels
 * @param maps    laid over the picture side by side
 * @param facts   probabilities, overlap
 * @param words   what it means, in a sentence, if there is something to say
 */
public record ReportFigure(String id, String title, Path picture, int width, int height, List<ReportMap> maps,
        List<ReportFact> facts, Optional<String> words) {
    /** Checks for {@code null}, copies the lists. */
    public ReportFigure {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(picture, "picture");
        Objects.requireNonNull(words, "words");
        maps = List.copyOf(maps);
        facts = List.copyOf(facts);
    }
}
