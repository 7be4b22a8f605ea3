package org.pellucid.launcher;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pellucid.launcher.Command.Ended;
import org.pellucid.testkit.TestData;

/** What a person or a script at the terminal gets: exit codes, output, files. */
class CommandLineIT {
    private static final Path CAT = TestData.sample("chelsea.png");

    @TempDir
    private Path folder;

    private Ended run(Object... arguments) {
        return Command.in(folder).run(arguments);
    }

    /** The one document on standard output; anything before or behind it fails. */
    static JsonObject document(Ended ended) throws IOException {
        JsonReader reader = new JsonReader(new StringReader(ended.out()));
        reader.setStrictness(Strictness.STRICT);
        JsonObject document = JsonParser.parseReader(reader).getAsJsonObject();
        assertThat(reader.peek()).isEqualTo(JsonToken.END_DOCUMENT);
        assertThat(document.get("schema_version").getAsInt()).isEqualTo(1);
        return document;
    }

    @Test
    void explains_a_picture() throws IOException {
        Ended ended = run("explain", CAT).done();
        String file = Path.of("saliency_maps", "chelsea_Egyptian_cat.jpg").toString();
        assertThat(ended.out()).matches("Predicted class Egyptian_cat, index 285, probability: 0\\.\\d\\d\\R\\Q" + file
                + "\\E\\R");
        assertThat(ended.err()).contains("Insertion layer: ").doesNotContain("\r", "\u001b");
        BufferedImage overlay = ImageIO.read(folder.resolve(file).toFile());
        BufferedImage picture = ImageIO.read(CAT.toFile());
        assertThat(overlay.getWidth()).isEqualTo(picture.getWidth());
        assertThat(overlay.getHeight()).isEqualTo(picture.getHeight());
        assertThat(Samples.names(folder.resolve("saliency_maps"))).hasSize(1);
    }

    @Test
    void writes_every_format_and_one_document() throws IOException {
        Ended ended = run("explain", "--json", "-t", "Egyptian_cat,281", "-f", "jpg,png,npy,json", "-o", "maps", CAT)
                .done();
        JsonObject document = document(ended);
        assertThat(document.get("command").getAsString()).isEqualTo("explain");
        JsonObject picture = document.getAsJsonArray("pictures").get(0).getAsJsonObject();
        assertThat(picture.get("status").getAsString()).isEqualTo("done");
        assertThat(Samples.names(folder.resolve("maps"))).containsExactly("chelsea.json", "chelsea_Egyptian_cat.jpg",
                "chelsea_Egyptian_cat.npy", "chelsea_Egyptian_cat.png", "chelsea_tabby.jpg", "chelsea_tabby.npy",
                "chelsea_tabby.png");
        byte[] npy = Files.readAllBytes(folder.resolve("maps/chelsea_tabby.npy"));
        assertThat(new String(npy, ISO_8859_1)).startsWith("\u0093NUMPY").contains("'descr': '|u1'")
                .contains("'shape': (7, 7)");
        JsonObject file = JsonParser.parseString(Files.readString(folder.resolve("maps/chelsea.json")))
                .getAsJsonObject();
        for (String key : List.of("image", "model", "method", "device", "precision", "layer", "map_shape",
                "predictions", "maps", "timings_ms")) {
            assertThat(file.has(key)).as(key).isTrue();
            assertThat(picture.has(key)).as(key).isTrue();
        }
        assertThat(file.getAsJsonObject("timings_ms").keySet()).contains("read", "compile", "decode", "preprocess",
                "infer", "explain", "render");
        assertThat(file.getAsJsonArray("map_shape").toString()).isEqualTo("[7,7]");
        assertThat(file.getAsJsonArray("maps")).hasSize(2);
        for (JsonElement map : file.getAsJsonArray("maps")) {
            assertThat(map.getAsJsonObject().keySet()).contains("index", "label", "probability", "files");
            for (Map.Entry<String, JsonElement> written : map.getAsJsonObject().getAsJsonObject("files").entrySet()) {
                assertThat(folder.resolve("maps").resolve(written.getValue().getAsString())).isNotEmptyFile();
            }
        }
    }

