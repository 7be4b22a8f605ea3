package org.pellucid.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pellucid.api.Progress;
import org.pellucid.api.dataset.Box;
import org.pellucid.api.dataset.DatasetClass;
import org.pellucid.api.dataset.SampleObject;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.image.Picture;
import org.pellucid.testkit.TestData;

/** The reference's maps give the reference's figures, so figures measured here can be compared with it. */
class ReferenceEnergyTest {
    private static final int SIDE = 224;
    /** The reference is written with four decimals. */
    private static final double ROUNDED = 0.0001;

    @Test
    void equals_the_reference() throws Exception {
        JsonArray scenes = JsonParser
                .parseString(Files.readString(TestData.shared("shapes/baseline-vit-reciprocam.json")))
                .getAsJsonObject().getAsJsonArray("scenes");
        int compared = 0;
        int hits = 0;
        int expectedHits = 0;
        for (JsonElement element : scenes) {
            JsonObject scene = element.getAsJsonObject();
            MapUnderTest input = input(scene);
            // bf16 left nothing of a few maps
            if (scene.get("set").getAsInt() == 4 && Grids.mean(Grids.unit(input.map().raw())) > 0) {
                compared++;
                assertThat(new EnergyInBox().measure(input).values().get("box")).as(scene.get("index").toString())
                        .isCloseTo(scene.get("energy_box").getAsDouble(), within(ROUNDED));
                hits += new PointingGame().measure(input).values().get("box").intValue();
                expectedHits += scene.get("hit_box").getAsBoolean() ? 1 : 0;
            }
        }
        assertThat(compared).isGreaterThan(190);
        // Maps of six different values on average have several greatest ones.
        assertThat(hits).isCloseTo(expectedHits, within(4));
    }

    private static MapUnderTest input(JsonObject scene) {
        JsonArray rows = scene.getAsJsonArray("map14");
        int side = rows.size();
        float[] raw = new float[side * side];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = rows.get(i / side).getAsJsonArray().get(i % side).getAsFloat();
        }
        int[] box = new int[4];
        for (int i = 0; i < box.length && scene.has("box"); i++) {
            box[i] = scene.getAsJsonArray("box").get(i).getAsInt();
        }
        List<SampleObject> objects = scene.has("box") ? List.of(new SampleObject(DatasetClass.unmapped("object"),
                new Box(box[0], box[1], box[2], box[3]), Optional.empty())) : List.of();
        Picture picture = new Picture("scene", SIDE, SIDE, new byte[3 * SIDE * SIDE]);
        return new MapUnderTest(
                new MapUnderTest.Scene(null, null, null, picture, null, 0, 1, objects, 2, Progress.NONE),
                ExplainSettings.DEFAULTS, new SaliencyMap(0, "object", 1, side, side, new byte[raw.length], raw),
                Map.of());
    }
}
