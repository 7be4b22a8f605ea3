package org.pellucid.command.rows;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.Prediction;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.command.base.GsonOutput;

/** Writes and reads rows as JSON, one a line. {@code docs/rows.md} says what the members mean. */
public final class Row {
    /** Grows when a member changes its meaning or goes; a reader passes over members it does not know. */
    static final int VERSION = 1;
    private static final String DONE = "done";
    private static final String FAILED = "failed";

    private Row() {
    }

    /**
     * What all rows of a picture have in common.
     *
     * @param run    which settings they were made with
     * @param path   of the picture, as the caller wrote it
     * @param sha256 of the picture's file, if rows are wanted for themselves
     */
    public record Head(String run, String path, Optional<String> sha256) {
    }

    /**
     * Writes the rows of a picture that is done.
     *
     * @param head        of the rows
     * @param explanation of the picture
     * @param version     of the method's bundle
     * @param files       for each map the names of its files
     * @param millis      from the file to the files
     * @return a line a map; one line where there is no map
     */
    public static List<String> done(Head head, Explanation explanation, String version, List<List<String>> files,
            double millis) {
        List<String> lines = new ArrayList<>();
        int maps = explanation.maps().size();
        for (int i = 0; i < Math.max(1, maps); i++) {
            Optional<SaliencyMap> map = maps == 0 ? Optional.empty() : Optional.of(explanation.maps().get(i));
            List<String> own = maps == 0 ? List.of() : files.get(i);
            lines.add(line(head, DONE, Math.max(1, maps), i + 1, out -> {
                out.name("error").nullValue();
                of(out, explanation, map, head.sha256().isPresent());
                out.name("method").value(explanation.method());
                out.name("method_version").value(version);
                out.name("layer").value(explanation.layer().orElse(null));
                out.name("files").beginArray();
                for (String file : own) {
                    out.value(file);
                }
                out.endArray();
                out.name("milliseconds");
                out.value(millis);
            }));
        }
        return lines;
    }

    private static void of(GsonOutput out, Explanation explanation, Optional<SaliencyMap> map, boolean values)
            throws IOException {
        int rank = 0;
        if (map.isPresent() && map.get().target() != SaliencyMap.ALL_CLASSES) {
            List<Prediction> predictions = explanation.predictions();
            while (predictions.get(rank).index() != map.get().target()) {
                rank++;
            }
            rank++;
        }
        out.name("rank").value(rank > 0 ? rank : null);
        out.name("label").value(map.map(SaliencyMap::label).orElse(null));
        out.name("index")
                .value(map.map(SaliencyMap::target).filter(index -> index != SaliencyMap.ALL_CLASSES).orElse(null));
        out.name("probability");
        out.value(map.map(SaliencyMap::probability).orElse(Double.NaN));
        out.name("map_height").value(map.map(SaliencyMap::height).orElse(null));
        out.name("map_width").value(map.map(SaliencyMap::width).orElse(null));
        out.name("map").value(
                map.filter(each -> values).map(each -> Base64.getEncoder().encodeToString(each.values())).orElse(null));
    }

    /** Writes the row of a picture that could not be used. */
    public static String failed(Head head, String error) {
        return line(head, FAILED, 1, 1, out -> out.name("error").value(error));
    }

    private interface Rest {
        void write(GsonOutput out) throws IOException;
    }

    private static String line(Head head, String status, int rows, int row, Rest rest) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setHtmlSafe(false);
            GsonOutput out = new GsonOutput(json);
            out.beginObject();
            out.name("schema_version").value(VERSION);
            out.name("run").value(head.run());
            out.name("path").value(head.path());
            out.name("sha256").value(head.sha256().orElse(null));
            out.name("split").nullValue();
            out.name("true_label").nullValue();
            out.name("true_index").nullValue();
            out.name("status").value(status);
            out.name("row").value(row);
            out.name("rows").value(rows);
            rest.write(out);
            out.endObject();
        } catch (IOException e) {
            throw new IllegalStateException("a text cannot fail", e);
        }
        return text.toString();
    }

    /**
     * What of a row tells which others it belongs to.
     *
     * @param version of the schema
     * @param run     which settings it was made with
     * @param path    of the picture
     * @param done    whether the picture was explained
     * @param row     its number among those of the picture, from 1
     * @param rows    how many these are
     */
    record Key(int version, String run, String path, boolean done, int row, int rows) {
        /**
         * @param line a row
         * @return its key, empty if it is none
         */
        static Optional<Key> of(String line) {
            try {
                JsonObject json = JsonParser.parseString(line).getAsJsonObject();
                return Optional.of(new Key(json.get("schema_version").getAsInt(), json.get("run").getAsString(),
                        json.get("path").getAsString(), json.get("status").getAsString().equals(DONE),
                        json.get("row").getAsInt(), json.get("rows").getAsInt()));
            } catch (JsonParseException | IllegalStateException | NullPointerException
                    | UnsupportedOperationException | NumberFormatException e) {
                return Optional.empty();
            }
        }
    }
}
