package org.pellucid.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.interpret.ExistingRun;
import org.pellucid.api.interpret.InterpretListener;
import org.pellucid.api.interpret.InterpretRequest;
import org.pellucid.api.interpret.InterpretResult;
import org.pellucid.api.interpret.Region;
import org.pellucid.api.interpret.Strategy;
import org.pellucid.api.interpret.Task;
import org.pellucid.api.model.Model;
import org.pellucid.testkit.TestData;

/** Finds the shortcut of a model that was trained with one, and none in its clean twin. */
class StrategiesTest {
    @TempDir
    private Path folder;

    private InterpretResult run(String model, String scenes, long seed, ExistingRun existing, Task.Strategies task)
            throws Exception {
        try (Pellucid pellucid = Pellucid.open(TestData.models());
                Model loaded = pellucid.models().load(TestData.model(model).toString());
                Dataset dataset = pellucid.datasets().open(scenes, folder, Optional.empty())) {
            return pellucid.interpreter().run(loaded, dataset, InterpretRequest.builder(task, folder.resolve("out"))
                    .settings(ExplainSettings.builder().seed(seed).build()).existing(existing).build(),
                    InterpretListener.NONE);
        }
    }

    private static String scenes(long seed) {
        return "shapes:4?count=500&first=" + 500 * seed + "&watermark=heart:0.45";
    }

    private List<Strategy> strategies(String model, long seed) throws Exception {
        return run(model, scenes(seed), seed, ExistingRun.REFUSE, Task.Strategies.DEFAULTS).strategies();
    }

    @ParameterizedTest
    @ValueSource(longs = {1})
    void a_planted_shortcut_is_found_with_its_class_and_place(long seed) throws Exception {
        List<Strategy> shortcuts = strategies("shapes-shortcut", seed).stream().filter(Strategy::shortcut).toList();
        assertThat(shortcuts).isNotEmpty().allSatisfy(found -> {
            assertThat(found.label()).isEqualTo("heart");
            assertThat(found.region().words()).isEqualTo("lower left corner");
            assertThat(found.words())
                    .contains("pictures of heart are decided in the lower left corner: covering it costs");
        });
        Strategy first = shortcuts.get(0);
        assertThat(first.lossRegion()).isGreaterThan(first.lossObject().orElseThrow());
        assertThat(first.share()).isBetween(0.1, 0.6);
        assertThat(Files.readString(folder.resolve("out/report.html"))).contains("Strategies: heart", first.words());
        JsonObject written = JsonParser.parseString(Files.readString(folder.resolve("out/manifest.json")))
                .getAsJsonObject();
        assertThat(written.getAsJsonArray("strategies").get(0).getAsJsonObject().get("loss_region").getAsDouble())
                .isEqualTo(first.lossRegion());
    }

    @ParameterizedTest
    @ValueSource(longs = {1})
    void a_clean_model_has_none(long seed) throws Exception {
        List<Strategy> found = strategies("shapes-cnn", seed);
        assertThat(found).isNotEmpty().noneMatch(Strategy::shortcut);
        assertThat(found).allSatisfy(strategy -> assertThat(strategy.lossObject()).isPresent());
    }

    @Test
    void a_run_that_is_resumed_finds_the_same() throws Exception {
        Task.Strategies task = Task.Strategies.DEFAULTS.withLeast(10);
        String scenes = "shapes:4?count=100";
        List<Strategy> found = run("shapes-vit", scenes, 1, ExistingRun.REFUSE, task).strategies();
        Path journal = folder.resolve("out/.pellucid/journal.jsonl");
        List<String> lines = Files.readAllLines(journal);
        Files.write(journal, lines.subList(0, lines.size() / 2));
        assertThat(run("shapes-vit", scenes, 1, ExistingRun.RESUME, task).strategies()).isEqualTo(found).isNotEmpty();
    }

    @Test
    void a_class_with_too_few_pictures_is_left_out() throws Exception {
        InterpretResult result = run("shapes-vit", "shapes:4?count=40", 1, ExistingRun.REFUSE,
                Task.Strategies.DEFAULTS);
        assertThat(result.strategies()).isEmpty();
        assertThat(result.notes())
                .anyMatch(note -> note.contains("No class has 50 pictures") && note.contains("--least"));
        assertThat(result.done()).isEqualTo(40);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0,0,0.2,0.2:upper left corner", "0.4,0.8,0.6,1:lower edge", "0.8,0.4,1,0.6:right edge",
            "0.3,0.3,0.7,0.7:middle"})
    void a_region_is_named_by_its_thirds(String expected) {
        String[] parts = expected.split(":");
        double[] sides = Arrays.stream(parts[0].split(",")).mapToDouble(Double::parseDouble).toArray();
        assertThat(new Region(sides[0], sides[1], sides[2], sides[3]).words()).isEqualTo(parts[1]);
    }
}
