package org.pellucid.api.report;

import java.util.Objects;
import java.util.Optional;

/**
 * The pictures of one use case.
 *
 * @param title   name of the use case
 * @param note    what it holds, if there is something to say
 * @param figures gone through once; need not be in memory together
 */
public record ReportGallery(String title, Optional<String> note, Iterable<ReportFigure> figures) {
    /** Checks for {@code null}. */
    public ReportGallery {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(note, "note");
        Objects.requireNonNull(figures, "figures");
    }
}
