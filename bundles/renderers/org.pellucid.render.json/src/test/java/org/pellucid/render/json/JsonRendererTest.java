package org.pellucid.render.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.pellucid.api.explain.Classification;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.Prediction;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.explain.Timings;
import org.pellucid.api.image.Picture;
import org.pellucid.api.image.Placement;
import org.pellucid.api.image.Preprocessing;
import org.pellucid.api.image.ResizeMode;
import org.pellucid.api.image.TensorLayout;
import org.pellucid.api.render.RenderOptions;
import org.pellucid.api.render.spi.RenderRequest;

class JsonRendererTest {
    private static final Picture PICTURE = new Picture("Löwe.png", 3, 2, new byte[18]);
    private static final Preprocessing PREPROCESSING = new Preprocessing("timm", 224, 160, ResizeMode.STANDARD, true,
            List.of(123.675, 116.28, 103.53), List.of(58.395, 57.12, 57.375), TensorLayout.NCHW);

    @Test
    void writesTheWholeDocument() throws Exception {
        List<Prediction> predictions = List.of(new Prediction(285, "Egyptian_cat", 0.7705772483511192, 10.7698),
                new Prediction(281, "tab\"by", 0.1, 8.5));
        List<SaliencyMap> maps = List.of(map(285, "Egyptian_cat", 0.7705772483511192));
        String text = render(predictions, maps, Optional.of("Multiply_1"), List.of(Map.of("jpg", "cat_<1>.jpg")),
                Map.of("decode", 3.25, "render", 1.5));

        assertThat(text).startsWith("{\n  \"schema_version\": 1,\n  \"image\": \"Löwe.png\",\n").endsWith("\n}\n")
                .contains("\"cat_<1>.jpg\"");
        JsonObject json = JsonParser.parseString(text).getAsJsonObject();
        assertThat(json.keySet()).containsExactly("schema_version", "image", "image_shape", "model", "method",
                "device", "precision", "incomplete", "notes", "layer", "map_shape", "placement", "preprocessing",
                "classes",
                "predictions",
                "maps",
                "timings_ms");
        assertThat(json.get("image_shape")).hasToString("[2,3]");
        assertThat(json.get("map_shape")).hasToString("[7,5]");
        assertThat(json.get("incomplete").isJsonNull()).isTrue();
        assertThat(json.getAsJsonArray("notes")).extracting(JsonElement::getAsString).containsExactly("a note");
        assertThat(json.get("layer").getAsString()).isEqualTo("Multiply_1");
        assertThat(json.get("placement")).hasToString("{\"left\":0.0,\"top\":0.0,\"width\":1.0,\"height\":1.0}");
        assertThat(json.get("preprocessing")).hasToString("{\"preset\":\"timm\",\"width\":224,\"height\":160,"
                + "\"channels\":3,\"resize\":\"standard\",\"interpolation\":\"linear\",\"pad_value\":0,"
                + "\"crop_share\":0.875,\"rgb\":true,\"mean\":[123.675,116.28,103.53],"
                + "\"scale\":[58.395,57.12,57.375],\"layout\":\"NCHW\"}");
        assertThat(json.get("predictions")).hasToString("[{\"index\":285,\"label\":\"Egyptian_cat\","
                + "\"probability\":0.7705772483511192,\"logit\":10.7698},{\"index\":281,\"label\":\"tab\\\"by\","
                + "\"probability\":0.1,\"logit\":8.5}]");
        assertThat(json.get("maps")).hasToString("[{\"index\":285,\"label\":\"Egyptian_cat\","
                + "\"probability\":0.7705772483511192,\"against\":null,\"scale\":\"own\",\"files\":{\"jpg\":\"cat_<1>.jpg\"}}]");
        assertThat(json.get("timings_ms")).hasToString("{\"read\":1.0,\"compile\":2.0,\"decode\":3.25,"
                + "\"preprocess\":4.0,\"infer\":5.0,\"explain\":6.0,\"render\":1.5}");
    }