    @Test
    void names_files_by_the_contract() throws IOException {
        Path model = Samples.classifier(folder, "tiny");
        Path labels = Files.writeString(folder.resolve("labels.txt"), "a\nb\nc\nd\nlast one\n");
        Path picture = Samples.picture(folder.resolve("my picture.v2.png"), 20, 10);
        run("explain", "-m", model, "-p", "none", "-t", "4", "-o", "indices", picture).done();
        assertThat(Samples.names(folder.resolve("indices"))).containsExactly("my picture.v2_4.jpg");
        run("explain", "-m", model, "-p", "none", "-l", labels, "-t", "all", "--prefix", "p", "--postfix", "q_",
                "--confidence", "-f", "npy", "-o", "named", picture).done();
        assertThat(Samples.names(folder.resolve("named"))).hasSize(Samples.CLASSES)
                .allMatch(name -> name.matches("p(a|b|c|d|last_one)q_[01]\\.\\d\\d\\.npy"));
    }

    @Test
    void one_of_several_outputs_is_chosen_by_name() throws IOException {
        Path model = Samples.twoHeads(folder, "heads");
        Ended refused = run("explain", "-m", model + "?output=none", "-p", "none", CAT).refused(3,
                "no output 'none'; there are: matmul");
        Matcher names = Pattern.compile("(matmul\\d+), (sigmoid\\d+)").matcher(refused.err());
        assertThat(names.find()).isTrue();
        assertThat(run("explain", "-m", model, "-p", "none", CAT).done().err())
                .contains("'" + names.group(1) + "' is taken for the scores");

        for (String method : List.of("reciprocam", "rise")) {
            double[] exclusive = probabilities(method, model + "?output=" + names.group(1));
            double[] independent = probabilities(method, model + "?output=" + names.group(2));
            assertThat(Arrays.stream(exclusive).sum()).isCloseTo(1, within(1e-6));
            for (int i = 1; i < exclusive.length; i++) {
                // A softmax keeps the ratio of what a sigmoid takes for odds.
                double odds = independent[i] / (1 - independent[i]) / (independent[0] / (1 - independent[0]));
                assertThat(exclusive[i] / exclusive[0]).isCloseTo(odds, within(1e-4));
            }
        }
    }

    /** By class; all have maps, those that are never predicted too. */
    private double[] probabilities(String method, String model) throws IOException {
        // so that no score is beyond what a sigmoid can tell apart
        Ended ended = run("explain", "-m", model, "-p", "none", "--scale", "5000,5000,5000", "-M", method, "-t", "all",
                "--precision", "f32",
                "--json", "-o", method, CAT).done();
        double[] probabilities = new double[Samples.CLASSES];
        JsonObject picture = document(ended).getAsJsonArray("pictures").get(0).getAsJsonObject();
        assertThat(picture.getAsJsonArray("maps")).hasSize(Samples.CLASSES);
        for (JsonElement prediction : picture.getAsJsonArray("predictions")) {
            JsonObject of = prediction.getAsJsonObject();
            probabilities[of.get("index").getAsInt()] = of.get("probability").getAsDouble();
        }
        return probabilities;
    }

    @Test
    void takes_a_black_box_method_only_when_told_to() throws IOException {
        Path model = Samples.flat(folder, "flat");
        run("explain", "-m", model, "-p", "none", "-o", "maps", CAT).refused(3, "no white-box method",
                "reciprocam: no feature map", "--method rise", "--fallback");
        run("explain", "-m", model, "-p", "none", "-o", "maps", "-M", "reciprocam", CAT).refused(3, "no feature map",
                "--method rise");
        run("explain", "-o", "maps", "-M", "vit-reciprocam", CAT).refused(3, "no vision transformer",
                "reciprocam can: --method auto");
        assertThat(folder.resolve("maps")).doesNotExist();
        Ended ended = run("explain", "-m", model, "-p", "none", "-o", "maps", "--fallback", "-O", "masks=50", CAT)
                .done();
        assertThat(ended.err()).contains("Method rise");
        assertThat(Samples.names(folder.resolve("maps"))).hasSize(1);
    }

    /** The command that explains with a small model, with other arguments behind. */
    private Object[] tiny(Object... arguments) throws IOException {
        List<Object> line = new ArrayList<>(List.of("explain", "-m", Samples.classifier(folder, "tiny"), "-p", "none",
                "-f", "png,json", "-o", "maps"));
        line.addAll(List.of(arguments));
        return line.toArray();
    }

    /** Two pictures of one name. */
    private void namesakes() throws IOException {
        Files.createDirectories(folder.resolve("pictures/a"));
        Files.createDirectories(folder.resolve("pictures/b"));
        Samples.picture(folder.resolve("pictures/a/cat.png"), 20, 10);
        Samples.picture(folder.resolve("pictures/b/cat.png"), 30, 20);
    }

    private int width(String file) throws IOException {
        return ImageIO.read(folder.resolve("maps").resolve(file).toFile()).getWidth();
    }

