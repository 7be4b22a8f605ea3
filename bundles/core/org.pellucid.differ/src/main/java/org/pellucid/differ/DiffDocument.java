package org.pellucid.differ;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.pellucid.api.diff.RuleResult;
import org.pellucid.api.evaluate.FailedPicture;

/** The document {@code diff.json}: figures by their paths, rules, classes and the pictures that drifted most. */
record DiffDocument(String older, String newer, String method, String dataset, String floorOf,
        Map<String, Double> figures, List<RuleResult> rules, List<Tally.ClassDrift> classes, List<Row> worst,
        Alignment alignment, List<FailedPicture> failures, List<String> findings) {
    private static final int SCHEMA = 1;

    void write(JsonWriter json) throws IOException {
        json.beginObject().name("schema_version").value(SCHEMA).name("old").value(older).name("new").value(newer);
        json.name("method").value(method).name("dataset").value(dataset).name("floor_of").value(floorOf);
        figures(json);
        json.name("rules").beginArray();
        for (RuleResult rule : rules) {
            json.beginObject().name("rule").value(rule.rule());
            number(json.name("value"), rule.value());
            json.name("passed").value(rule.passed()).endObject();
        }
        json.endArray().name("findings");
        texts(json, findings);
        json.name("classes").beginArray();
        for (Tally.ClassDrift drift : classes) {
            json.beginObject().name("class").value(drift.label()).name("pictures").value(drift.pictures());
            json.name("median").value(drift.median()).name("p95").value(drift.p95()).endObject();
        }
        json.endArray().name("worst").beginArray();
        for (Row row : worst) {
            row(json, row);
        }
        json.endArray().name("unmatched").beginObject().name("old");
        texts(json, alignment.onlyOlder());
        json.name("new");
        texts(json, alignment.onlyNewer());
        json.endObject().name("failures").beginArray();
        for (FailedPicture failure : failures) {
            json.beginObject().name("picture").value(failure.id()).name("error").value(failure.error()).endObject();
        }
        json.endArray().endObject();
    }

    /** Figures of one family follow each other: {@code drift.median} and {@code drift.p95} are in the object drift. */
    private void figures(JsonWriter json) throws IOException {
        String open = "";
        for (Map.Entry<String, Double> figure : figures.entrySet()) {
            int dot = figure.getKey().indexOf('.');
            String family = dot < 0 ? "" : figure.getKey().substring(0, dot);
            if (!family.equals(open)) {
                if (!open.isEmpty()) {
                    json.endObject();
                }
                if (!family.isEmpty()) {
                    json.name(family).beginObject();
                }
                open = family;
            }
            json.name(figure.getKey().substring(dot + 1));
            if (Tally.COUNTS.contains(figure.getKey()) && !figure.getValue().isNaN()) {
                json.value(Math.round(figure.getValue()));
            } else {
                number(json, figure.getValue());
            }
        }
        if (!open.isEmpty()) {
            json.endObject();
        }
    }

    static void row(JsonWriter json, Row row) throws IOException {
        json.beginObject().name("picture").value(row.picture());
        json.name("truth").value(row.truth().orElse(null));
        answer(json.name("old"), row.older());
        answer(json.name("new"), row.newer());
        json.name("same_answer").value(row.same()).name("drift").value(row.look().drift());
        json.name("spearman").value(1 - row.look().drift());
        number(json.name("pearson"), row.look().pearson());
        number(json.name("overlap"), row.look().overlap());
        number(json.name("shift"), row.look().shift());
        number(json.name("truth_drift"), row.truthDrift());
        json.name("energy").beginObject();
        number(json.name("old"), row.olderEnergy());
        number(json.name("new"), row.newerEnergy());
        json.endObject().endObject();
    }

    private static void answer(JsonWriter json, Row.Answer answer) throws IOException {
        json.beginObject().name("label").value(answer.label()).name("probability").value(answer.probability());
        json.name("right").value(answer.right().orElse(null)).endObject();
    }

    private static void texts(JsonWriter json, List<String> texts) throws IOException {
        json.beginArray();
        for (String text : texts) {
            json.value(text);
        }
        json.endArray();
    }

    private static void number(JsonWriter json, OptionalDouble value) throws IOException {
        number(json, value.orElse(Double.NaN));
    }

    private static void number(JsonWriter json, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.value(value);
        } else {
            json.nullValue();
        }
    }
}
