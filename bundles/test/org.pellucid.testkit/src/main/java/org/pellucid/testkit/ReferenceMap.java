package org.pellucid.testkit;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A reference map of the Python toolkit, from the data folder's index.
 *
 * @param model   model
 * @param picture file name of the picture
 * @param method  method
 * @param target  class index, or -1
 * @param kind    {@code map}, {@code raw}, {@code resized}, {@code overlay}
 * @param options of the method
 * @param file    relative to the folder of references
 */
public record ReferenceMap(String model, String picture, String method, int target, String kind,
        Map<String, String> options, String file) {

    /**
     * @param method method
     * @param kind   kind
     * @return all references of that method and kind; the test is skipped without the data folder
     */
    public static List<ReferenceMap> all(String method, String kind) {
        List<ReferenceMap> maps = new ArrayList<>();
        for (JsonElement element : index().getAsJsonArray("maps")) {
            JsonObject map = element.getAsJsonObject();
            if (map.get("method").getAsString().equals(method) && map.get("kind").getAsString().equals(kind)) {
                maps.add(of(map));
            }
        }
        return maps;
    }

    private static JsonObject index() {
        try (Reader reader = Files.newBufferedReader(TestData.shared("reference/index.json"))) {
            return JsonParser.parseReader(reader).getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ReferenceMap of(JsonObject map) {
        Map<String, String> options = new TreeMap<>();
        if (map.has("options")) {
            map.getAsJsonObject("options").asMap().forEach((key, value) -> options.put(key, value.getAsString()));
        }
        JsonElement target = map.get("target");
        return new ReferenceMap(map.get("model").getAsString(), map.get("picture").getAsString(),
                map.get("method").getAsString(), target == null || target.isJsonNull() ? -1 : target.getAsInt(),
                map.get("kind").getAsString(), options, map.get("file").getAsString());
    }

    /** @return the array */
    public NpyArray array() {
        return NpyArray.read(TestData.shared("reference/" + file));
    }

    /** @return the same reference of another kind */
    public NpyArray array(String otherKind) {
        return NpyArray
                .read(TestData.shared("reference/" + file.replace("." + kind + ".npy", "." + otherKind + ".npy")));
    }

    /** @return the reference logits of the same model and picture */
    public float[] logits() {
        String stem = picture.substring(0, picture.lastIndexOf('.'));
        return NpyArray.read(TestData.shared("reference/" + model + "/" + stem + ".logits.npy")).floats();
    }

    @Override
    public String toString() {
        return file;
    }
}
