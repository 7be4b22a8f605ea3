package org.pellucid.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.pellucid.api.dataset.Box;
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
            KnownInput input = input(scene);
            // bf16 left nothing of a few maps
            if (scene.get("set").getAsInt() == 4 && greatest(input.map().raw()) > 0) {
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

    private static float greatest(float[] values) {
        float greatest = values[0];
        for (float value : values) {
            greatest = Math.max(greatest, value);
        }
        return greatest;
    }

    private static KnownInput input(JsonObject scene) {
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
        KnownInput input = new KnownInput(raw).side(SIDE);
        return scene.has("box") ? input.object(new Box(box[0], box[1], box[2], box[3])) : input;
    }
}
