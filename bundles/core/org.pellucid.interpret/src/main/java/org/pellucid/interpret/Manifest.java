package org.pellucid.interpret;

import com.google.gson.JsonObject;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.pellucid.api.OutputException;
import org.pellucid.api.interpret.Confusion;
import org.pellucid.api.interpret.MapComparison;
import org.pellucid.api.interpret.Region;
import org.pellucid.api.interpret.Strategy;
import org.pellucid.api.interpret.TriageSummary;

/**
 * Writes {@code manifest.json}, schema version 1, from the journal: a picture at a time, under a temporary name, moved
 * into place when it is whole.
 */
final class Manifest {
    static final int SCHEMA_VERSION = 1;

    private final RunFolder folder;

    Manifest(RunFolder folder) {
        this.folder = folder;
    }

    /**
     * @param head     members that come first: versions, what was asked, model, data set
     * @param tally    of the pictures
     * @param triage   what triage found, or {@code null}
     * @param strategies what was found if they were the task
     * @param notes    what should be known
     * @param timings  milliseconds of this session by phase
     * @param outputs  files about the whole run
     * @param pictures stage that every picture goes through
     */
    void write(JsonObject head, Tally tally, TriageSummary triage, List<Strategy> strategies, List<String> notes,
            Map<String, Double> timings,
            List<Path> outputs, String pictures) throws OutputException {
        folder.write(folder.manifest(), file -> {
            JsonWriter out = new JsonWriter(new OutputStreamWriter(file, StandardCharsets.UTF_8));
            out.setIndent("  ");
            out.setHtmlSafe(false);
            out.beginObject();
            out.name("schema_version").value(SCHEMA_VERSION);
            for (String name : head.keySet()) {
                out.name(name).jsonValue(Journal.GSON.toJson(head.get(name)));
            }
            out.name("sessions").beginArray();
            copy(out, Journal.SESSION);
            out.endArray();
            out.name("timings_ms").jsonValue(Journal.GSON.toJson(timings));
            out.name("counts").beginObject().name("done").value(tally.done()).name("failed").value(tally.failed())
                    .name("missing").value(tally.missing().size()).endObject();
            out.name("pictures_sha256").value(tally.sha256());
            out.name("notes").jsonValue(Journal.GSON.toJson(notes));
            if (triage != null) {
                triage(out, triage);
            }
            if (!strategies.isEmpty()) {
                out.name("strategies").beginArray();
                for (Strategy strategy : strategies) {
                    strategy(out, strategy);
                }
                out.endArray();
            }
            out.name("outputs").beginArray();
            for (Path output : outputs) {
                out.value(folder.relative(output));
            }
            out.endArray();
            out.name("pictures").beginArray();
            copy(out, pictures);
            out.endArray();
            if (!pictures.equals(Entry.EXPLAIN)) {
                out.name("explanations").beginArray();
                copy(out, Entry.EXPLAIN);
                out.endArray();
            }
            out.endObject();
            out.flush();
        });
    }

    private static void triage(JsonWriter out, TriageSummary triage) throws IOException {
        out.name("triage").beginObject();
        out.name("pictures").value(triage.pictures());
        out.name("labelled").value(triage.labelled());
        out.name("right").value(triage.right());
        out.name("accuracy");
        number(out, triage.accuracy());
        out.name("kinds").beginObject();
        for (Map.Entry<String, Long> kind : triage.kinds().entrySet()) {
            out.name(kind.getKey()).value(kind.getValue());
        }
        out.endObject();
        out.name("confusions").beginArray();
        for (Confusion confusion : triage.confusions()) {
            out.beginObject();
            out.name("truth").value(confusion.truth());
            out.name("predicted").value(confusion.predicted());
            out.name("count").value(confusion.count());
            out.name("sample").value(confusion.sample());
            Optional<MapComparison> comparison = confusion.comparison();
            out.name("overlap").value(comparison.map(MapComparison::overlap).orElse(null));
            out.name("rank_correlation");
            number(out, comparison.map(MapComparison::rankCorrelation).orElse(OptionalDouble.empty()));
            out.name("words").value(comparison.map(found -> found.finding().words()).orElse(""));
            out.endObject();
        }
        out.endArray();
        out.endObject();
    }

    private static void strategy(JsonWriter out, Strategy strategy) throws IOException {
        out.beginObject();
        out.name("class").value(strategy.label());
        out.name("pictures").value(strategy.pictures());
        out.name("share").value(strategy.share());
        number(out.name("accuracy"), strategy.accuracy());
        out.name("mean_probability").value(strategy.probability());
        number(out.name("energy"), strategy.energy());
        out.name("focus").value(strategy.focus());
        out.name("border").value(strategy.border());
        Region region = strategy.region();
        out.name("region").beginArray().value(region.left()).value(region.top()).value(region.right())
                .value(region.bottom()).endArray();
        out.name("loss_region").value(strategy.lossRegion());
        out.name("loss_control").value(strategy.lossControl());
        number(out.name("loss_object"), strategy.lossObject());
        out.name("shortcut").value(strategy.shortcut());
        out.name("example").value(strategy.example());
        out.name("words").value(strategy.words());
        out.endObject();
    }

    private static void number(JsonWriter out, OptionalDouble value) throws IOException {
        if (value.isPresent()) {
            out.value(value.getAsDouble());
        } else {
            out.nullValue();
        }
    }

    private void copy(JsonWriter out, String stage) throws IOException {
        try (Journal.Lines lines = new Journal.Lines(folder.journal())) {
            while (lines.hasNext()) {
                JsonObject line = lines.next();
                if (line.get("stage").getAsString().equals(stage)) {
                    line.remove("stage");
                    line.remove("asked");
                    line.remove("looked");
                    out.jsonValue(Journal.GSON.toJson(line));
                }
            }
        }
    }
}
