package org.pellucid.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.pellucid.api.UsageException;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.diff.Diff;
import org.pellucid.api.diff.DiffListener;
import org.pellucid.api.diff.DiffRequest;
import org.pellucid.api.diff.RuleResult;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.model.Model;
import org.pellucid.testkit.TestData;

/** Compares models whose difference is known. */
class DiffTest extends OpenedTest {
    private static final String[] RULES = {"drift.p95 > 3 * floor", "cells.same_moved > 5 %", "negative_flips > 1 %"};

    private Dataset scenes() throws Exception {
        return pellucid.datasets().open("shapes:4?count=24", folder, Optional.empty());
    }

    private DiffRequest request(String output, String... rules) {
        return DiffRequest.builder(folder.resolve(output)).failIf(rules).build();
    }

    private static JsonObject json(Path folder) throws Exception {
        return JsonParser.parseString(Files.readString(folder.resolve("diff.json"))).getAsJsonObject();
    }

    /** The model with the rows of its last layer, one a class, moved on by one: it knows all and names all wrongly. */
    private Path shuffled() throws Exception {
        Path model = TestData.model("shapes-vit");
        String definition = Files.readString(model);
        Matcher head = Pattern.compile("name=\"self.head.weight[^>]*>\\s*<data[^>]*offset=\"(\\d+)\" size=\"(\\d+)\"")
                .matcher(definition);
        assertThat(head.find()).isTrue();
        int offset = Integer.parseInt(head.group(1));
        int size = Integer.parseInt(head.group(2));
        byte[] weights = Files.readAllBytes(model.resolveSibling("shapes-vit.bin"));
        byte[] rows = Arrays.copyOfRange(weights, offset, offset + size);
        int row = size / 8;
        System.arraycopy(rows, 0, weights, offset + row, size - row);
        System.arraycopy(rows, size - row, weights, offset, row);
        Path copy = Files.createDirectories(folder.resolve("shuffled"));
        Files.write(copy.resolve("shuffled.bin"), weights);
        return Files.writeString(copy.resolve("shuffled.xml"), definition);
    }

    @Test
    void a_model_does_not_drift_from_itself() throws Exception {
        Diff diff;
        try (Model older = pellucid.model("shapes-vit");
                Model newer = pellucid.model("shapes-vit");
                Dataset scenes = scenes()) {
            diff = pellucid.differ().diff(older, newer, scenes, request("self", RULES), DiffListener.NONE);
        }
        assertThat(diff.passed()).isTrue();
        assertThat(diff.failures()).isEmpty();
        assertThat(diff.figure("drift.p95")).hasValue(0);
        assertThat(diff.figure("cells.same_same")).hasValue(1);
        assertThat(diff.figure("floor").orElseThrow()).isBetween(0.0, 0.1);
        JsonObject json = json(folder.resolve("self"));
        assertThat(json.keySet()).contains("schema_version", "old", "new", "method", "grid", "pictures", "floor",
                "cells", "drift", "negative_flips", "rules");
        assertThat(json.get("method").getAsString()).isEqualTo("vit-reciprocam");
        assertThat(json.get("grid").getAsInt()).isEqualTo(28);
        assertThat(json.get("pictures").getAsInt()).isEqualTo(24);
        assertThat(json.getAsJsonObject("cells").keySet()).containsExactly("same_same", "same_moved", "changed_same",
                "changed_moved");
        assertThat(json.getAsJsonObject("energy").get("old")).isEqualTo(json.getAsJsonObject("energy").get("new"));
        assertThat(Files.readAllLines(folder.resolve("self/pictures.jsonl"))).hasSize(24)
                .allSatisfy(line -> assertThat(line).contains("\"drift\":0.0,"));
        assertThat(Files.readString(folder.resolve("self/junit.xml"))).contains("tests=\"3\" failures=\"0\"");
    }

