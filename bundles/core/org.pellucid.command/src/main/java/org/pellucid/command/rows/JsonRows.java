package org.pellucid.command.rows;

import com.google.gson.JsonParseException;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.pellucid.api.rows.Row;
import org.pellucid.api.rows.RowColumn;
import org.pellucid.command.base.GsonOutput;

/** Writes and reads rows as JSON, one a line. */
final class JsonRows {
    private static final Map<String, RowColumn> COLUMNS = new HashMap<>();

    static {
        Stream.of(RowColumn.values()).forEach(column -> COLUMNS.put(column.column(), column));
    }

    private JsonRows() {
    }

    /** Writes a row; that of a picture that failed ends with the error. */
    static String line(Row row) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setHtmlSafe(false);
            GsonOutput out = new GsonOutput(json);
            out.beginObject();
            for (RowColumn column : RowColumn.values()) {
                if (row.isDone() || column.compareTo(RowColumn.ERROR) <= 0) {
                    out.name(column.column());
                    write(row.value(column), out);
                }
            }
            out.endObject();
        } catch (IOException e) {
            throw new IllegalStateException("a text cannot fail", e);
        }
        return text.toString();
    }

    private static void write(Object value, GsonOutput out) throws IOException {
        if (value == null) {
            out.nullValue();
        } else if (value instanceof Number number) {
            out.value(number);
        } else if (value instanceof byte[] bytes) {
            out.value(Base64.getEncoder().encodeToString(bytes));
        } else if (value instanceof List<?> list) {
            out.beginArray();
            for (Object each : list) {
                write(each, out);
            }
            out.endArray();
        } else {
            out.value((String) value);
        }
    }

    /**
     * Reads a row.
     *
     * @param line a row, also one of a later schema, of which what is not as it was is passed over
     * @return the row, empty if it is none
     */
    static Optional<Row> read(String line) {
        try (JsonReader in = new JsonReader(new StringReader(line))) {
            Map<RowColumn, Object> values = new EnumMap<>(RowColumn.class);
            in.beginObject();
            while (in.hasNext()) {
                RowColumn column = COLUMNS.get(in.nextName());
                if (column == null || in.peek() != token(column)) {
                    in.skipValue();
                } else {
                    values.put(column, value(in, column));
                }
            }
            in.endObject();
            return in.peek() == JsonToken.END_DOCUMENT ? Optional.of(Row.of(values)) : Optional.empty();
        } catch (IOException | JsonParseException | IllegalStateException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static JsonToken token(RowColumn column) {
        if (column.type() == Integer.class || column.type() == Double.class) {
            return JsonToken.NUMBER;
        }
        return column.type() == List.class ? JsonToken.BEGIN_ARRAY : JsonToken.STRING;
    }

    private static Object value(JsonReader in, RowColumn column) throws IOException {
        if (column.type() == Integer.class) {
            return in.nextInt();
        } else if (column.type() == Double.class) {
            return in.nextDouble();
        } else if (column.type() == byte[].class) {
            return Base64.getDecoder().decode(in.nextString());
        } else if (column.type() == List.class) {
            List<String> texts = new ArrayList<>();
            in.beginArray();
            while (in.hasNext()) {
                texts.add(in.nextString());
            }
            in.endArray();
            return List.copyOf(texts);
        }
        return in.nextString();
    }
}
