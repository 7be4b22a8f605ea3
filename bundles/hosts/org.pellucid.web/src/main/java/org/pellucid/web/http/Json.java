package org.pellucid.web.http;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Reads and writes the records of requests and answers: names in lower case with underscores, bytes as Base64. */
public final class Json {
    private static final Gson GSON = new GsonBuilder()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .disableHtmlEscaping()
            .registerTypeAdapter(byte[].class, (JsonSerializer<byte[]>) (bytes, type, context) -> new JsonPrimitive(
                    Base64.getEncoder().encodeToString(bytes)))
            .registerTypeAdapter(byte[].class, (JsonDeserializer<byte[]>) (json, type, context) -> Base64.getDecoder()
                    .decode(json.getAsString()))
            .registerTypeAdapter(Double.class, (JsonSerializer<Double>) (value, type, context) -> number(value))
            .registerTypeAdapter(double.class, (JsonSerializer<Double>) (value, type, context) -> number(value))
            .create();

    private Json() {
    }

    /** JSON has no number for what is not finite. */
    private static JsonElement number(double value) {
        return Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE;
    }

    /** Writes a value on one line. */
    public static String write(Object value) {
        return GSON.toJson(value);
    }

    /**
     * Reads a value.
     *
     * @throws Refusal if the bytes are no JSON of that form
     */
    public static <T> T read(byte[] bytes, Class<T> type) throws Refusal {
        try {
            T value = GSON.fromJson(new String(bytes, StandardCharsets.UTF_8), type);
            if (value != null) {
                return value;
            }
        } catch (JsonParseException | IllegalArgumentException | IllegalStateException e) {
            // the refusal below says what is wanted
        }
        throw new Refusal(Refusal.BAD_REQUEST, "the request is not the JSON that is wanted here");
    }
}
