package org.pellucid.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pellucid.api.dataset.DatasetClass;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.interpret.ExistingRun;
import org.pellucid.api.interpret.InterpretRequest;
import org.pellucid.api.interpret.Task;
import org.pellucid.api.interpret.UseCase;
import org.pellucid.api.interpret.UseCases;
import org.pellucid.api.render.RenderOptions;

/** What must be the same for a run to be resumed. */
class AskedTest {
    private static final RenderOptions PAINTING = RenderOptions.DEFAULTS;

    private static JsonObject work(Task task, ExplainSettings settings, RenderOptions painting, Path output) {
        return Asked.work(InterpretRequest.builder(task, output).settings(settings).existing(ExistingRun.RESUME)
                .painting(painting).withoutFigures().build());
    }

    private static JsonObject painted(RenderOptions painting) {
        return work(Task.Triage.DEFAULTS, ExplainSettings.DEFAULTS, painting, Path.of("out"));
    }

    private static JsonObject explained(ExplainSettings settings) {
        return work(Task.Triage.DEFAULTS, settings, PAINTING, Path.of("out"));
    }

    private static JsonObject picked(String name, String label) {
        DatasetClass dog = new DatasetClass("n1", label, OptionalInt.of(1));
        return work(new Task.Picked(new UseCases(name, Map.of("n1", dog), List.of(new UseCase("sure", 0.5,
                List.of("a.jpg"))), Optional.empty())), ExplainSettings.DEFAULTS, PAINTING, Path.of("out"));
    }

    @Test
    void overlay_and_resize_count() {
        JsonObject asked = painted(PAINTING);
        assertThat(painted(RenderOptions.builder().overlay(false).build()).get("overlay"))
                .isNotEqualTo(asked.get("overlay"));
        assertThat(painted(RenderOptions.builder().resize(false).build()).get("resize"))
                .isNotEqualTo(asked.get("resize"));
    }

    @Test
    void every_component_counts() {
        JsonObject asked = explained(ExplainSettings.builder().layer("conv").build());
        Stream.of(ExplainSettings.class, RenderOptions.class).flatMap(type -> Stream.of(type.getRecordComponents()))
                .map(RecordComponent::getName)
                .forEach(name -> assertThat(asked.has(name)).as(name).isTrue());
    }

    @Test
    void what_was_not_given_differs_from_what_is() {
        assertThat(explained(ExplainSettings.DEFAULTS).has("layer")).isFalse();
        assertThat(explained(ExplainSettings.builder().layer("conv").build()).get("layer").getAsString())
                .isEqualTo("conv");
    }

    @Test
    void long_lists_are_told_apart_by_their_checksum() {
        List<String> cats = Collections.nCopies(1000, "cat");
        String sum = explained(ExplainSettings.builder().labels(cats).build()).get("labels").getAsString();
        assertThat(sum).startsWith("SHA-256 ");
        assertThat(explained(ExplainSettings.builder().labels(Collections.nCopies(1001, "cat")).build()).get("labels")
                .getAsString()).startsWith("SHA-256 ").isNotEqualTo(sum);
    }

    @Test
    void where_use_cases_come_from_and_where_a_run_goes_does_not_count() {
        assertThat(picked("a.json", "beagle")).isEqualTo(picked("b.json", "beagle"))
                .isNotEqualTo(picked("a.json", "poodle"));
        assertThat(work(Task.Triage.DEFAULTS, ExplainSettings.DEFAULTS, PAINTING, Path.of("there")))
                .isEqualTo(painted(PAINTING));
    }
}
