package org.pellucid.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pellucid.launcher.Command.Ended;
import org.pellucid.testkit.TestData;

/** Whatever is wrong: one clear line, the right exit code, the rest done, nothing half done left. */
class BadInputIT {
    private static final Path CAT = TestData.sample("chelsea.png");
    private static final Path COFFEE = TestData.sample("coffee.png");

    /** Bad pictures, and what is said of them. */
    private static final Map<String, String> PICTURES = new TreeMap<>(Map.of("gone.png", "no such file", "text.jpg",
            "not a picture", "cut.png", "truncated", "zero.png", "empty", "empty", "no pictures in this folder",
            "huge.png", "20000x20000", "gone/*.png", "gone"));

    @TempDir
    private Path folder;

    @BeforeEach
    void pictures() throws IOException {
        Files.writeString(folder.resolve("text.jpg"), "not a picture at all\n");
        Samples.truncated(CAT, folder.resolve("cut.png"), 20_000);
        Files.createFile(folder.resolve("zero.png"));
        Files.createDirectory(folder.resolve("empty"));
        Files.writeString(folder.resolve("empty/readme.txt"), "no picture");
        Samples.claim(folder.resolve("huge.png"), 20_000, 20_000);
    }

    private Ended run(Object... arguments) {
        return Command.in(folder).run(arguments);
    }

