package org.pellucid.api.evaluate;

import java.nio.file.Path;
import java.util.List;

/**
 * What an evaluation found.
 *
 * @param methods   in the order asked for
 * @param summaries by method, then in the order of the metrics
 * @param pictures  pictures evaluated
 * @param failed    pictures that could not be used
 * @param failures  the first 1,000 of them
 * @param notes     what should be known besides: metrics that applied to no picture, say
 * @param files     files written
 */
public record Evaluation(List<String> methods, List<MetricSummary> summaries, long pictures, long failed,
        List<FailedPicture> failures, List<String> notes, List<Path> files) {
    /** Copies the lists. */
    public Evaluation {
        methods = List.copyOf(methods);
        summaries = List.copyOf(summaries);
        failures = List.copyOf(failures);
        notes = List.copyOf(notes);
        files = List.copyOf(files);
    }
}
