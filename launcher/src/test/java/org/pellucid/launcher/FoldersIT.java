package org.pellucid.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pellucid.launcher.Command.Ended;
import org.pellucid.launcher.Command.Running;
import org.pellucid.testkit.TestData;

/** The folders of configuration and of plug-ins. */
class FoldersIT {
    private static final long PATIENCE_SECONDS = 30;

    @TempDir
    private Path folder;
    private Path etc;
    private Path plugins;

    @BeforeEach
    void folders() throws IOException {
        etc = Files.createDirectory(folder.resolve("etc"));
        plugins = Files.createDirectory(folder.resolve("plugins"));
    }

    /** With a cache of its own, empty at first. */
    private Command command() {
        return Command.in(folder).cache(folder.resolve("cache")).behind("env", "PELLUCID_ETC=" + etc,
                "PELLUCID_PLUGINS=" + plugins);
    }

    private void configure(String json) throws IOException {
        Path work = folder.resolve("work");
        Files.writeString(work, json);
        Files.move(work, etc.resolve("pellucid.json"), StandardCopyOption.REPLACE_EXISTING);
    }

    private void plugIn(String name, String imports) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", name);
        if (!imports.isEmpty()) {
            manifest.getMainAttributes().putValue("Import-Package", imports);
        }
        Path work = folder.resolve("work");
        new JarOutputStream(Files.newOutputStream(work), manifest).close();
        Files.move(work, plugins.resolve(name + ".jar"));
    }

    private static void await(BooleanSupplier condition, Running running) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(running.process().isAlive()).as("at work").isTrue();
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.sleep(20);
        }
    }

    @Test
    void configuration_is_read_and_goes_with_its_file() throws IOException {
        configure("""
                {
                  // another place for the labels
                  "org.pellucid.download.imagenet-labels": {"urls": ["http://127.0.0.1:1/other/labels.txt"]},
                  "org.pellucid.download.item~mine": {"name": "mine", "urls": ["http://127.0.0.1:1/mine.xml"]}
                }
                """);
        for (int run = 0; run < 2; run++) {
            assertThat(command().run("models", "fetch").done().out()).contains("http://127.0.0.1:1/other/labels.txt")
                    .contains("mine.xml");
        }
        Files.delete(etc.resolve("pellucid.json"));
        assertThat(command().run("models", "fetch").done().out()).doesNotContain("127.0.0.1").doesNotContain("mine");
    }

    @Test
    void a_bad_value_is_refused_with_its_range() throws IOException {
        configure("""
                {"org.pellucid.explain": {"waitMillis:Integer": 600001}}
                """);
        Ended ended = command().run("methods").done();
        assertThat(ended.out()).contains("reciprocam");
        assertThat(ended.errors()).containsExactly("pellucid: configuration org.pellucid.explain: "
                + "waitMillis 600001: must be a whole number in 0..600000; the default stays");
    }

    private void rise(String output, Object... options) {
        List<Object> line = new ArrayList<>(List.of("explain", "-M", "rise", "-f", "npy", "-o", output));
        line.addAll(List.of(options));
        line.add(TestData.sample("chelsea.png"));
        command().run(line.toArray()).done();
    }

    @Test
    void options_of_methods_have_configured_defaults() throws IOException {
        rise("asked", "-O", "masks=20");
        configure("""
                {"org.pellucid.method.rise": {"masks:Integer": 20, "estimator": "best"}}
                """);
        Ended methods = command().run("methods", "rise").done();
        assertThat(methods.out()).containsPattern("masks +20 ").containsPattern("estimator +ridge ");
        assertThat(methods.errors()).containsExactly("pellucid: configuration org.pellucid.method.rise: estimator "
                + "best: must be one of plain, ridge; the default stays");
        rise("configured");
        rise("other", "-O", "masks=30");
        String map = "chelsea_Egyptian_cat.npy";
        assertThat(folder.resolve("configured").resolve(map)).hasSameBinaryContentAs(folder.resolve("asked/" + map));
        assertThat(Files.mismatch(folder.resolve("other").resolve(map), folder.resolve("asked").resolve(map)))
                .as("a request has its way").isNotNegative();
    }

    @Test
    void a_file_that_is_no_json_is_named() throws IOException {
        configure("{\n  \"org.pellucid.explain\": {\n");
        command().run("methods").refused(3, etc.resolve("pellucid.json").toString(), "line no=");
    }

    private void labels(String url, int mebibytes) throws IOException {
        configure("{\"org.pellucid.download.imagenet-labels\": {\"urls\": [\"http://127.0.0.1:1/" + url
                + "\"], \"maxMebibytes:Integer\": " + mebibytes + "}}");
    }

    @Test
    void changes_take_effect_while_a_shell_runs() throws Exception {
        labels("one.txt", 5);
        Files.writeString(folder.resolve("wait.gosh"), """
                models fetch
                until {
                    (((models fetch) items) toString) contains two.txt
                } { sleep 0.05 }
                models fetch
                until {
                    (((models fetch) items) toString) contains three.txt
                } { sleep 0.05 }
                models fetch --json
                """);
        try (Running running = command().start("shell", "wait.gosh")) {
            await(() -> running.printed().contains("one.txt"), running);
            labels("two.txt", 6);
            await(() -> running.printed().contains("two.txt"), running);
            labels("three.txt", 0);
            Ended ended = running.end().done();
            assertThat(ended.out()).contains("\"max_bytes\": " + (6 << 20));
            assertThat(ended.errors()).containsExactly("pellucid: configuration org.pellucid.download.imagenet-labels: "
                    + "maxMebibytes 0: must be a whole number of at least 1; 6 stays");
        }
    }

    @Test
    void plug_ins_are_installed_on_request_only() throws IOException {
        plugIn("test.plugin", "");
        assertThat(command().run("bundles").done().out()).doesNotContain("test.plugin");
        assertThat(command().run("--plugins", "bundles").done().out()).containsPattern("active +0.0.0 +test.plugin");
        Ended after = command().run("--timing", "bundles").done();
        assertThat(after.out()).doesNotContain("test.plugin");
        assertThat(after.err()).doesNotContain("new storage");
    }

    @Test
    void plug_ins_that_are_wrong_are_named_and_the_rest_goes_on() throws IOException {
        Files.writeString(plugins.resolve("broken.jar"), "no jar");
        plugIn("test.newer", "org.pellucid.api.explain;version=\"[99,100)\"");
        plugIn("test.plugin", "");
        Ended ended = command().run("--plugins", "bundles").done();
        assertThat(ended.out()).containsPattern("active +0.0.0 +test.plugin")
                .containsPattern("installed +0.0.0 +test.newer");
        assertThat(ended.errors()).anyMatch(line -> line.contains("plug-in " + plugins.resolve("broken.jar")))
                .anyMatch(line -> line.contains("test.newer"));
    }
}
