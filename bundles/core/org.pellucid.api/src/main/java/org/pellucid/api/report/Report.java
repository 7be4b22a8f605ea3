package org.pellucid.api.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a report shows. Every text in it is shown as it is, whatever characters it holds.
 *
 * @param title     of the report
 * @param summary   what was run, with what, and what came out
 * @param findings  sentences that say what the numbers mean
 * @param tables    small tables
 * @param galleries pictures by use case
 * @param rows      all pictures; gone through twice, need not be in memory together
 * @param colours   a picture of the maps' colours, from the lowest value on the left to the highest; without it there
 *                  is no legend
 */
public record Report(String title, List<ReportFact> summary, List<String> findings, List<ReportTable> tables,
        List<ReportGallery> galleries, Iterable<ReportRow> rows,
        Optional<Path> colours) {
    /** Checks for {@code null}, copies the lists. */
    public Report {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(rows, "rows");
        Objects.requireNonNull(colours, "colours");
        summary = List.copyOf(summary);
        findings = List.copyOf(findings);
        tables = List.copyOf(tables);
        galleries = List.copyOf(galleries);
    }

    /**
     * No legend.
     *
     * @param title     of the report
     * @param summary   what was run, with what, and what came out
     * @param findings  sentences that say what the numbers mean
     * @param tables    small tables
     * @param galleries pictures by use case
     * @param rows      all pictures
     */
    public Report(String title, List<ReportFact> summary, List<String> findings, List<ReportTable> tables,
            List<ReportGallery> galleries, Iterable<ReportRow> rows) {
        this(title, summary, findings, tables, galleries, rows, Optional.empty());
    }
}
