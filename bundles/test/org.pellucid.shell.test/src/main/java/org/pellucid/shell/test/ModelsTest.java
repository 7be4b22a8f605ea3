package org.pellucid.shell.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Models whose file says nothing of preprocessing and labels, as most exports. */
class ModelsTest extends InFramework {
    private static final String NOTE = "Note: bare.xml does not say: mean and scale of its input, the order of the "
            + "channels, labels; ";

    /** The model that ships, without what it says of itself. */
    @BeforeEach
    void bare_model() throws IOException {
        Path model = root().resolve("models/efficientnet-lite0");
        String definition = Files.readString(model.resolve("efficientnet-lite0.xml"));
        int begin = definition.lastIndexOf("<rt_info>");
        Files.writeString(folder.resolve("bare.xml"), definition.substring(0, begin) + "</net>");
        Files.copy(model.resolve("efficientnet-lite0.bin"), folder.resolve("bare.bin"));
    }

    private long notes() {
        return err().lines().filter(line -> line.startsWith("Note: ")).count();
    }

    private String labels() {
        return root().resolve("models/imagenet_2012.txt").toString();
    }

    private JsonObject picture() {
        return JsonParser.parseString(out()).getAsJsonObject().getAsJsonArray("pictures").get(0).getAsJsonObject();
    }

    @Test
    void what_the_file_leaves_unsaid_is_said_once_a_run() {
        for (String command : new String[] {"predict", "explain"}) {
            assertThat(run(command, "-m", "bare.xml", sample("chelsea.png"), sample("rocket.jpg"))).isZero();
            assertThat(err()).contains(NOTE).contains("-p timm -l labels.txt");
            assertThat(notes()).isEqualTo(1);
        }
        assertThat(run("explain", "-m", "bare.xml", "-p", "timm", "-l", labels(), sample("chelsea.png"))).isZero();
        assertThat(notes()).isZero();
        assertThat(run("explain", sample("chelsea.png"))).isZero();
        assertThat(notes()).isZero();
    }

    @Test
    void json_says_the_same() throws IOException {
        assertThat(run("explain", "-m", "bare.xml", "--json", "-f", "json", "-o", "maps",
                sample("chelsea.png"))).isZero();
        String note = picture().getAsJsonArray("notes").get(0).getAsString();
        assertThat("Note: " + note).startsWith(NOTE);
        assertThat(Files.readString(folder.resolve("maps/chelsea.json"))).contains(note);
        assertThat(run("predict", "-m", "bare.xml", "--json", sample("chelsea.png"))).isZero();
        assertThat(picture().getAsJsonArray("notes").get(0).getAsString()).isEqualTo(note);
    }

