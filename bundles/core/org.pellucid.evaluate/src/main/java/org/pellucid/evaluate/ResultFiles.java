package org.pellucid.evaluate;

import com.google.gson.stream.JsonWriter;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.pellucid.api.UsageException;
import org.pellucid.api.evaluate.EvaluateRequest;
import org.pellucid.api.evaluate.FailedPicture;
import org.pellucid.api.evaluate.MetricDescription;
import org.pellucid.api.evaluate.MetricSummary;
import org.pellucid.api.evaluate.MetricValue;
import org.pellucid.api.evaluate.spi.MetricResult;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.model.Model;
import org.pellucid.files.WholeFiles;

/**
 * The files of one evaluation. Lines of pictures are written as they come, under temporary names; {@link #end} makes
 * whole files of them and gives them their own names. For one thread.
 */
final class ResultFiles {
    private static final int SCHEMA = 1;
    private static final String PICTURES = "pictures.csv";
    private static final String SUMMARY = "summary.csv";
    private static final String DOCUMENT = "evaluation.json";

    private final WholeFiles files;
    private final ImageService images;
    private final CsvWriter lines;
    private final JsonWriter json;

    ResultFiles(Path folder, ImageService images) throws IOException {
        files = new WholeFiles(folder);
        this.images = images;
        lines = CsvWriter.builder().build(files.begin(PICTURES));
        json = new JsonWriter(files.begin(DOCUMENT));
        json.setIndent("  ");
        json.setHtmlSafe(false);
    }

    void begin(String dataset, Model model, EvaluateRequest request, Map<String, ExplainSettings> methods,
            List<AskedMetric> metrics) throws IOException {
        lines.writeRecord("picture", "class", "label", "probability", "predicted", "method", "value", "number");
        ExplainSettings first = request.methods().get(0);
        json.beginObject().name("schema_version").value(SCHEMA);
        json.name("dataset").value(dataset).name("model").value(model.name());
        json.name("device").value(first.device()).name("precision").value(first.precision().id());
        json.name("preprocessing").value(first.preprocessing().preset());
        json.name("seed").value(first.seed()).name("steps").value(request.steps());
        json.name("targets").value(request.targets().name().toLowerCase(java.util.Locale.ROOT));
        json.name("methods").beginArray();
        for (Map.Entry<String, ExplainSettings> method : methods.entrySet()) {
            json.beginObject().name("name").value(method.getKey()).name("options").beginObject();
            for (Map.Entry<String, String> option : method.getValue().options().entrySet()) {
                json.name(option.getKey()).value(option.getValue());
            }
            json.endObject().endObject();
        }
        json.endArray().name("metrics").beginArray();
        for (AskedMetric metric : metrics) {
            describe(metric.name(), metric.description());
        }
        json.endArray().name("pictures").beginArray();
    }

    private void describe(String name, MetricDescription description) throws IOException {
        json.beginObject().name("name").value(name).name("summary").value(description.summary());
        json.name("paper").value(description.paper()).name("values").beginArray();
        for (MetricValue value : description.values()) {
            json.beginObject().name("name").value(value.name()).name("range").value(value.range());
            json.name("better").value(value.better().id()).name("description").value(value.description()).endObject();
        }
        json.endArray().endObject();
    }

    void picture(Measured measured) throws IOException {
        json.beginObject().name("picture").value(measured.id()).name("classes").beginArray();
        for (Measured.Target target : measured.targets()) {
            json.beginObject().name("class").value(target.prediction().index());
            json.name("label").value(target.prediction().label());
            json.name("probability").value(target.prediction().probability());
            json.name("predicted").value(target.best());
            json.name("methods").beginObject();
            for (Map.Entry<String, Map<AskedMetric, MetricResult>> row : target.results().entrySet()) {
                json.name(row.getKey()).beginObject();
                for (Map.Entry<AskedMetric, MetricResult> result : row.getValue().entrySet()) {
                    values(measured.id(), target, row.getKey(), result.getKey().name(), result.getValue());
                }
                json.endObject();
            }
            json.endObject().endObject();
        }
        json.endArray().endObject();
    }

    private void values(String id, Measured.Target target, String method, String metric, MetricResult result)
            throws IOException {
        for (Map.Entry<String, Double> value : result.values().entrySet()) {
            String name = metric + "." + value.getKey();
            json.name(name).value(value.getValue());
            lines.writeRecord(id, Integer.toString(target.prediction().index()), target.prediction().label(),
                    Double.toString(target.prediction().probability()), Boolean.toString(target.best()), method, name,
                    value.getValue().toString());
        }
    }

    void failed(FailedPicture failure) throws IOException {
        json.beginObject().name("picture").value(failure.id()).name("error").value(failure.error()).endObject();
    }

    /** Completes the files, whatever came before. */
    void end(Tally tally, long pictures, long failed, List<String> notes, boolean complete) throws IOException {
        List<MetricSummary> summaries = tally.summaries();
        Map<String, Map<String, MeanCurve>> curves = tally.curves();
        json.endArray().name("summary").beginArray();
        for (MetricSummary summary : summaries) {
            json.beginObject().name("method").value(summary.method()).name("value").value(summary.name());
            json.name("better").value(summary.better().id()).name("mean").value(summary.mean());
            json.name("standard_error").value(summary.standardError()).name("count").value(summary.count());
            json.endObject();
        }
        json.endArray().name("curves").beginObject();
        for (Map.Entry<String, Map<String, MeanCurve>> metric : curves.entrySet()) {
            curves(metric.getKey(), metric.getValue());
        }
        json.endObject().name("notes").beginArray();
        for (String note : notes) {
            json.value(note);
        }
        json.endArray().name("done").value(pictures).name("failed").value(failed);
        json.name("complete").value(complete).endObject();
        json.close();
        lines.close();
        files.finish(PICTURES);
        files.write(SUMMARY, out -> summary(out, summaries));
        files.finish(DOCUMENT);
        for (Map.Entry<String, Map<String, MeanCurve>> metric : curves.entrySet()) {
            plot(metric.getKey(), metric.getValue());
        }
    }

    private void curves(String metric, Map<String, MeanCurve> methods) throws IOException {
        json.name(metric).beginObject();
        for (Map.Entry<String, MeanCurve> method : methods.entrySet()) {
            json.name(method.getKey()).beginObject();
            numbers("x", method.getValue().mean().x());
            numbers("y", method.getValue().mean().y());
            numbers("standard_error", method.getValue().standardError());
            json.endObject();
        }
        json.endObject();
    }

    private void numbers(String name, double[] numbers) throws IOException {
        json.name(name).beginArray();
        for (double number : numbers) {
            json.value(number);
        }
        json.endArray();
    }

    private static void summary(Writer out, List<MetricSummary> summaries) throws IOException {
        try (CsvWriter csv = CsvWriter.builder().build(out)) {
            csv.writeRecord("method", "value", "better", "mean", "standard_error", "count");
            for (MetricSummary summary : summaries) {
                csv.writeRecord(summary.method(), summary.name(), summary.better().id(),
                        Double.toString(summary.mean()), Double.toString(summary.standardError()),
                        Long.toString(summary.count()));
            }
        }
    }

    private void plot(String metric, Map<String, MeanCurve> methods) throws IOException {
        try {
            files.write(metric + ".png", images.encode(CurvePlot.draw(metric, methods), "png"));
        } catch (UsageException e) {
            throw new IllegalStateException("PNG is always there", e);
        }
    }

    List<Path> written() {
        return files.written();
    }

    /** Removes what did not become whole. */
    void close() {
        files.close();
    }
}
