package org.pellucid.api.report;

import java.util.List;
import java.util.Objects;

/**
 * What a report shows. Every text in it is shown as it is, whatever characters it holds.
 *
 * @param title     of the report
 * @param summary   what was run, with what, and what came out
 * @param findings  sentences that say what the numbers mean
 * @param tables    small tables
 * @param galleries pictures by use case
 * @param rows      all pictures; gone through twice, need not be in memory together
 */
public record Report(String title, List<ReportFact> summary, List<String> findings, List<ReportTable> tables,
        List<ReportGallery> galleries, Iterable<ReportRow> rows) {
    /** Checks for {@code null}, copies the lists. */
    public Report {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(rows, "rows");
        summary = List.copyOf(summary);
        findings = List.copyOf(findings);
        tables = List.copyOf(tables);
        galleries = List.copyOf(galleries);
    }
}
