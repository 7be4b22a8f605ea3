package org.pellucid.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pellucid.launcher.Command.Ended;
import org.pellucid.testkit.TestData;

/** Methods compared from the command line. */
class EvaluateIT {
    private static final long PATIENCE_SECONDS = 60;
    private static final long PERIOD_MILLIS = 20;
    /** More than writers keep in their buffers, so that several pictures are done. */
    private static final long SEVERAL_PICTURES = 20_000;

    @TempDir
    private Path folder;

    private Ended run(Object... arguments) {
        return Command.in(folder).run(arguments);
    }

    private JsonObject document(String output) throws IOException {
        return JsonParser.parseString(Files.readString(folder.resolve(output).resolve("evaluation.json")))
                .getAsJsonObject();
    }

    @Test
    void prints_a_table_and_writes_the_files() throws IOException {
        Ended ended = run("evaluate", "-m", TestData.model("shapes-vit"), "--method",
                "vit-reciprocam,activation-map", "--metric", "pointing-game,insertion,agreement", "--steps", "4", "-o",
                "out", "shapes:4?count=3").done();
        assertThat(ended.out().lines().findFirst().orElseThrow()).matches(
                "VALUE +BETTER +MAPS +vit-reciprocam +activation-map");
        assertThat(ended.out()).containsPattern("(?m)^pointing-game.box +higher +3 +[01]\\.\\d{3} ±")
                .containsPattern("(?m)^agreement.pearson:activation-map +neither +3 +-?[01]\\.\\d{3} ±\\d\\.\\d{3} +-$")
                .contains(Path.of("out", "summary.csv").toString());
        assertThat(Samples.names(folder.resolve("out"))).containsExactly("evaluation.json", "insertion.png",
                "pictures.csv", "summary.csv");
        assertThat(document("out").get("complete").getAsBoolean()).isTrue();
    }

    @Test
    void prints_one_document() throws IOException {
        Ended ended = run("evaluate", "--json", "--precision", "f32", "--metric", "deletion", "--steps", "2",
                TestData.sample("chelsea.png").getParent()).done();
        JsonObject document = CommandLineIT.document(ended);
        assertThat(document.get("command").getAsString()).isEqualTo("evaluate");
        JsonObject summary = document.getAsJsonArray("summary").get(0).getAsJsonObject();
        assertThat(summary.get("method").getAsString()).isEqualTo("reciprocam");
        assertThat(summary.get("value").getAsString()).isEqualTo("deletion.auc");
        assertThat(summary.get("mean").getAsDouble()).isBetween(0.0, 1.0);
        assertThat(document.getAsJsonArray("files")).hasSize(4);
    }

    @Test
    void names_what_failed_at_the_end() throws IOException {
        Path pictures = Files.createDirectory(folder.resolve("pictures"));
        Files.copy(TestData.sample("chelsea.png"), pictures.resolve("a.png"));
        Samples.truncated(TestData.sample("chelsea.png"), pictures.resolve("b.png"), 1000);
        Files.copy(TestData.sample("rocket.jpg"), pictures.resolve("c.jpg"));
        Ended ended = run("evaluate", "--metric", "deletion", "--steps", "2", "pictures").code(1);
        assertThat(ended.out()).containsPattern("(?m)^deletion.auc +lower +2 ");
        assertThat(ended.err()).contains("pellucid: b.png: ").contains("1 of 3 pictures could not be used");
        assertThat(document("evaluation").get("failed").getAsInt()).isEqualTo(1);
    }

    @Test
    void refuses_metrics_of_objects_where_the_data_set_knows_none() {
        run("evaluate", "--metric", "energy,pointing-game", "-o", "out", TestData.sample("chelsea.png").getParent())
                .refused(2, "energy and pointing-game need the places of objects", "insertion or deletion");
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"--metric beauty shapes:4?count=1|unknown metric 'beauty'",
            "--method nonsense shapes:4?count=1|unknown method 'nonsense'",
            "-O nonsense=1 shapes:4?count=1|--option nonsense", "--steps 1 shapes:4?count=1|2..10000",
            "--sample 0 shapes:4|--sample 0", "--targets all shapes:4|truth, predicted, objects",
            "shapes:4 shapes:5|one data set at a time", "nowhere:4|unknown scheme nowhere"})
    void says_what_is_wrong(String arguments, String message) {
        String[] words = ("evaluate " + arguments).split(" ");
        assertThat(run((Object[]) words).code(2).err()).contains(message);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void an_interrupted_one_leaves_whole_files() throws Exception {
        Path part = folder.resolve("evaluation/evaluation.json.part");
        try (Command.Running running = Command.in(folder).start("evaluate", "-m",
                TestData.model("shapes-vit"), "--metric", "energy", "shapes:4?count=1000000")) {
            long begun = System.nanoTime();
            while (!Files.exists(part) || Files.size(part) < SEVERAL_PICTURES) {
                assertThat(running.process().isAlive()).isTrue();
                assertThat(System.nanoTime() - begun).as("begins in time")
                        .isLessThan(TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS));
                Thread.sleep(PERIOD_MILLIS);
            }
            running.signal("INT");
            Ended ended = running.end();
            assertThat(ended.err()).contains("is in evaluation").contains("pellucid: interrupted");
        }
        assertThat(Samples.names(folder.resolve("evaluation"))).containsExactly("evaluation.json", "pictures.csv",
                "summary.csv");
        JsonObject document = document("evaluation");
        assertThat(document.get("complete").getAsBoolean()).isFalse();
        int done = document.get("done").getAsInt();
        assertThat(document.getAsJsonArray("pictures")).hasSize(done);
        // two values a picture, and the header
        assertThat(Files.readAllLines(folder.resolve("evaluation/pictures.csv"))).hasSize(2 * done + 1);
    }
}
