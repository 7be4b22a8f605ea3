package org.pellucid.render.json;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Component;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.Prediction;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.explain.Timings;
import org.pellucid.api.image.Picture;
import org.pellucid.api.image.Placement;
import org.pellucid.api.image.Preprocessing;
import org.pellucid.api.image.ResizeMode;
import org.pellucid.api.render.RenderScope;
import org.pellucid.api.render.spi.RenderRequest;
import org.pellucid.api.render.spi.Renderer;

/**
 * All that is known about the explanation of one picture, as one JSON object in UTF-8. Its members, in this order:
 *
 * <ul>
 * <li>{@code schema_version}: 1; raised when a member changes its meaning or goes away, not when one is added
 * <li>{@code image}, {@code image_shape} {@code [height,width]}, {@code model}, {@code method}, {@code device},
 * {@code precision}
 * <li>{@code incomplete}: how far the method came before it was interrupted; {@code null} if it came to its end
 * <li>{@code notes}: an array of what should be known besides, such as what the model's file does not say
 * <li>{@code layer}: the insertion layer, {@code null} for a method without one
 * <li>{@code map_shape}: {@code [height,width]} of the maps, {@code null} if there is none
 * <li>{@code placement}: {@code left}, {@code top}, {@code width} and {@code height} of the picture in the maps, as shares
 * of their width and height; {@code null} if there is none
 * <li>{@code preprocessing}: {@code preset}, {@code width}, {@code height}, {@code channels}, {@code resize},
 * {@code interpolation}, {@code pad_value}, {@code crop_share}, {@code rgb}, {@code mean}, {@code scale}, {@code layout};
 * where {@code resize} is {@code own}, a {@code version} instead of what is not known of a preprocessor
 * <li>{@code classes}: how many classes the model has
 * <li>{@code predictions}: {@code index}, {@code label}, {@code probability} and {@code logit} of every class that has
 * a map, is among the five most probable or has a probability of at least 0.001; most probable first
 * <li>{@code maps}: {@code index}, {@code label} and {@code probability} of the class ({@code index} and
 * {@code probability} are {@code null} for a map of all classes at once); {@code against}, {@code index}, {@code label}
 * and {@code probability} of the other class of a contrast, whose raw values below zero speak for it, or {@code null};
 * {@code scale}, {@code own}, {@code shared} or {@code signed}; and {@code files}, an object from format to file name
 * relative to this file
 * <li>{@code timings_ms}: {@code read}, {@code compile}, {@code decode}, {@code preprocess}, {@code infer},
 * {@code explain}, {@code render} (of the files before this one), in milliseconds, {@code null} where not measured
 * </ul>
 *
 * Numbers have all their digits; what is not finite is {@code null}. Safe for use by several threads.
 */
@Capability(namespace = Renderer.FORMAT, name = "json")
@Component(property = Renderer.FORMAT + "=json")
public final class JsonRenderer implements Renderer {
    private static final int SCHEMA_VERSION = 1;
    private static final int TOP = 5;
    private static final double MIN_PROBABILITY = 0.001;

    @Override
    public String description() {
        return "predictions, maps, files and timings of a picture, for programs";
    }

    @Override
    public RenderScope scope() {
        return RenderScope.PICTURE;
    }

    @Override
    public void render(String format, RenderRequest request, OutputStream out) throws IOException {
        OutputStreamWriter text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        // Not closed: the stream is the caller's.
        @SuppressWarnings("resource")
        JsonWriter json = new JsonWriter(text);
        json.setIndent("  ");
        json.setHtmlSafe(false);
        write(json, request);
        json.flush();
        text.write('\n');
        text.flush();
    }

    private static void write(JsonWriter json, RenderRequest request) throws IOException {
        Explanation explanation = request.explanation();
        Picture picture = request.picture();
        json.beginObject();
        json.name("schema_version").value(SCHEMA_VERSION);
        json.name("image").value(explanation.picture());
        shape(json.name("image_shape"), picture.height(), picture.width());
        json.name("model").value(explanation.model());
        json.name("method").value(explanation.method());
        json.name("device").value(explanation.device());
        json.name("precision").value(explanation.precision());
        json.name("incomplete").value(explanation.incomplete().orElse(null));
        json.name("notes").beginArray();
        for (String note : explanation.notes()) {
            json.value(note);
        }
        json.endArray();
        json.name("layer").value(explanation.layer().orElse(null));
        json.name("map_shape");
        if (explanation.maps().isEmpty()) {
            json.nullValue();
        } else {
            shape(json, explanation.maps().get(0).height(), explanation.maps().get(0).width());
        }
        placement(json.name("placement"), explanation.maps());
        preprocessing(json.name("preprocessing"), explanation.preprocessing());
        json.name("classes").value(explanation.predictions().size());
        predictions(json.name("predictions"), explanation);
        maps(json.name("maps"), explanation.maps(), request.files());
        timings(json.name("timings_ms"), explanation.timings(), request.timings());
        json.endObject();
    }

