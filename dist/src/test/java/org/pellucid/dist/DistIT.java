package org.pellucid.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two archives, unpacked and used as on a machine that never saw Pellucid. */
class DistIT {
    private static final Path TARGET = Path.of(System.getProperty("pellucid.test.target"));
    private static final String NAME = "pellucid-" + System.getProperty("pellucid.test.version");
    private static final String PLAIN = NAME + "-linux-x86_64.tar.gz";
    private static final String WITH_JAVA = NAME + "-linux-x86_64-java.tar.gz";
    private static final long MEGABYTE = 1_000_000;

    /** All that the script of an installation calls besides Java. */
    private static final List<String> TOOLS = List.of("bash", "cat", "find", "head", "mkdir", "mkfifo", "mv",
            "readlink", "rm", "stat");

    @TempDir
    private Path folder;

    /** JUnit would warn of each link that leads out of the folder it deletes. */
    @AfterEach
    void unlink() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path link : files.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        }
    }

    @Test
    void explains_with_nothing_but_a_java_runtime() throws Exception {
        Path programs = programs();
        Files.createSymbolicLink(programs.resolve("java"), Path.of(System.getProperty("java.home"), "bin", "java"));
        explain(unpack(PLAIN), programs);
    }

    @Test
    void explains_without_any_java_on_the_machine() throws Exception {
        explain(unpack(WITH_JAVA), programs());
    }

    @Test
    void are_as_large_as_their_sums_say_and_no_larger_than_promised() throws Exception {
        assertThat(TARGET.resolve(PLAIN)).satisfies(archive -> assertThat(Files.size(archive) / MEGABYTE)
                .isLessThan(90));
        assertThat(TARGET.resolve(WITH_JAVA)).satisfies(archive -> assertThat(Files.size(archive) / MEGABYTE)
                .isLessThan(130));
        for (String archive : List.of(PLAIN, WITH_JAVA)) {
            assertThat(Program.run(TARGET, Program.ordinary(), List.of("sha256sum", "-c", archive + ".sha256")))
                    .contains(archive + ": OK");
        }
    }

    @Test
    void hold_manual_completions_and_licences() throws Exception {
        Path home = unpack(PLAIN);
        for (String file : List.of("share/man/man1/pellucid.1", "share/bash-completion/completions/pellucid",
                "share/zsh/site-functions/_pellucid")) {
            assertThat(home.resolve(file)).content().contains("explain", "interpret", "evaluate");
        }
        assertThat(home.resolve("LICENSE")).content().contains("Apache License");
        assertThat(home.resolve("models/LICENSES.md")).content().contains("efficientnet-lite0/");
        Path licences = home.resolve("licences");
        try (Stream<Path> files = Files.walk(home)) {
            assertThat(files.filter(file -> file.toString().endsWith(".jar")).map(DistIT::artifact)
                    .filter(artifact -> !artifact.startsWith("org.pellucid.")).distinct())
                    .allSatisfy(artifact -> assertThat(licences.resolve("README.md")).content()
                            .contains("`" + artifact + "`"));
        }
        assertThat(licences.resolve("openvino")).isDirectoryContaining("glob:**/LICENSE");
    }

    /** An artifact's name: that of its file without the version. */
    private static String artifact(Path jar) {
        return jar.getFileName().toString().replaceFirst("(-[0-9].*)?\\.jar$", "");
    }

    private Path unpack(String archive) throws Exception {
        Path programs = Files.createDirectories(folder.resolve("my programs"));
        Program.run(programs, Program.ordinary(), List.of("tar", "-xzf", TARGET.resolve(archive).toString()));
        return programs.resolve(NAME);
    }

    private Path programs() throws IOException {
        Path programs = Files.createDirectory(folder.resolve("bin"));
        for (String tool : TOOLS) {
            Files.createSymbolicLink(programs.resolve(tool), Program.find(tool));
        }
        return programs;
    }

    private void explain(Path home, Path programs) throws Exception {
        Path user = Files.createDirectory(folder.resolve("user"));
        String printed = Program.run(user, Map.of("PATH", programs.toString(), "HOME", user.toString()),
                List.of(home.resolve("bin/pellucid").toString(), "explain",
                        home.resolve("models/samples/chelsea.png").toString()));
        assertThat(printed.lines()).anyMatch(line -> line.startsWith("Predicted class Egyptian_cat, index 285"))
                .contains("saliency_maps/chelsea_Egyptian_cat.jpg");
        assertThat(user.resolve("saliency_maps/chelsea_Egyptian_cat.jpg")).isNotEmptyFile();
        awaitClassArchive(user.resolve(".cache/pellucid/classes"));
    }

    /** The archive of classes for the next start is made beside the command, and ends after it. */
    private static void awaitClassArchive(Path classes) throws Exception {
        long end = System.nanoTime() + Program.TOO_LONG_SECONDS * 1_000_000_000;
        while (true) {
            try (Stream<Path> files = Files.list(classes)) {
                List<String> names = files.map(file -> file.getFileName().toString()).toList();
                if (names.size() == 1 && names.get(0).endsWith(".jsa")) {
                    return;
                }
                assertThat(System.nanoTime()).as("one archive in %s", names).isLessThan(end);
            }
            Thread.sleep(10);
        }
    }
}