    @Test
    void keeps_the_tree_below_the_common_folder() throws IOException {
        namesakes();
        Ended ended = run(tiny("-t", "0", "pictures/**/*.png")).done();
        assertThat(Samples.names(folder.resolve("maps"))).containsExactly(Samples.KEPT, "a", "b");
        assertThat(Samples.names(folder.resolve("maps/b"))).containsExactly("cat.json", "cat_0.png");
        assertThat(width("a/cat_0.png")).isEqualTo(20);
        assertThat(width("b/cat_0.png")).isEqualTo(30);
        assertThat(ended.out()).contains("maps/a/cat_0.png", "maps/b/cat.json");
        JsonObject second = document(run(tiny("-t", "0", "--json", "pictures/**/*.png")).done())
                .getAsJsonArray("pictures").get(1).getAsJsonObject();
        assertThat(second.get("output").getAsString()).isEqualTo("maps/b");
    }

    @Test
    void another_picture_of_the_name_replaces_nothing_in_a_later_call() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView(UserDefinedFileAttributeView.class),
                "skipped: the file system keeps no extended attributes");
        namesakes();
        run(tiny("-t", "0", "pictures/a/cat.png")).done();
        run(tiny("-t", "0", "pictures/b/cat.png")).done();
        assertThat(width("cat_0.png")).isEqualTo(20);
        assertThat(width("cat_0-2.png")).isEqualTo(30);
        Path other = Files.createDirectory(folder.resolve("other"));
        Command.in(other).run(tiny("-t", "0,1", "-o", "../maps", "../pictures/b/cat.png")).done();
        assertThat(Samples.names(folder.resolve("maps"))).as("the same picture's files are replaced").containsExactly(
                "cat-2.json", "cat.json", "cat_0-2.png", "cat_0.png", "cat_1-2.png");
    }

    @Test
    void many_pictures_end_with_a_line_that_sums_up() throws IOException {
        namesakes();
        Files.writeString(folder.resolve("pictures/no.png"), "no picture");
        Ended ended = run(tiny("-t", "0,1", "pictures/**/*.png")).code(1);
        assertThat(ended.err().lines().toList()).last().asString()
                .matches("3 pictures, 4 maps, 1 failed, \\d+\\.\\d s");
        assertThat(run("predict", "-m", folder.resolve("tiny.xml"), "-p", "none", "pictures/**/cat.png").done().err()
                .lines().toList()).last().asString().matches("2 pictures, 0 failed, \\d+\\.\\d s");
        assertThat(run(tiny("-t", "0", "-q", "pictures/**/cat.png")).done().err()).isEmpty();
        assertThat(run(tiny("-t", "0", "--json", "pictures/**/cat.png")).done().err()).doesNotContain("2 pictures");
        assertThat(run(tiny("-t", "0", "pictures/a/cat.png")).done().err()).doesNotContain("1 picture");
    }

    @Test
    void reads_a_picture_from_standard_input() throws IOException {
        try (Command.Running running = Command.in(folder).start(tiny("-t", "0", "-"))) {
            Files.copy(Samples.picture(folder.resolve("any.png"), 20, 10), running.process().getOutputStream());
            assertThat(running.end().done().out()).contains(Path.of("maps", "stdin_0.png").toString());
        }
        assertThat(Samples.names(folder.resolve("maps"))).containsExactly("stdin.json", "stdin_0.png");
        assertThat(width("stdin_0.png")).isEqualTo(20);
    }

    @Test
    void numbers_pictures_of_the_same_name_in_one_folder() throws IOException {
        namesakes();
        Ended ended = run(tiny("-t", "0", "--flat", "pictures/a/cat.png", "pictures/b/cat.png")).done();
        assertThat(Samples.names(folder.resolve("maps"))).containsExactly(Samples.KEPT, "cat-2.json",
                "cat.json", "cat_0-2.png", "cat_0.png");
        assertThat(ImageIO.read(folder.resolve("maps/cat_0.png").toFile()).getWidth()).isEqualTo(20);
        assertThat(ImageIO.read(folder.resolve("maps/cat_0-2.png").toFile()).getWidth()).isEqualTo(30);
        assertThat(ended.out()).contains("pictures/a/cat.png:", "pictures/b/cat.png:", "cat_0.png", "cat_0-2.png");
        assertThat(Files.readString(folder.resolve("maps/cat-2.json"))).contains("cat_0-2.png");
    }

    @Test
    void keeps_labels_inside_the_folder() throws IOException {
        Path model = Samples.classifier(folder, "tiny");
        Files.writeString(folder.resolve("labels.txt"), "../../evil/na:me\n/etc/passwd\n..\n\u0007bell\nCON\n");
        Path work = Files.createDirectories(folder.resolve("work/deep"));
        Ended ended = Command.in(work).run("explain", "-m", model, "-p", "none", "-l", "../../labels.txt", "-t", "all",
                "--prefix", "", "-f", "npy", "-o", "maps", CAT).done();
        assertThat(Samples.names(work.resolve("maps"))).hasSize(Samples.CLASSES).doesNotContain("CON.npy")
                .noneMatch(name -> name.matches(".*[:/\\\\\\p{Cntrl}].*|\\..*"));
        assertThat(Samples.names(work)).containsExactly("maps");
        assertThat(Samples.names(folder.resolve("work"))).containsExactly("deep");
        assertThat(ended.out()).as("what a terminal would obey").doesNotContain("\u0007");
    }

    @Test
    void predicts_in_one_document() throws IOException {
        JsonObject picture = document(run("predict", "--json", "--top", "2", CAT).done()).getAsJsonArray("pictures")
                .get(0).getAsJsonObject();
        assertThat(picture.getAsJsonArray("predictions")).hasSize(2);
        assertThat(Samples.names(folder)).isEmpty();
    }

    /** A start costs what it starts. */
    @Test
    void what_a_command_does_without_is_not_started() throws Exception {
        assertThat(run("bundles").done().out())
                .doesNotContainPattern("active .*org.apache.felix.(gogo|configadmin|fileinstall)");
        assertThat(run("gogo", "bundles").done().out())
                .containsPattern("active .*org.apache.felix.gogo.runtime")
                .containsPattern("active .*org.apache.felix.gogo.command")
                .doesNotContainPattern("active .*org.apache.felix.(configadmin|fileinstall)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"devices", "models", "methods", "renderers", "bundles"})
    void lists_in_one_document(String command) throws IOException {
        Ended ended = run(command, "--json").done();
        JsonObject document = document(ended);
        assertThat(document.get("command").getAsString()).isEqualTo(command);
        JsonArray entries = document.getAsJsonArray(command);
        assertThat(entries).isNotEmpty();
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void measures_in_one_document() throws IOException {
        JsonObject document = document(run("bench", "--method", "reciprocam", "--image", CAT, "--runs", "3", "--json")
                .done());
        assertThat(document.keySet()).contains("plain_ms", "explain_ms", "ratio", "runs");
        assertThat(document.get("runs").getAsInt()).isEqualTo(3);
    }

    @Test
    void says_in_the_document_why_it_failed() throws IOException {
        Ended ended = run("explain", "--json", "-m", "nosuch", CAT).code(3);
        assertThat(document(ended).get("error").getAsString()).contains("nosuch");
        assertThat(ended.err()).hasLineCount(1).startsWith("pellucid: ");
    }

    /** Of the commands that the overview lists, so none is left out. */
    @TestFactory
    Stream<DynamicTest> helps() {
        Ended overview = run("--help").done();
        List<String> commands = overview.out().lines().filter(line -> line.matches("  \\S.*"))
                .map(line -> line.strip().split(" ")[0]).toList();
        assertThat(commands).contains("explain", "predict", "devices", "models", "methods", "renderers", "bundles",
                "shell", "gogo", "bench");
        return commands.stream().map(command -> DynamicTest.dynamicTest(command, () -> {
            Ended ended = run(command, "--help").done();
            assertThat(ended.out()).contains("Usage: pellucid " + command + " ").contains("Options:", "--help",
                    "--json");
            assertThat(ended.err()).isEmpty();
        }));
    }

    @Test
    void runs_gogo_and_a_script_without_standard_input() throws IOException {
        assertThat(run("gogo", "predict --top 1 " + CAT).done().out()).startsWith("Predicted class Egyptian_cat");
        Path script = Files.writeString(folder.resolve("script.gosh"), "predict --top 1 $1\nexplain gone.png\n");
        Ended ended = run("shell", script, CAT);
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out()).contains("Predicted class Egyptian_cat");
        assertThat(ended.err()).hasLineCount(2).startsWith("Device: CPU, ").contains("gone.png: no such file");
    }

    @Test
    void says_how_long_starting_took() {
        Ended ended = run("--timing", "--version").done();
        assertThat(ended.out()).startsWith("pellucid 0.").hasLineCount(1);
        assertThat(ended.err().lines()).allMatch(line -> line.matches("\\[\\d+ ms] .+")).anyMatch(
                line -> line.endsWith("] ready")).anyMatch(line -> line.endsWith("] stopped"));
    }
}
