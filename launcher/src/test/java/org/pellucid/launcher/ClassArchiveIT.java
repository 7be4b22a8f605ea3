package org.pellucid.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pellucid.launcher.Command.Ended;
import org.pellucid.testkit.TestData;

/** The archive of loaded classes of an installation: made where it can be, never in the way of a command. */
class ClassArchiveIT {
    private static final Path CACHE = Command.CACHE.resolveSibling("test-script-cache");
    private static final Path CLASSES = CACHE.resolve("pellucid/classes");
    private static final Path CAT = TestData.sample("chelsea.png");
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    @TempDir
    private Path folder;
    private Path script;

    @BeforeEach
    void install() throws IOException {
        script = Layout.installation("test installation").resolve("bin/pellucid");
        Samples.delete(CLASSES);
    }

    private Ended run(Map<String, String> environment, List<String> before, Object... arguments) {
        List<String> line = new ArrayList<>(before);
        line.add(script.toString());
        for (Object argument : arguments) {
            line.add(argument.toString());
        }
        Map<String, String> all = new HashMap<>(Map.of("JAVA_HOME", System.getProperty("java.home"),
                "XDG_CACHE_HOME", CACHE.toString()));
        all.putAll(environment);
        return Command.start(folder, line, all).end();
    }

    private void explains(List<String> before) {
        Ended ended = run(Map.of(), before, "explain", "--json", "-q", CAT).done();
        assertThat(ended.out()).startsWith("{").endsWith("}\n");
        assertThat(ended.err()).isEmpty();
    }

    /** Waits for the archive that takes its place just after the command has ended. */
    private static Path archive(Path classes) throws Exception {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            List<String> names = Samples.names(classes);
            if (names.size() == 1 && names.get(0).endsWith(".jsa")) {
                return classes.resolve(names.get(0));
            }
            assertThat(System.nanoTime()).as("one archive in %s", names).isLessThan(end);
            Thread.sleep(10);
        }
    }

    private boolean uses(Path archive) {
        Ended ended = run(Map.of("PELLUCID_OPTS", "-XX:+PrintFlagsFinal"), List.of(), "--version").done();
        return ended.out().contains(archive.toString());
    }

    @Test
    void one_that_was_cut_short_is_made_anew() throws Exception {
        explains(List.of());
        Path first = archive(CLASSES);
        assertThat(uses(first)).isTrue();
        long size = Files.size(first);
        Files.setPosixFilePermissions(first, PosixFilePermissions.fromString("rw-r--r--"));
        try (FileChannel channel = FileChannel.open(first, StandardOpenOption.WRITE)) {
            channel.truncate(size * 2 / 3); // enough for the JVM to begin with it, and to die of it
        }
        explains(List.of());
        Path second = archive(CLASSES);
        assertThat(second.getFileName().toString()).endsWith("." + Files.size(second) + ".jsa");
        assertThat(uses(second)).isTrue();
    }

    @Test
    void one_that_is_made_later_holds_the_classes_of_bundles() throws Exception {
        run(Map.of("PELLUCID_OPTS", "-Xshare:auto"), List.of(), "explain", "-q", CAT).done(); // bundles are installed
        explains(List.of());
        archive(CLASSES);
        Path loaded = folder.resolve("loaded");
        run(Map.of("PELLUCID_OPTS", "-Xlog:class+load:file=" + loaded), List.of(), "methods").done();
        assertThat(Files.readAllLines(loaded))
                .filteredOn(line -> line.contains(" org.pellucid.command.CommandsService "))
                .singleElement().asString().endsWith("source: shared objects file (top)");
    }

    @Test
    void there_is_none_where_nothing_can_be_made() throws IOException {
        Files.createDirectories(CLASSES.getParent());
        Files.writeString(CLASSES, "in the way");
        explains(List.of());
        assertThat(CLASSES).hasContent("in the way");
    }

    /** A limit for files acts as a full disk does. */
    @Test
    void there_is_none_where_there_is_no_room() throws IOException {
        run(Map.of("PELLUCID_OPTS", "-Xshare:auto"), List.of(), "explain", "-q", CAT).done(); // natives are kept
        explains(List.of("bash", "-c", "ulimit -f 8192; exec \"$0\" \"$@\""));
        assertThat(Samples.names(CLASSES)).isEmpty();
    }

    @Test
    void an_installation_of_somebody_else_is_left_as_it_is() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: only root can become somebody else");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        List<String> nobody = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "env",
                "XDG_CACHE_HOME=" + folder.resolve("cache"));
        List<String> reads = new ArrayList<>(nobody);
        reads.addAll(
                List.of("test", "-r", script.toString(), "-a", "-x", System.getProperty("java.home") + "/bin/java"));
        assumeTrue(Command.start(Path.of("/"), reads, Map.of()).end().code() == 0,
                "skipped: other users cannot read this checkout");
        List<String> before = Samples.names(script.getParent().getParent());
        explains(nobody);
        archive(folder.resolve("cache/pellucid/classes"));
        explains(nobody);
        assertThat(Samples.names(script.getParent().getParent())).isEqualTo(before);
        assertThat(folder.resolve("saliency_maps/chelsea_Egyptian_cat.jpg")).isNotEmptyFile();
        Samples.delete(folder.resolve("cache")); // JUnit would warn of its links
    }

    @Test
    void options_for_java_come_last_and_win() {
        Ended ended = run(Map.of("PELLUCID_OPTS", "-Xmx512m\n -XX:+PrintFlagsFinal"), List.of(), "--version").done();
        assertThat(ended.out()).containsPattern("MaxHeapSize += " + 512 * 1024 * 1024 + " ");
    }
}
