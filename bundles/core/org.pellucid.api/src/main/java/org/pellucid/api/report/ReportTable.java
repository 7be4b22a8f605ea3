package org.pellucid.api.report;

import java.util.List;

/**
 * A small table: the confusions that occur most, say.
 *
 * @param title   above it
 * @param note    below the title, may be empty
 * @param columns heads of the columns
 * @param rows    as many cells each as there are columns
 */
public record ReportTable(String title, String note, List<String> columns, List<List<String>> rows) {
    /** Copies the lists. */
    public ReportTable {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
    }
}
