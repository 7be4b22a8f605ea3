package org.pellucid.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pellucid.launcher.Command.Ended;
import org.pellucid.testkit.TestData;

/** The script in front, in surroundings that are not as usual: closed streams, newer and older versions of Java. */
class ScriptEnvironmentIT {
    private static final Path CAT = TestData.sample("chelsea.png");

    @TempDir
    private Path folder;
    private Path home;
    private Path script;

    @BeforeEach
    void checkout() throws IOException {
        home = Layout.checkout("test home");
        script = home.resolve("launcher/pellucid");
    }

    private Ended run(Map<String, String> environment, Object... line) {
        Map<String, String> all = new HashMap<>(Map.of("JAVA_HOME", System.getProperty("java.home")));
        all.put("XDG_CACHE_HOME", Command.CACHE.toString());
        all.putAll(environment);
        List<String> words = new ArrayList<>();
        for (Object word : line) {
            words.add(word.toString());
        }
        return Command.start(folder, words, all).end();
    }

    /** A closed standard output would be the number of the next file opened, which text would be printed into. */
    @Test
    void takes_closed_streams_for_empty_ones() {
        Ended ended = run(Map.of(), "sh", "-c", "exec \"$0\" explain -f npy \"$1\" <&- >&- 2>&-", script, CAT);
        assertThat(ended).isEqualTo(new Ended(0, "", ""));
        assertThat(folder.resolve("saliency_maps/chelsea_Egyptian_cat.npy")).isNotEmptyFile();
    }

    @Test
    void prints_no_warnings_on_a_newer_java() {
        Path java = Path.of("/usr/lib/jvm/temurin-25-jdk-amd64");
        assumeTrue(Files.isDirectory(java), "skipped: no " + java);
        for (int run = 0; run < 2; run++) { // the second one with an archive of classes
            Ended ended = run(Map.of("JAVA_HOME", java.toString()), script, "explain", "-q", CAT);
            assertThat(ended).isEqualTo(new Ended(0, "", ""));
        }
    }

    @Test
    void says_that_java_is_too_old() throws IOException {
        Path jdk = Files.createDirectories(folder.resolve("jdk/bin")).getParent();
        Path java = Files.writeString(jdk.resolve("bin/java"), "#!/bin/sh\nexit 99\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Map<String, String> environment = Map.of("JAVA_HOME", jdk.toString());
        for (Map.Entry<String, String> version : Map.of("1.8.0_392", "8", "11.0.21", "11").entrySet()) {
            Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version.getKey() + "\"\n");
            run(environment, script, "--version").refused(3, "is Java " + version.getValue() + ":", "install a JDK 17");
        }
        Files.delete(jdk.resolve("release"));
        assertThat(run(environment, script, "--version").code()).as("not known, so tried").isEqualTo(99);
    }

    @Test
    void finds_the_sentence_of_our_own_script_in_the_log() throws IOException {
        Files.delete(home.resolve("launcher/target/built"));
        Path maven = Files.writeString(Files.createDirectory(folder.resolve("bin")).resolve("mvn"),
                """
                        #!/bin/sh
                        cat <<END
                        [ERROR]      [exec] Execute failed: java.io.IOException: Cannot run program "g++"
                        [ERROR] Failed to execute goal org.x:antrun:1:run (id) on project p: An Ant BuildException has occured: \
                        The following error occurred while executing this line:
                        [ERROR] $PWD/cnf/openvino/runtime.xml:110: No C++ compiler g++: install it.
                        [ERROR] around Ant part ...<ant antfile="x.xml" />... @ 4:61 in /x/build-main.xml
                        [ERROR] -> [Help 1]
                        END
                        exit 1
                        """);
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
        Ended ended = run(Map.of("PATH", maven.getParent() + ":" + System.getenv("PATH")), script, "--version");
        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.errors()).hasSize(2).last().asString()
                .startsWith("pellucid: the build failed: No C++ compiler g++: install it. (all of it: ");
    }
}
