package org.pellucid.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pellucid.launcher.Command.Ended;
import org.pellucid.launcher.Command.Running;
import org.pellucid.testkit.TestData;

/**
 * The script in front: when it builds, and what it says when it cannot. It runs in a checkout of its own, in which what
 * this build made counts as built; a stand-in for Maven counts its calls.
 */
class ScriptIT {
    private static final List<String> TOOLS = List.of("bash", "cat", "env", "find", "flock", "head", "mkdir",
            "mkfifo", "mktemp", "mv", "readlink", "rm", "sed", "sleep", "stat", "stty", "tail", "tput");

    @TempDir
    private Path folder;
    private Path home;
    private Path script;
    private Path stamp;
    private Path programs;
    private Path calls;

    @BeforeEach
    void checkout() throws IOException {
        home = Layout.checkout("check out");
        script = home.resolve("launcher/pellucid");
        stamp = home.resolve("launcher/target/built");
        calls = folder.resolve("calls");
    }

    /** A search path with all the script uses but Java and Maven. */
    @BeforeEach
    void programs() throws IOException {
        programs = Files.createDirectory(folder.resolve("programs"));
        for (String tool : TOOLS) {
            Path found = Stream.of("/usr/bin", "/bin").map(place -> Path.of(place, tool)).filter(Files::exists)
                    .findFirst().orElse(null);
            if (found != null) {
                Files.createSymbolicLink(programs.resolve(tool), found);
            }
        }
    }

    /** JUnit would warn of each link that leads out of the folder it deletes. */
    @AfterEach
    void unlink() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path link : files.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        }
    }

    private void maven(String... lines) throws IOException {
        List<String> text = new ArrayList<>(List.of("#!/usr/bin/env bash", "echo \"$@\" >>'" + calls + "'"));
        text.addAll(List.of(lines));
        Path maven = Files.write(programs.resolve("mvn"), text);
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Running start(Path command, String... arguments) {
        return start(Map.of("JAVA_HOME", System.getProperty("java.home")), command, arguments);
    }

    private Running start(Map<String, String> environment, Path command, String... arguments) {
        List<String> line = new ArrayList<>(List.of("/usr/bin/env", "-u", "LANG", "-u", "LC_ALL", "PATH=" + programs,
                "XDG_CACHE_HOME=" + Command.CACHE.resolveSibling("test-script-cache")));
        if (!environment.containsKey("JAVA_HOME")) {
            line.addAll(1, List.of("-u", "JAVA_HOME"));
        }
        line.add(command.toString());
        line.addAll(List.of(arguments));
        return Command.start(folder, line, environment);
    }

    private Ended run() {
        return start(script, "--version").end();
    }

    @Test
    void works_through_a_link_and_without_a_locale() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), script);
        Files.copy(TestData.sample("chelsea.png"), folder.resolve("ein Kätzchen.png"));
        start(link, "explain", "-q", "ein Kätzchen.png").end().done();
        assertThat(Samples.names(folder.resolve("saliency_maps"))).containsExactly("ein Kätzchen_Egyptian_cat.jpg");
    }

    @Test
    void builds_once_for_all_that_wait() throws IOException {
        Files.delete(stamp);
        maven("sleep 1");
        List<Running> running = List.of(start(script, "--version"), start(script, "--version"),
                start(script, "--version"));
        List<Ended> ended = running.stream().map(Running::end).toList();
        assertThat(ended).allSatisfy(each -> assertThat(each.done().out()).startsWith("pellucid 0."));
        assertThat(ended).filteredOn(each -> each.err().startsWith("pellucid: building")).hasSize(1);
        assertThat(ended).filteredOn(each -> each.err().isEmpty()).hasSize(2);
        assertThat(calls).content().hasLineCount(1).contains("-pl launcher -am package");
    }

    @Test
    void says_how_far_the_build_has_come() throws Exception {
        Files.delete(stamp);
        maven("echo '[INFO] Building Pellucid :: a 0.1      [3/41]'", "echo '[INFO] Building jar: /x/a.jar'",
                "for i in {1..200}; do [ -e '" + folder.resolve("seen") + "' ] && exit; sleep 0.1; done; exit 1");
        List<String> command = List.of("env", "PATH=" + programs, "JAVA_HOME=" + System.getProperty("java.home"),
                "XDG_CACHE_HOME=" + Command.CACHE.resolveSibling("test-script-cache"), script.toString(), "--version");
        try (Terminal terminal = new Terminal(folder, "rows 24 cols 80", command).see("module 3 of 41 ")) {
            Files.createFile(folder.resolve("seen"));
            assertThat(terminal.exitCode()).isZero();
        }
    }

    @Test
    void builds_again_only_when_sources_changed() throws IOException {
        maven();
        run().done();
        touch("launcher/src/test/AnyTest.java");
        touch("launcher/target/any.class");
        run().done();
        assertThat(calls).doesNotExist();
        touch("cnf/pom.xml");
        run().done();
        assertThat(calls).content().hasLineCount(1);
    }

    private void touch(String file) throws IOException {
        Files.setLastModifiedTime(Files.createFile(home.resolve(file)), FileTime.from(Instant.now().plusSeconds(60)));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "Failed to execute goal org.example:plugin:1.0:run (runtime) on project natives: No g++: install it -> [Help 1]",
            "Failed to execute goal org.example:antrun:1.0:run (runtime) on project natives: An Ant BuildException has "
                    + "occured: The following error occurred while executing this line:\n"
                    + "[ERROR] /a/checkout/cnf/openvino/runtime.xml:105: No g++: install it\n"
                    + "[ERROR] around Ant part ...<ant/>... @ 4:129 in /a/checkout/main.xml -> [Help 1]"})
    void says_the_sentence_that_matters_when_building_fails(String error) throws IOException {
        Files.delete(stamp);
        maven("cat <<'END'", "[INFO] Building natives", "[ERROR] " + error, "[ERROR] ",
                "[ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch.", "END", "exit 1");
        for (int run = 0; run < 2; run++) { // what failed is tried again
            Ended ended = run().code(3);
            assertThat(ended.errors()).hasSize(2).element(1).asString().startsWith("pellucid: the build failed: ")
                    .contains("No g++: install it (").contains("build.log").doesNotContain("Help 1", ".xml:");
        }
        assertThat(calls).content().hasLineCount(2);
    }

    @Test
    void says_what_to_install() throws IOException {
        start(Map.of(), script).end().refused(3, "java is not on the PATH", "install a JDK 17 or later");
        start(Map.of("JAVA_HOME", "/nowhere"), script).end().refused(3, "JAVA_HOME is /nowhere");
        Files.delete(stamp);
        run().refused(3, "mvn is not on the PATH", "install Apache Maven");
    }

    @Test
    void a_terminal_that_does_not_know_its_size_is_given_one() throws Exception {
        List<String> shell = List.of(script.toString(), "shell");
        try (Terminal terminal = new Terminal(folder, "rows 0 cols 0", shell).see("pellucid> ")) {
            terminal.type("methods rise\r").see("arXiv:1806.07421", "pellucid> ");
        }
    }
}