    private static void shape(JsonWriter json, int height, int width) throws IOException {
        json.beginArray().value(height).value(width).endArray();
    }

    private static void preprocessing(JsonWriter json, Preprocessing preprocessing) throws IOException {
        json.beginObject();
        json.name("preset").value(preprocessing.preset());
        json.name("width").value(preprocessing.width());
        json.name("height").value(preprocessing.height());
        json.name("channels").value(preprocessing.channels());
        json.name("resize").value(preprocessing.resize().id());
        if (preprocessing.resize() == ResizeMode.OWN) {
            json.name("version").value(preprocessing.version().orElse(null));
        } else {
            json.name("interpolation").value(preprocessing.interpolation().id());
            json.name("pad_value").value(preprocessing.padValue());
            json.name("crop_share").value(preprocessing.cropShare());
            json.name("rgb").value(preprocessing.rgb());
            numbers(json.name("mean"), preprocessing.mean());
            numbers(json.name("scale"), preprocessing.scale());
        }
        json.name("layout").value(preprocessing.layout().name());
        json.endObject();
    }

    private static void placement(JsonWriter json, List<SaliencyMap> maps) throws IOException {
        if (maps.isEmpty()) {
            json.nullValue();
            return;
        }
        Placement placement = maps.get(0).placement();
        json.beginObject();
        json.name("left").value(placement.left()).name("top").value(placement.top());
        json.name("width").value(placement.width()).name("height").value(placement.height());
        json.endObject();
    }

    private static void numbers(JsonWriter json, List<Double> values) throws IOException {
        json.beginArray();
        for (Double value : values) {
            number(json, value);
        }
        json.endArray();
    }

    private static void predictions(JsonWriter json, Explanation explanation) throws IOException {
        Set<Integer> explained = new HashSet<>();
        explanation.maps().forEach(map -> {
            explained.add(map.target());
            map.against().ifPresent(other -> explained.add(other.index()));
        });
        json.beginArray();
        int rank = 0;
        for (Prediction prediction : explanation.predictions()) {
            if (rank++ < TOP || prediction.probability() >= MIN_PROBABILITY
                    || explained.contains(prediction.index())) {
                json.beginObject();
                json.name("index").value(prediction.index());
                json.name("label").value(prediction.label());
                number(json.name("probability"), prediction.probability());
                number(json.name("logit"), prediction.logit());
                json.endObject();
            }
        }
        json.endArray();
    }

    private static void maps(JsonWriter json, List<SaliencyMap> maps, List<Map<String, String>> files)
            throws IOException {
        json.beginArray();
        for (int i = 0; i < maps.size(); i++) {
            SaliencyMap map = maps.get(i);
            json.beginObject();
            json.name("index");
            if (map.target() == SaliencyMap.ALL_CLASSES) {
                json.nullValue();
            } else {
                json.value(map.target());
            }
            json.name("label").value(map.label());
            number(json.name("probability"), map.probability());
            against(json.name("against"), map.against());
            json.name("scale").value(map.scale().id());
            json.name("files").beginObject();
            if (i < files.size()) {
                for (Map.Entry<String, String> file : files.get(i).entrySet()) {
                    json.name(file.getKey()).value(file.getValue());
                }
            }
            json.endObject();
            json.endObject();
        }
        json.endArray();
    }

    private static void against(JsonWriter json, Optional<Prediction> against) throws IOException {
        if (against.isEmpty()) {
            json.nullValue();
            return;
        }
        json.beginObject();
        json.name("index").value(against.get().index());
        json.name("label").value(against.get().label());
        number(json.name("probability"), against.get().probability());
        json.endObject();
    }

    private static void timings(JsonWriter json, Timings timings, Map<String, Double> further) throws IOException {
        json.beginObject();
        number(json.name("read"), timings.read());
        number(json.name("compile"), timings.compile());
        number(json.name("decode"), further.get("decode"));
        number(json.name("preprocess"), timings.preprocess());
        number(json.name("infer"), timings.infer());
        number(json.name("explain"), timings.explain());
        number(json.name("render"), further.get("render"));
        json.endObject();
    }

    private static void number(JsonWriter json, Double value) throws IOException {
        if (value == null || !Double.isFinite(value)) {
            json.nullValue();
        } else {
            json.value(value);
        }
    }
}
