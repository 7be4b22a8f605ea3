package org.pellucid.dataset.shapes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pellucid.api.dataset.Box;
import org.pellucid.api.dataset.Mask;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.SampleObject;

/** Pixels, boxes and masks are those of the reference generator. */
class ReferenceScenesTest {
    static Stream<JsonObject> hashes() throws IOException {
        return objects("sha256.json");
    }

    static Stream<JsonObject> samples() throws IOException {
        return objects("samples.json");
    }

    private static Stream<JsonObject> objects(String resource) throws IOException {
        try (Reader reader = new InputStreamReader(ReferenceScenesTest.class.getResourceAsStream(resource),
                StandardCharsets.UTF_8)) {
            JsonArray array = JsonParser.parseReader(reader).getAsJsonArray();
            return StreamSupport.stream(array.spliterator(), false).map(JsonElement::getAsJsonObject);
        }
    }

    @ParameterizedTest
    @MethodSource("hashes")
    void pixelsEqualTheReference(JsonObject expected) throws Exception {
        assertThat(sha256(scene(expected))).isEqualTo(expected.get("sha256").getAsString());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void objectsEqualTheReference(JsonObject expected) throws Exception {
        ShapesSample scene = scene(expected);
        assertThat(sha256(scene)).isEqualTo(expected.get("sha256").getAsString());
        JsonArray wanted = expected.getAsJsonArray("objects");
        List<SampleObject> objects = scene.objects();
        assertThat(objects).hasSize(wanted.size());
        assertThat(scene.truth()).contains(objects.get(0).objectClass());
        for (int i = 0; i < wanted.size(); i++) {
            JsonObject want = wanted.get(i).getAsJsonObject();
            SampleObject object = objects.get(i);
            assertThat(object.objectClass().label()).isEqualTo(want.get("label").getAsString());
            assertThat(object.objectClass().index()).hasValue(want.get("cls").getAsInt());
            int[] box = numbers(want.getAsJsonArray("box"));
            assertThat(object.box()).isEqualTo(new Box(box[0], box[1], box[2], box[3]));
            int[] runs = StreamSupport.stream(want.getAsJsonArray("mask_runs").spliterator(), false)
                    .map(run -> numbers(run.getAsJsonArray())).flatMapToInt(Arrays::stream).toArray();
            Mask mask = object.mask().orElseThrow();
            assertThat(mask).isEqualTo(new Mask(224, 224, runs));
            assertThat(mask.area()).isEqualTo(want.get("area").getAsInt());
        }
    }

    private static int[] numbers(JsonArray array) {
        return StreamSupport.stream(array.spliterator(), false).mapToInt(JsonElement::getAsInt).toArray();
    }

    private static ShapesSample scene(JsonObject expected) {
        return new ShapesSample(expected.get("set").getAsLong(), expected.get("index").getAsLong(),
                Optional.empty());
    }

    static String sha256(Sample sample) throws Exception {
        byte[] bgr = sample.picture().bgr();
        byte[] rgb = new byte[bgr.length];
        for (int i = 0; i < bgr.length; i += 3) {
            rgb[i] = bgr[i + 2];
            rgb[i + 1] = bgr[i + 1];
            rgb[i + 2] = bgr[i];
        }
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(rgb));
    }
}