    private void nothing_written() throws IOException {
        assertThat(folder.resolve("saliency_maps")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gone.png", "cut.png", "empty", "huge.png"})
    void one_bad_picture(String name) throws IOException {
        run("explain", name).refused(1, name, PICTURES.get(name));
        nothing_written();
    }

    @Test
    void what_is_no_file_says_what_to_do_instead() throws IOException {
        run("explain", "https://example.org/cat.png").refused(1, "https://example.org/cat.png", "curl", "explain -");
        run("explain", "-").refused(1, "standard input is empty", "pellucid explain - <");
        nothing_written();
    }

    @Test
    void bad_pictures_among_good_ones() throws IOException {
        Samples.picture(folder.resolve("one.png"), 1, 1);
        List<String> pictures = new ArrayList<>(PICTURES.keySet());
        pictures.add(3, COFFEE.toString());
        pictures.add(1, "one.png");
        pictures.add(CAT.toString());
        List<Object> line = new ArrayList<>(List.of("explain", "--json", "--flat", "-t", "Egyptian_cat"));
        line.addAll(pictures);
        Ended ended = run(line.toArray()).code(1);
        assertThat(ended.errors()).hasSize(PICTURES.size());
        PICTURES.forEach((name, reason) -> assertThat(ended.errors())
                .anyMatch(error -> error.contains(name) && error.contains(reason)));
        assertThat(Samples.names(folder.resolve("saliency_maps"))).containsExactly(Samples.KEPT,
                "chelsea_Egyptian_cat.jpg", "coffee_Egyptian_cat.jpg", "one_Egyptian_cat.jpg");
        JsonArray reports = CommandLineIT.document(ended).getAsJsonArray("pictures");
        assertThat(IntStream.range(0, reports.size()).mapToObj(i -> reports.get(i).getAsJsonObject())
                .map(report -> report.get("image").getAsString())).isEqualTo(pictures);
        reports.forEach(report -> assertThat(report.getAsJsonObject().get("status").getAsString())
                .isEqualTo(PICTURES.containsKey(report.getAsJsonObject().get("image").getAsString()) ? "failed"
                        : "done"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "-t Egyptian_cta | unknown label 'Egyptian_cta' | Egyptian_cat",
            "-t 1000 | 1000 is out of range | 999",
            "-t 0,-1 | -1 is out of range | 0",
            "-M recprocam | unknown method 'recprocam' | reciprocam",
            "-p keras | keras | timm",
            "-f jpg,gif | unknown format gif | npy",
            "-o text.jpg | text.jpg | is a file",
            "-o text.jpg/maps | text.jpg | cannot be written",
            "-o /proc/pellucid | /proc/pellucid | cannot be written",
            "-l gone.txt | gone.txt | no such file",
            "-l /dev/zero | /dev/zero | is not a regular file",
            "--bogus | unknown option --bogus | explain --help"})
    void wrong_usage(String arguments, String first, String second) throws IOException {
        List<Object> line = new ArrayList<>(List.of("explain"));
        line.addAll(List.of(arguments.split(" ")));
        line.add(CAT);
        run(line.toArray()).refused(2, first, second);
        nothing_written();
    }

    @ParameterizedTest
    @CsvSource({"explian, did you mean explain", "--nonsense, unknown option --nonsense"})
    void no_such_command(String argument, String reason) {
        run(argument).refused(2, argument, reason, "pellucid --help");
    }

    @Test
    void an_empty_folder_that_was_there_stays() throws IOException {
        Files.createDirectory(folder.resolve("maps"));
        run("explain", "-o", "maps", "-t", "nosuch", CAT).refused(2, "nosuch");
        run("explain", "-o", "maps/deep/er", "-t", "nosuch", CAT).refused(2, "nosuch");
        assertThat(folder.resolve("maps")).isEmptyDirectory();
    }

    @Test
    void a_native_library_that_cannot_be_loaded() throws IOException {
        Path cache = folder.resolve("cache");
        Command command = Command.in(folder).cache(cache);
        command.run("predict", CAT).done();
        spoil(cache, "no library".length());
        command.run("predict", CAT).done(); // it is unpacked again
        spoil(cache, 0);
        assertThat(command.run("predict", CAT).code(3).errors()).singleElement().asString()
                .startsWith("pellucid: a library cannot be loaded: ").contains("libopencv");
    }

    /** Puts something else in place of OpenCV's library, of that length, or of the same as before for 0. */
    private static void spoil(Path cache, int length) throws IOException {
        try (Stream<Path> files = Files.walk(cache)) {
            for (Path library : files.filter(file -> file.getFileName().toString().startsWith("libopencv")).toList()) {
                int size = length > 0 ? length : Math.toIntExact(Files.size(library));
                Files.delete(library);
                Files.write(library, Arrays.copyOf("no library".getBytes(StandardCharsets.US_ASCII), size));
            }
        }
    }

    @Test
    void a_device_that_is_not_there() throws IOException {
        run("explain", "-d", "GPU.7", CAT).refused(3, "GPU.7", "CPU");
        nothing_written();
    }

    @Test
    void a_model_that_is_not_there() throws IOException {
        run("explain", "-m", "nosuch", CAT).refused(3, "nosuch", "efficientnet-lite0");
        nothing_written();
    }

    @ParameterizedTest
    @CsvSource({"no-weights, no-weights.bin: no such file", "cut-weights, only 100 bytes", "far-constant, 999999999999",
            "malformed, not well-formed XML", "doctype, DOCTYPE", "no-classifier, no image classifier",
            "no-model, no-model.xml"})
    void a_bad_model(String name, String reason) throws IOException {
        Path model = name.equals("no-classifier") ? Samples.noClassifier(folder, name)
                : Samples.classifier(folder, name);
        Path weights = folder.resolve(name + ".bin");
        String xml = Files.readString(model);
        switch (name) {
            case "no-weights" -> Files.delete(weights);
            case "cut-weights" -> Samples.truncated(weights, weights, 100);
            case "far-constant" -> Files.writeString(model,
                    xml.replaceFirst("offset=\"0\"", "offset=\"999999999999\""));
            case "malformed" -> Files.writeString(model, xml.substring(0, xml.length() / 2));
            case "doctype" -> Files.writeString(model, xml.replace("<net ",
                    "<!DOCTYPE net [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n<net "));
            case "no-model" -> Files.copy(CAT, model, StandardCopyOption.REPLACE_EXISTING);
            default -> assertThat(name).isEqualTo("no-classifier");
        }
        run("explain", "-m", model.getFileName(), "-p", "none", CAT).refused(3, name, reason);
        nothing_written();
    }
}
