package org.pellucid.shell.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;

/** The command line's entry, with everything real behind it. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class CommandLineTest extends InFramework {
    /** Where a run over several pictures keeps its table, to go on from there. */
    private static final String KEPT = ".pellucid";

    private JsonObject json() {
        return JsonParser.parseString(out()).getAsJsonObject();
    }

    @Test
    void explains_a_picture() throws IOException {
        assertThat(run("explain", sample("chelsea.png"))).as(err()).isZero();
        assertThat(out()).startsWith("Predicted class Egyptian_cat, index 285, probability: 0.")
                .endsWith(Path.of("saliency_maps/chelsea_Egyptian_cat.jpg") + "\n");
        assertThat(err()).contains("Method reciprocam (").contains("Insertion layer: ")
                .contains("Device: CPU, ");
        assertThat(files("saliency_maps")).containsExactly("chelsea_Egyptian_cat.jpg");
    }

    @Test
    void quiet_prints_nothing() throws IOException {
        assertThat(run("explain", "-q", sample("chelsea.png"))).isZero();
        assertThat(out() + err()).isEmpty();
        assertThat(files("saliency_maps")).hasSize(1);
    }

    @Test
    void verbose_prints_the_log() {
        assertThat(run("explain", "-v", "-f", "npy", sample("chelsea.png"))).isZero();
        assertThat(err()).contains("INFO org.pellucid.explain: Insertion layer of reciprocam");
    }

    @Test
    void writes_every_format_asked_for_and_one_json_document() throws IOException {
        assertThat(run("explain", "--json", "-t", "top:2", "-f", "jpg,png,npy,json", "-o", "maps", "--precision", "f32",
                sample("chelsea.png"), sample("rocket.jpg"))).as(err()).isZero();
        JsonObject document = json();
        assertThat(document.get("schema_version").getAsInt()).isEqualTo(1);
        assertThat(document.get("command").getAsString()).isEqualTo("explain");
        JsonArray pictures = document.getAsJsonArray("pictures");
        assertThat(pictures).hasSize(2);
        JsonObject cat = pictures.get(0).getAsJsonObject();
        assertThat(cat.get("status").getAsString()).isEqualTo("done");
        assertThat(cat.get("image").getAsString()).isEqualTo(sample("chelsea.png"));
        assertThat(cat.get("method").getAsString()).isEqualTo("reciprocam");
        assertThat(cat.getAsJsonArray("predictions")).isNotEmpty();
        assertThat(cat.getAsJsonArray("maps")).hasSize(2);
        for (JsonElement map : cat.getAsJsonArray("maps")) {
            for (String format : new String[] {"jpg", "png", "npy"}) {
                String file = map.getAsJsonObject().getAsJsonObject("files").get(format).getAsString();
                assertThat(folder.resolve("maps").resolve(file)).isNotEmptyFile();
            }
        }
        assertThat(files("maps")).hasSize(2 * (2 * 3 + 1) + 1).contains(KEPT, "chelsea.json", "rocket.json");
    }

    @Test
    void goes_on_after_a_picture_that_fails() throws IOException {
        Path text = Files.writeString(folder.resolve("text.jpg"), "not a picture");
        Files.createDirectory(folder.resolve("empty"));
        assertThat(run("explain", "--flat", "gone.png", text.toString(), "empty", sample("coffee.png"))).isEqualTo(1);
        assertThat(err().lines().filter(line -> line.startsWith("pellucid: "))).hasSize(3).anyMatch(
                line -> line.contains("gone.png")).anyMatch(line -> line.contains("text.jpg"))
                .anyMatch(line -> line.contains("empty"));
        assertThat(out()).contains("Predicted class ").contains("coffee_");
        assertThat(files("saliency_maps")).startsWith(KEPT).hasSizeGreaterThan(1)
                .allMatch(name -> name.equals(KEPT) || name.startsWith("coffee_"));
    }

    @Test
    void json_names_the_pictures_that_failed() {
        assertThat(run("explain", "--json", "gone.png", sample("coffee.png"))).isEqualTo(1);
        JsonObject gone = json().getAsJsonArray("pictures").get(0).getAsJsonObject();
        assertThat(gone.get("status").getAsString()).isEqualTo("failed");
        assertThat(gone.get("error").getAsString()).isEqualTo("gone.png: no such file in " + folder);
        assertThat(json().getAsJsonArray("pictures").get(1).getAsJsonObject().get("status").getAsString())
                .isEqualTo("done");
    }

    @Test
    void predicts() {
        assertThat(run("predict", "--top", "3", sample("chelsea.png"))).isZero();
        assertThat(out().lines()).hasSize(3);
        assertThat(out()).startsWith("Predicted class Egyptian_cat, index 285, probability: 0.");
        assertThat(run("predict", "--json", "--top", "3", sample("chelsea.png"))).isZero();
        assertThat(json().getAsJsonArray("pictures").get(0).getAsJsonObject().getAsJsonArray("predictions")).hasSize(3);
    }

    @Test
    void lists_in_its_help_the_colour_maps_there_are() throws Exception {
        assertThat(run("colormaps", "--json")).isZero();
        List<String> names = new ArrayList<>();
        json().getAsJsonArray("colormaps")
                .forEach(each -> names.add(each.getAsJsonObject().get("name").getAsString()));
        assertThat(run("explain", "--help")).isZero();
        assertThat(out().replaceAll("\\s+", " "))
                .contains("colour map: " + String.join(", ", names) + " (default jet)");
    }

    @Test
    void paints_legend_caption_and_contour_on_request() throws Exception {
        assertThat(run("explain", "-f", "png", "-o", "plain", sample("chelsea.png"))).as(err()).isZero();
        assertThat(run("explain", "-f", "png", "-o", "told", "--style", "contour", "--legend", "--caption",
                sample("chelsea.png"))).as(err()).isZero();
        assertThat(Files.readAllBytes(folder.resolve("told/chelsea_Egyptian_cat.png")))
                .isNotEqualTo(Files.readAllBytes(folder.resolve("plain/chelsea_Egyptian_cat.png")));
        assertThat(run("explain", "--style", "contour", "--no-overlay", sample("chelsea.png"))).isEqualTo(2);
        assertThat(err()).contains("leave out --no-overlay");
        assertThat(run("explain", "--style", "kontur", sample("chelsea.png"))).isEqualTo(2);
    }

    @Test
    void contrasts_two_classes_and_names_both_in_the_document() throws Exception {
        assertThat(run("explain", "-t", "tabby>Egyptian_cat", "-f", "npy,png", "--legend", "--caption", "--json", "-o",
                "why", sample("chelsea.png"))).as(err()).isZero();
        JsonObject map = json().getAsJsonArray("pictures").get(0).getAsJsonObject().getAsJsonArray("maps").get(0)
                .getAsJsonObject();
        assertThat(map.get("label").getAsString()).isEqualTo("tabby>Egyptian_cat");
        assertThat(map.getAsJsonObject("against").get("index").getAsInt()).isEqualTo(285);
        assertThat(map.get("scale").getAsString()).isEqualTo("signed");
        Path npy = folder.resolve("why").resolve(map.getAsJsonObject("files").get("npy").getAsString());
        assertThat(Files.readString(npy, StandardCharsets.ISO_8859_1)).contains("'<f4'");
    }

    @Test
    void paints_the_maps_of_a_picture_on_one_scale_on_request() throws Exception {
        for (String scale : List.of("own", "shared")) {
            assertThat(run("explain", "-t", "Egyptian_cat,plastic_bag", "-f", "npy", "--scale", scale, "-o", scale,
                    sample("chelsea.png"))).as(err()).isZero();
        }
        byte[] own = Files.readAllBytes(folder.resolve("own/chelsea_plastic_bag.npy"));
        byte[] shared = Files.readAllBytes(folder.resolve("shared/chelsea_plastic_bag.npy"));
        assertThat(greatest(own)).isEqualTo(255);
        assertThat(greatest(shared)).isLessThan(200);
        assertThat(greatest(Files.readAllBytes(folder.resolve("shared/chelsea_Egyptian_cat.npy")))).isEqualTo(255);
        refused(2, "or own or shared", "explain", "--scale", "sharde", sample("chelsea.png"));
        refused(2, "not a number", "predict", "--scale", "shared", sample("chelsea.png"));
    }

    private static int greatest(byte[] npy) {
        return IntStream.range(128, npy.length).map(i -> npy[i] & 255).max().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"devices", "models", "methods", "renderers", "colormaps", "bundles"})
    void lists(String command) {
        assertThat(run(command)).as(err()).isZero();
        assertThat(out().lines()).hasSizeGreaterThan(1);
        assertThat(run(command, "--json")).isZero();
        assertThat(json().get("command").getAsString()).isEqualTo(command);
        assertThat(json().getAsJsonArray(command)).isNotEmpty();
        assertThat(err()).isEmpty();
    }

    @Test
    void describes_a_method() {
        assertThat(run("methods", "reciprocam")).isZero();
        assertThat(out()).startsWith("reciprocam (white-box, org.pellucid.method.reciprocam ").contains("Paper: ");
    }

    @Test
    void measures() {
        assertThat(run("bench", "--runs", "5", "--soak", "10", "--json")).as(err()).isZero();
        JsonObject report = json();
        assertThat(report.get("method").getAsString()).isEqualTo("reciprocam");
        assertThat(report.get("runs").getAsInt()).isEqualTo(5);
        assertThat(report.get("plain_ms").getAsDouble()).isPositive();
        assertThat(report.get("ratio").getAsDouble())
                .isEqualTo(report.get("explain_ms").getAsDouble() / report.get("plain_ms").getAsDouble());
        assertThat(report.getAsJsonArray("soak")).hasSize(10);
        assertThat(report.getAsJsonObject("native_objects").get("after").getAsLong())
                .isLessThan(report.getAsJsonObject("native_objects").get("open").getAsLong());
    }

    @Test
    void refuses_wrong_usage() throws IOException {
        String cat = sample("chelsea.png");
        refused(2, "unknown method 'recprocam'; did you mean reciprocam?", "explain", "-M", "recprocam", cat);
        refused(2, "gif", "explain", "-f", "gif", cat);
        refused(2, "beige", "explain", "--colormap", "beige", cat);
        refused(2, "keras", "explain", "-p", "keras", cat);
        refused(2, "Egyptian_cat", "explain", "-t", "Egyptian_cta", cat);
        refused(2, "1000", "explain", "-t", "1000", cat);
        refused(2, "nonsense", "explain", "-O", "nonsense=1", cat);
        Path file = Files.writeString(folder.resolve("file"), "");
        refused(2, "file", "explain", "-o", file.toString(), cat);
        assertThat(files("saliency_maps")).isEmpty();
    }

    @Test
    void says_what_cannot_be_used() throws IOException {
        String cat = sample("chelsea.png");
        refused(3, "nosuchmodel", "explain", "-m", "nosuchmodel", cat);
        refused(3, "gone.xml", "explain", "-m", "gone.xml", cat);
        refused(3, "CPU", "explain", "-d", "GPU.7", cat);
        Files.writeString(folder.resolve("bad.xml"), "<net><oops");
        Files.writeString(folder.resolve("bad.bin"), "");
        refused(3, "bad.xml", "explain", "-m", "bad.xml", cat);
        assertThat(files("saliency_maps")).isEmpty();
    }

    @Test
    void runs_a_line_of_gogo() {
        assertThat(run("gogo", "(explain -q " + sample("chelsea.png") + ") files")).as(err()).isZero();
        assertThat(out()).contains("chelsea_Egyptian_cat.jpg");
        assertThat(run("gogo", "explain gone.png")).isEqualTo(1);
        assertThat(err()).isEqualTo("pellucid: gone.png: no such file in " + folder + "\n");
        assertThat(run("gogo", "explain --nonsense")).isEqualTo(2);
        assertThat(err()).startsWith("pellucid: unknown option --nonsense");
        assertThat(run("gogo", "nonsense")).isEqualTo(2);
        assertThat(err()).startsWith("pellucid: unknown command 'nonsense'");
        assertThat(run("gogo", "expain cat.png")).isEqualTo(2);
        assertThat(err()).isEqualTo("pellucid: unknown command 'expain'; did you mean explain?; see 'help'\n");
        assertThat(run("gogo", "help")).isZero();
        assertThat(out()).containsSubsequence("Explain and predict:\n", "  explain ", "Gogo, the shell itself",
                "felix ");
        assertThat(run("gogo", "help explain")).isZero();
        assertThat(out()).startsWith("pellucid explain: ");
        assertThat(run("gogo", "explain gone.png | grep nothing")).isEqualTo(0);
        // Gogo itself tells of what fails before the end of a pipe, and goes on.
        assertThat(err()).contains("gone.png: no such file");
        assertThat(run("gogo", "methods | grep white")).isZero();
        assertThat(out()).contains("reciprocam").doesNotContain("METHOD");
        assertThat(run("gogo", "methods", "--json")).isZero();
        assertThat(json().getAsJsonArray("methods")).isNotEmpty();
    }

    @Test
    void commands_of_the_framework_know_bundles_by_number_and_name() {
        assertThat(run("gogo", "felix:headers 0")).as(err()).isZero();
        assertThat(out()).contains("System Bundle (0)");
        assertThat(run("gogo", "headers org.pellucid.api")).as(err()).isZero();
        assertThat(out()).startsWith("Pellucid API (");
    }

    @Test
    void runs_a_script_until_something_fails() throws IOException {
        Files.writeString(folder.resolve("script.gosh"), """
                # a comment
                picture = $1
                predict --top 1 $picture; echo between
                each [1 2] {
                    echo round $it
                }
                explain gone.png
                echo never
                """);
        assertThat(run("shell", "script.gosh", sample("chelsea.png"))).as(out() + err()).isEqualTo(1);
        assertThat(out()).contains("Predicted class Egyptian_cat").contains("between\nround 1\nround 2\n")
                .doesNotContain("never");
        assertThat(err()).endsWith("pellucid: gone.png: no such file in " + folder + "\n");
    }

    @Test
    void prints_its_version() {
        for (String version : new String[] {"--version", "-V", "version"}) {
            assertThat(run(version)).isZero();
            assertThat(out()).matches("pellucid \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\n");
        }
    }
}
