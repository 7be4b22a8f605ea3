package org.pellucid.api.report;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A small table: the confusions that occur most, say.
 *
 * @param title   above it
 * @param note    below the title, if there is something to say
 * @param columns heads of the columns
 * @param rows    as many cells each as there are columns
 */
public record ReportTable(String title, Optional<String> note, List<String> columns, List<List<String>> rows) {
    /** Checks for {@code null}, copies the lists. */
    public ReportTable {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(note, "note");
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
    }
}
