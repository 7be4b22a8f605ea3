package org.pellucid.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.pellucid.launcher.Command.Ended;
import org.pellucid.testkit.TestData;

/**
 * Every command in the documents does what they say. A block of code marked {@code sh} is run as one script; a block
 * without a mark right after it is what the script prints. A block marked {@code gogo} is run by the shell. A block
 * marked {@code sh notest} cannot be run here: it may only call programs other than Pellucid, or start what stays.
 */
class DocsIT {
    private static final Path ROOT = TestData.root();
    private static final Pattern BLOCK = Pattern.compile(
            "(?m)^```(sh|gogo|sh notest)\\n(.*?)^```$(?:\\s*[^`#\\n]*\\n+```\\n(.*?)^```$)?",
            Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern RUNNABLE = Pattern
            .compile("(?m)^ *(launcher/)?pellucid (?!(?:shell|serve)\\b)");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)(#[^)]*)?\\)");

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> each_block_of_commands_runs() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path document : documents()) {
            String name = ROOT.relativize(document).toString();
            String text = Files.readString(document);
            for (Matcher block = BLOCK.matcher(text); block.find();) {
                long line = text.substring(0, block.start()).lines().count() + 1;
                String kind = block.group(1);
                String code = block.group(2);
                String prints = block.group(3);
                tests.add(DynamicTest.dynamicTest(name + ":" + line, () -> run(kind, code, prints)));
            }
        }
        assertThat(tests).as("blocks of commands in the documents").hasSizeGreaterThan(10);
        return tests.stream();
    }

    @Test
    void the_documents_link_to_what_is_there() throws IOException {
        for (Path document : documents()) {
            for (Matcher link = LINK.matcher(Files.readString(document)); link.find();) {
                assertThat(document.resolveSibling(link.group(1))).as("linked from " + document).exists();
            }
        }
    }

    @Test
    void the_readme_is_read_in_five_minutes() throws IOException {
        long words = Stream.of(Files.readString(ROOT.resolve("README.md")).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .count();
        assertThat(words).isLessThanOrEqualTo(900);
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> top = Files.list(ROOT); Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(top, docs).filter(file -> file.toString().endsWith(".md")).sorted().toList();
        }
    }

    private void run(String kind, String code, String prints) throws IOException {
        if (kind.equals("sh notest")) {
            assertThat(RUNNABLE.matcher(code).find()).as("can be run, so let it be: " + code).isFalse();
            return;
        }
        Path desk = desk();
        Path script = Files.writeString(desk.resolve(".script"), code);
        Ended ended;
        if (kind.equals("gogo")) {
            ended = Command.in(desk).run("shell", script);
        } else {
            String path = desk.resolve(".bin") + ":" + System.getenv("PATH");
            ended = Command.start(desk, List.of("bash", "-eu", script.toString()),
                    Map.of("PATH", path, "XDG_CACHE_HOME", desk.resolve(".cache").toString())).end();
        }
        assertThat(ended.code()).as(code + ended).isZero();
        if (prints != null) {
            assertThat(prints.lines()).allSatisfy(line -> assertThat(ended.out()).contains(line));
        }
    }

    /** What the documents take for granted: the command on the path and in the checkout, pictures, a model, labels. */
    private Path desk() throws IOException {
        Path desk = Files.createTempDirectory(folder, "desk");
        List<String> line = new ArrayList<>(Command.in(desk).line());
        for (String place : List.of(".bin", "launcher")) {
            Path program = Files.createDirectories(desk.resolve(place)).resolve("pellucid");
            Files.writeString(program, "#!/bin/sh\nexec '" + String.join("' '", line) + "' \"$@\"\n");
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Path models = ROOT.resolve("models");
        Files.createSymbolicLink(desk.resolve("models"), models);
        Files.copy(models.resolve("imagenet_2012.txt"), desk.resolve("labels.txt"));
        for (String end : List.of("xml", "bin")) {
            Files.copy(models.resolve("efficientnet-lite0/efficientnet-lite0." + end), desk.resolve("model." + end));
        }
        Files.copy(models.resolve("samples/chelsea.png"), desk.resolve("cat.png"));
        Path pictures = Files.createDirectories(desk.resolve("pictures/more"));
        Files.copy(models.resolve("samples/coffee.png"), pictures.resolveSibling("coffee.png"));
        Files.copy(models.resolve("samples/rocket.jpg"), pictures.resolve("rocket.jpg"));
        return desk;
    }
}