    @Test
    void a_model_with_its_head_shuffled_fails_and_the_case_says_which_rule() throws Exception {
        Diff diff;
        try (Model older = pellucid.model("shapes-vit");
                Model newer = pellucid.models().load(shuffled().toString());
                Dataset scenes = scenes()) {
            diff = pellucid.differ().diff(older, newer, scenes, request("bad", RULES), DiffListener.NONE);
        }
        assertThat(diff.passed()).isFalse();
        assertThat(diff.rules()).extracting(RuleResult::passed).containsExactly(false, true, false);
        assertThat(diff.figure("negative_flips").orElseThrow()).isGreaterThan(0.8);
        assertThat(diff.figure("drift.median").orElseThrow()).isGreaterThan(0.1);
        assertThat(diff.figure("counts.changed_same").orElseThrow() + diff.figure("counts.changed_moved").orElseThrow())
                .isGreaterThan(20);
        String junit = Files.readString(folder.resolve("bad/junit.xml"));
        assertThat(junit).contains("tests=\"3\" failures=\"2\"",
                "name=\"drift.p95 &gt; 3 * floor\">\n    <failure message=\"its left side is ");
        assertThat(json(folder.resolve("bad")).getAsJsonArray("worst")).hasSize(20);
        assertThat(Files.readString(folder.resolve("bad/report.html"))).contains("Greatest drift", "old: ", "new: ");
        try (var left = Files.list(folder.resolve("bad"))) {
            assertThat(left.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("diff.json",
                    "pictures.jsonl", "junit.xml", "baseline.jsonl", "report.html");
        }
    }

    @Test
    void a_baseline_takes_the_place_of_the_model_that_wrote_it() throws Exception {
        Path bad = shuffled();
        Diff both;
        Diff kept;
        try (Model vit = pellucid.model("shapes-vit"); Model wrong = pellucid.models().load(bad.toString());
                Dataset scenes = scenes()) {
            pellucid.differ().diff(vit, vit, scenes, request("first"), DiffListener.NONE);
            both = pellucid.differ().diff(vit, wrong, scenes, request("both"), DiffListener.NONE);
            kept = pellucid.differ().diff(folder.resolve("first/baseline.jsonl"), wrong, scenes, request("kept"),
                    DiffListener.NONE);
            assertThatThrownBy(() -> pellucid.differ().diff(folder.resolve("first/baseline.jsonl"), wrong, scenes,
                    DiffRequest.builder(folder.resolve("no")).grid(14).build(), DiffListener.NONE))
                    .isInstanceOf(UsageException.class).hasMessageContaining("--grid 28");
            assertThatThrownBy(() -> pellucid.differ().diff(bad, wrong, scenes, request("no"), DiffListener.NONE))
                    .isInstanceOf(UsageException.class).hasMessageContaining("baseline.jsonl");
        }
        assertThat(kept.older()).isEqualTo("shapes-vit");
        for (String path : List.of("drift.p95", "drift.median", "cells.changed_moved", "negative_flips", "pictures")) {
            assertThat(kept.figure(path)).as(path).isEqualTo(both.figure(path));
        }
    }

    @Test
    void a_baseline_of_another_schema_or_data_set_is_refused() throws Exception {
        Path written = folder.resolve("first/baseline.jsonl");
        try (Model vit = pellucid.model("shapes-vit"); Dataset scenes = scenes();
                Dataset others = pellucid.datasets().open("shapes:4?count=12", folder, Optional.empty())) {
            pellucid.differ().diff(vit, vit, scenes, request("first"), DiffListener.NONE);
            assertThatThrownBy(() -> pellucid.differ().diff(written, vit, others, request("no"), DiffListener.NONE))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("is of data set shapes:4?count=24, not of shapes:4?count=12");
            Path later = Files.writeString(folder.resolve("later.jsonl"),
                    Files.readString(written).replaceFirst("\"schema_version\":1", "\"schema_version\":9"));
            assertThatThrownBy(() -> pellucid.differ().diff(later, vit, scenes, request("no"), DiffListener.NONE))
                    .isInstanceOf(UsageException.class).hasMessageContaining("later.jsonl has schema version 9");
        }
        assertThat(folder.resolve("no")).doesNotExist();
    }

    private static ExplainSettings named(String... labels) {
        return ExplainSettings.builder().labels(List.of(labels)).build();
    }

    @Test
    void models_without_a_common_label_are_refused() throws Exception {
        try (Model vit = pellucid.model("shapes-vit"); Dataset scenes = scenes()) {
            DiffRequest request = DiffRequest.builder(folder.resolve("no"))
                    .settings(ExplainSettings.DEFAULTS, named("a", "b", "c", "d", "e", "f", "g", "h")).build();
            assertThatThrownBy(() -> pellucid.differ().diff(vit, vit, scenes, request, DiffListener.NONE))
                    .isInstanceOf(UsageException.class).hasMessageContaining("have no class in common")
                    .hasMessageContaining("circle, square, triangle").hasMessageContaining("a, b, c");
        }
    }

    @Test
    void pictures_that_only_one_model_can_answer_fail_and_the_rest_is_compared() throws Exception {
        DiffRequest request = DiffRequest.builder(folder.resolve("part")).settings(ExplainSettings.DEFAULTS,
                named("circle", "square", "triangle", "star", "cross", "ring", "crescent", "kite")).build();
        Diff diff;
        try (Model vit = pellucid.model("shapes-vit"); Dataset scenes = scenes()) {
            diff = pellucid.differ().diff(vit, vit, scenes, request, DiffListener.NONE);
        }
        assertThat(diff.failures()).isNotEmpty().allSatisfy(failure -> assertThat(failure.error())
                .contains("answers heart, a class that shapes-vit does not know"));
        double failed = diff.figure("failed").orElseThrow();
        assertThat(failed).isEqualTo(diff.failures().size());
        assertThat(diff.figure("pictures")).hasValue(24 - failed);
        assertThat(diff.figure("drift.p95")).hasValue(0);
        assertThat(json(folder.resolve("part")).getAsJsonObject("unmatched").getAsJsonArray("old").get(0).getAsString())
                .isEqualTo("heart");
        assertThat(Files.readAllLines(folder.resolve("part/pictures.jsonl"))).hasSize((int) (24 - failed));
    }

    @Test
    void rules_that_cannot_be_read_are_refused_before_any_work() throws Exception {
        try (Model vit = pellucid.model("shapes-vit");
                Dataset scenes = scenes()) {
            assertThatThrownBy(() -> pellucid.differ().diff(vit, vit, scenes, request("no", "drift.p96 > 1"),
                    DiffListener.NONE)).isInstanceOf(UsageException.class)
                    .hasMessageContaining("character 1: there is no figure 'drift.p96'");
        }
        assertThat(folder.resolve("no")).doesNotExist();
    }
}