    @Test
    void keepsThePredictionsThatMatter() throws Exception {
        List<Prediction> predictions = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            predictions.add(new Prediction(i, "c" + i, i < 7 ? 0.1 : i < 10 ? 0.001 : 0.0005, -i));
        }
        JsonObject json = JsonParser
                .parseString(render(predictions, List.of(map(700, "c700", 0.0005)), Optional.empty(),
                        List.of(), Map.of()))
                .getAsJsonObject();
        assertThat(json.get("classes").getAsInt()).isEqualTo(1000);
        assertThat(indices(json)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 700);
        assertThat(json.get("layer").isJsonNull()).isTrue();
        assertThat(json.getAsJsonArray("maps").get(0).getAsJsonObject().get("files")).hasToString("{}");
        assertThat(json.getAsJsonObject("timings_ms").get("decode").isJsonNull()).isTrue();

        predictions.replaceAll(p -> new Prediction(p.index(), p.label(), 0.0001, p.logit()));
        json = JsonParser.parseString(render(predictions, List.of(), Optional.empty(), List.of(), Map.of()))
                .getAsJsonObject();
        assertThat(indices(json)).containsExactly(0, 1, 2, 3, 4);
        assertThat(json.get("map_shape").isJsonNull()).isTrue();
    }

    @Test
    void writesNullForWhatIsNotFinite() throws Exception {
        JsonObject json = JsonParser.parseString(render(
                List.of(new Prediction(0, "a", Double.NaN, Double.NEGATIVE_INFINITY)),
                List.of(map(SaliencyMap.ALL_CLASSES, "all", Double.NaN)), Optional.empty(), List.of(), Map.of()))
                .getAsJsonObject();
        assertThat(json.getAsJsonArray("predictions").get(0))
                .hasToString("{\"index\":0,\"label\":\"a\",\"probability\":null,\"logit\":null}");
        assertThat(json.getAsJsonArray("maps").get(0))
                .hasToString("{\"index\":null,\"label\":\"all\",\"probability\":null,"
                        + "\"against\":null,\"scale\":\"own\",\"files\":{}}");
    }

    @Test
    void a_contrast_names_both_classes_and_both_are_among_the_predictions() throws Exception {
        List<Prediction> predictions = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            predictions.add(new Prediction(i, "c" + i, 0, -i));
        }
        JsonObject json = JsonParser.parseString(render(predictions, List.of(SaliencyMap.ofContrast(predictions.get(11),
                predictions.get(17), 1, 2, new float[] {-1, 2}, Placement.WHOLE)), Optional.empty(), List.of(),
                Map.of()))
                .getAsJsonObject();
        assertThat(indices(json)).containsExactly(0, 1, 2, 3, 4, 11, 17);
        assertThat(json.getAsJsonArray("maps").get(0)).hasToString("{\"index\":11,\"label\":\"c11>c17\","
                + "\"probability\":0.0,\"against\":{\"index\":17,\"label\":\"c17\",\"probability\":0.0},"
                + "\"scale\":\"signed\",\"files\":{}}");
    }

    @Test
    void saysHowFarAnInterruptedMethodCame() throws Exception {
        JsonObject json = JsonParser
                .parseString(render(List.of(new Prediction(0, "a", 1, 1)), List.of(), Optional.empty(),
                        List.of(), Map.of(), Optional.of("213 of 500 masks")))
                .getAsJsonObject();
        assertThat(json.get("incomplete").getAsString()).isEqualTo("213 of 500 masks");
    }

    private static List<Integer> indices(JsonObject json) {
        return StreamSupport.stream(json.getAsJsonArray("predictions").spliterator(), false)
                .map(JsonElement::getAsJsonObject).map(prediction -> prediction.get("index").getAsInt()).toList();
    }

    private static SaliencyMap map(int target, String label, double probability) {
        return new SaliencyMap(target, label, probability, 7, 5, new byte[35], new float[35]);
    }

    private static String render(List<Prediction> predictions, List<SaliencyMap> maps, Optional<String> layer,
            List<Map<String, String>> files, Map<String, Double> timings) throws Exception {
        return render(predictions, maps, layer, files, timings, Optional.empty());
    }

    private static String render(List<Prediction> predictions, List<SaliencyMap> maps, Optional<String> layer,
            List<Map<String, String>> files, Map<String, Double> timings, Optional<String> incomplete)
            throws Exception {
        Explanation explanation = new Explanation(new Classification("Löwe.png", "net", "CPU", "f32", PREPROCESSING,
                predictions, new Timings(1, 2, 4, 5, 6), List.of("a note")), "reciprocam", layer, maps, incomplete);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new JsonRenderer().render("json", new RenderRequest(PICTURE, explanation, Optional.empty(),
                RenderOptions.DEFAULTS, files, timings), out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
