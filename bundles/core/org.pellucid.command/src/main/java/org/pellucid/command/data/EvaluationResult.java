package org.pellucid.command.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.JsonOutput;
import org.pellucid.api.command.TextOutput;
import org.pellucid.api.evaluate.Evaluation;
import org.pellucid.api.evaluate.FailedPicture;
import org.pellucid.api.evaluate.MetricSummary;
import org.pellucid.console.Numbers;
import org.pellucid.console.Table;

/**
 * What an evaluation found: a row for each value, a column for each method.
 *
 * @param evaluation what was found, for scripts
 * @param output     folder, as the caller typed it
 */
public record EvaluationResult(Evaluation evaluation, String output) implements CommandResult {
    private static final int DECIMALS = 3;

    @Override
    public void print(TextOutput out) {
        if (!evaluation.summaries().isEmpty()) {
            table(out);
        }
        for (Path file : evaluation.files()) {
            out.line(Path.of(output).resolve(file.getFileName()));
        }
    }

    private void table(TextOutput out) {
        List<String> methods = evaluation.methods();
        Table table = new Table(row("VALUE", "BETTER", "MAPS", methods));
        byMetric().values().forEach(rows -> rows.forEach((name, row) -> {
            MetricSummary any = row.values().iterator().next();
            table.row(row(name, any.better().id(), Long.toString(any.count()),
                    methods.stream().map(method -> cell(row.get(method))).toList()));
        }));
        table.print(out);
    }

    /** Summaries by metric, value and method: values that only some methods have stay beside their like. */
    private Map<String, Map<String, Map<String, MetricSummary>>> byMetric() {
        Map<String, Map<String, Map<String, MetricSummary>>> metrics = new LinkedHashMap<>();
        for (MetricSummary summary : evaluation.summaries()) {
            String metric = summary.name().substring(0, summary.name().indexOf('.'));
            metrics.computeIfAbsent(metric, name -> new LinkedHashMap<>())
                    .computeIfAbsent(summary.name(), name -> new LinkedHashMap<>()).put(summary.method(), summary);
        }
        return metrics;
    }

    private static String[] row(String name, String better, String count, List<String> cells) {
        String[] row = new String[cells.size() + 3];
        row[0] = name;
        row[1] = better;
        row[2] = count;
        for (int i = 0; i < cells.size(); i++) {
            row[i + 3] = cells.get(i);
        }
        return row;
    }

    private static String cell(MetricSummary summary) {
        return summary == null ? "-"
                : Numbers.fixed(summary.mean(), DECIMALS) + " ±" + Numbers.fixed(summary.standardError(), DECIMALS);
    }

    @Override
    public void json(JsonOutput out) throws IOException {
        out.name("summary").beginArray();
        for (MetricSummary summary : evaluation.summaries()) {
            out.beginObject().name("method").value(summary.method()).name("value").value(summary.name());
            out.name("better").value(summary.better().id());
            out.name("mean");
            out.value(summary.mean());
            out.name("standard_error");
            out.value(summary.standardError());
            out.name("count").value(summary.count()).endObject();
        }
        out.endArray().name("done").value(evaluation.pictures()).name("failed").value(evaluation.failed());
        out.name("failures").beginArray();
        for (FailedPicture failure : evaluation.failures()) {
            out.beginObject().name("picture").value(failure.id()).name("error").value(failure.error()).endObject();
        }
        out.endArray().name("notes").beginArray();
        for (String note : evaluation.notes()) {
            out.value(note);
        }
        out.endArray().name("files").beginArray();
        for (Path file : evaluation.files()) {
            out.value(Path.of(output).resolve(file.getFileName()).toString());
        }
        out.endArray();
    }

    @Override
    public int exitCode() {
        if (evaluation.failed() > 0) {
            return CommandResult.INPUT;
        }
        // The notes say why none of the metrics had anything to say.
        return evaluation.summaries().isEmpty() ? CommandResult.USAGE : CommandResult.DONE;
    }
}
