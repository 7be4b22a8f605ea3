package org.pellucid.command.base;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;

/** Values in JSON. */
public final class Json {
    private Json() {
    }

    /**
     * Writes a number in full precision; JSON has no NaN and no infinity, so those become {@code null}.
     *
     * @param out   where a value is expected
     * @param value any number
     * @throws IOException if writing fails
     */
    public static void number(JsonWriter out, double value) throws IOException {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            out.nullValue();
        } else {
            out.value(value);
        }
    }
}
