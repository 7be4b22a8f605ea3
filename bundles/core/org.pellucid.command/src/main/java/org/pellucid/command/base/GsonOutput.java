package org.pellucid.command.base;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import org.pellucid.api.command.JsonOutput;

/** Writes JSON with Gson. */
public final class GsonOutput implements JsonOutput {
    private final JsonWriter out;

    /** @param out receives the document */
    public GsonOutput(JsonWriter out) {
        this.out = out;
    }

    @Override
    public JsonOutput name(String name) throws IOException {
        out.name(name);
        return this;
    }

    @Override
    public JsonOutput value(String value) throws IOException {
        out.value(value);
        return this;
    }

    @Override
    public JsonOutput value(long value) throws IOException {
        out.value(value);
        return this;
    }

    @Override
    public JsonOutput value(double value) throws IOException {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            out.nullValue();
        } else {
            out.value(value);
        }
        return this;
    }

    @Override
    public JsonOutput value(boolean value) throws IOException {
        out.value(value);
        return this;
    }

    @Override
    public JsonOutput value(Number value) throws IOException {
        if (value instanceof Double || value instanceof Float) {
            return value(value.doubleValue());
        }
        out.value(value);
        return this;
    }

    @Override
    public JsonOutput value(Boolean value) throws IOException {
        out.value(value);
        return this;
    }

    @Override
    public JsonOutput nullValue() throws IOException {
        out.nullValue();
        return this;
    }

    @Override
    public JsonOutput jsonValue(String json) throws IOException {
        out.jsonValue(json);
        return this;
    }

    @Override
    public JsonOutput beginArray() throws IOException {
        out.beginArray();
        return this;
    }

    @Override
    public JsonOutput endArray() throws IOException {
        out.endArray();
        return this;
    }

    @Override
    public JsonOutput beginObject() throws IOException {
        out.beginObject();
        return this;
    }

    @Override
    public JsonOutput endObject() throws IOException {
        out.endObject();
        return this;
    }
}
