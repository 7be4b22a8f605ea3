package org.pellucid.command.base;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.util.Set;
import org.pellucid.api.command.JsonOutput;

/** Copies JSON token by token, numbers to the last digit. */
public final class JsonCopy {
    private JsonCopy() {
    }

    /**
     * @param in   at the beginning of an object
     * @param out  an open object that receives the members
     * @param skip members to leave out
     * @throws IOException if reading or writing fails
     */
    public static void members(JsonReader in, JsonOutput out, Set<String> skip) throws IOException {
        in.beginObject();
        while (in.hasNext()) {
            String name = in.nextName();
            if (skip.contains(name)) {
                in.skipValue();
            } else {
                out.name(name);
                value(in, out);
            }
        }
        in.endObject();
    }

    /**
     * Copies one member.
     *
     * @param in   at the beginning of an object; read no further than the member
     * @param out  an open object that receives it, if it is there
     * @param name of the member
     * @throws IOException if reading or writing fails
     */
    public static void member(JsonReader in, JsonOutput out, String name) throws IOException {
        in.beginObject();
        while (in.hasNext()) {
            if (in.nextName().equals(name)) {
                out.name(name);
                value(in, out);
                return;
            }
            in.skipValue();
        }
    }

    private static void value(JsonReader in, JsonOutput out) throws IOException {
        JsonToken token = in.peek();
        switch (token) {
            case BEGIN_OBJECT -> {
                out.beginObject();
                members(in, out, Set.of());
                out.endObject();
            }
            case BEGIN_ARRAY -> {
                in.beginArray();
                out.beginArray();
                while (in.hasNext()) {
                    value(in, out);
                }
                in.endArray();
                out.endArray();
            }
            case STRING -> out.value(in.nextString());
            case NUMBER -> out.jsonValue(in.nextString());
            case BOOLEAN -> out.value(in.nextBoolean());
            case NULL -> {
                in.nextNull();
                out.nullValue();
            }
            default -> throw new IOException("unexpected " + token);
        }
    }
}