    @Test
    void an_evaluation_says_it_once_and_keeps_it() throws IOException {
        assertThat(run("evaluate", "-m", "bare.xml", "--metric", "deletion", "--steps", "2", "-o", "evaluation",
                "--sample", "1", root().resolve("models/samples").toString())).as(err()).isZero();
        assertThat(notes()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("evaluation/evaluation.json"))).contains("bare.xml does not say: ");
    }

    private JsonObject description(String... arguments) {
        assertThat(run(arguments)).as(err()).isZero();
        return JsonParser.parseString(out()).getAsJsonObject();
    }

    @Test
    void describes_a_model() {
        JsonObject bare = description("models", "describe", "bare.xml", "--json");
        assertThat(bare.getAsJsonArray("inputs").toString())
                .isEqualTo("[{\"names\":[\"image\"],\"type\":\"f32\",\"shape\":[1,3,224,224]}]");
        assertThat(bare.get("layout").getAsString()).isEqualTo("NCHW");
        assertThat(bare.getAsJsonObject("model_info").get("mean_values").isJsonNull()).isTrue();
        assertThat(bare.getAsJsonArray("methods").get(0).getAsJsonObject().get("fits").getAsBoolean()).isTrue();
        JsonArray layers = bare.getAsJsonArray("layers");
        JsonObject last = layers.get(layers.size() - 1).getAsJsonObject();
        assertThat(last.get("shape").toString()).isEqualTo("[1,1280,7,7]");
        assertThat(last.get("rows").getAsInt()).isEqualTo(7);
        assertThat(last.get("inferences").getAsDouble()).isBetween(1.0, 1.5);
        assertThat(bare.getAsJsonArray("notes")).hasSize(1);
        assertThat(run("models", "describe", "efficientnet-lite0")).isZero();
        assertThat(out()).contains("Mean: [123.675, 116.28, 103.53]", "Channels: RGB", "Labels: 1000: tench, ",
                "reciprocam ", last.get("name").getAsString(), "before them, with --json")
                .doesNotContain("does not say");
    }

    @Test
    void a_copy_that_says_all_is_explained_as_with_options() throws IOException {
        assertThat(description("models", "describe", "bare.xml", "--write", "-p", "timm", "-l", labels(), "-o", "new",
                "--json").get("copy").getAsString()).isEqualTo(folder.resolve("new/bare.xml").toString());
        assertThat(files("new")).containsExactly("bare.bin", "bare.xml");
        assertThat(run("explain", "-m", "new/bare.xml", "-f", "jpg,npy", "-o", "a", sample("chelsea.png"))).isZero();
        assertThat(notes()).isZero();
        assertThat(run("explain", "-m", "bare.xml", "-p", "timm", "-l", labels(), "-f", "jpg,npy", "-o", "b",
                sample("chelsea.png"))).isZero();
        assertThat(files("a")).isEqualTo(files("b")).contains("chelsea_Egyptian_cat.npy");
        for (String file : files("a")) {
            assertThat(folder.resolve("a").resolve(file)).hasSameBinaryContentAs(folder.resolve("b").resolve(file));
        }
    }

    @Test
    void a_copy_replaces_nothing_unless_told_to() throws IOException {
        refused(2, "is the model itself", "models", "describe", "bare.xml", "--write", "--overwrite", "-o", ".");
        Files.createDirectory(folder.resolve("new"));
        Files.writeString(folder.resolve("new/bare.bin"), "mine");
        refused(2, "is there already", "models", "describe", "bare.xml", "--write", "-o", "new");
        assertThat(folder.resolve("new/bare.bin")).hasContent("mine");
        assertThat(files("new")).containsExactly("bare.bin");
        assertThat(run("models", "describe", "bare.xml", "--write", "--overwrite", "-o", "new")).isZero();
        assertThat(folder.resolve("new/bare.bin")).hasSameBinaryContentAs(folder.resolve("bare.bin"));
    }

    @Test
    void options_of_describing_need_it() {
        refused(2, "--write belongs to 'describe NAME|FILE'", "models", "--write");
        refused(2, "need --write", "models", "describe", "bare.xml", "-o", "new");
        refused(2, "describes one model", "models", "describe");
        refused(2, "3 labels", "models", "describe", "bare.xml", "--write", "-l", three());
    }

    @Test
    void converts_a_model() throws IOException {
        JsonObject converted = description("models", "convert", "bare.xml", "-l", labels(), "--isolated", "-o", "ir",
                "--json");
        assertThat(converted.get("copy").getAsString()).isEqualTo(folder.resolve("ir/bare.xml").toString());
        JsonObject info = description("models", "describe", "ir/bare.xml", "--json").getAsJsonObject("model_info");
        assertThat(info.getAsJsonArray("labels")).hasSize(1000);
        assertThat(info.get("mean_values").isJsonNull()).as("nobody said it").isTrue();
        assertThat(description("models", "convert", "bare.xml", "-p", "timm", "-o", "ir", "--overwrite", "--json")
                .get("copy").isJsonNull()).isFalse();
        assertThat(description("models", "describe", "ir/bare.xml", "--json").getAsJsonObject("model_info")
                .getAsJsonArray("mean_values").get(0).getAsDouble()).isEqualTo(123.675);
        refused(2, "converts one model", "models", "convert");
        refused(2, "convert always writes", "models", "convert", "bare.xml", "--write");
    }

    @Test
    void a_file_beside_the_caller_needs_no_folder_before_its_name() throws IOException {
        Files.writeString(folder.resolve("net.onnx"), "nothing");
        refused(3, folder.resolve("net.onnx") + " is damaged or not ONNX", "predict", "-m", "net.onnx",
                sample("chelsea.png"));
        Files.writeString(folder.resolve("net.keras"), "nothing");
        refused(3, "is a Keras file", "predict", "-m", "net.keras", sample("chelsea.png"));
        refused(3, "There is no model file " + folder.resolve("gone.tflite"), "predict", "-m", "gone.tflite",
                sample("chelsea.png"));
    }

    private String three() {
        try {
            return Files.writeString(folder.resolve("three.txt"), "a\nb\nc\n").toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
