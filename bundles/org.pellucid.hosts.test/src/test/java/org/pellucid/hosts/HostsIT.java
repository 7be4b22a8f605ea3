package org.pellucid.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same bundles, unmodified, in hosts booted from their own artifacts: the same map, byte for byte. */
class HostsIT {
    /** Only ends a test that hangs. */
    private static final long TOO_LONG_SECONDS = 120;
    private static final Path ROOT = Path.of(System.getProperty("pellucid.test.root"));
    private static final Path TARGET = Path.of(System.getProperty("pellucid.test.target"));
    private static final Path PICTURE = ROOT.resolve("models/samples/chelsea.png");
    private static final String MAP = "chelsea_Egyptian_cat.npy";
    private static final Pattern BUNDLE = Pattern.compile("\\{\"id\": \"([^:\"]+):([^:\"]+):([^:\"]+)\"");

    @TempDir
    private static Path shared;
    /** The map as the plain class path gives it. */
    private static byte[] reference;

    @TempDir
    private Path folder;

    @BeforeAll
    static void explainWithoutOsgi() throws Exception {
        Path output = shared.resolve("plain");
        run(shared, "", command(System.getProperty("java.class.path"), PlainHost.class, PICTURE, output,
                ROOT.resolve("models")));
        reference = Files.readAllBytes(output.resolve(MAP));
        assertThat(reference).as("a header and 7x7 cells").hasSize(128 + 49);
    }

    @Test
    void felix() throws Exception {
        assertThat(embedded("org.apache.felix.framework")).contains("org.apache.felix.framework ended with code 0");
        sameMap();
    }

    @Test
    void equinox() throws Exception {
        assertThat(embedded("org.eclipse.osgi")).contains("org.eclipse.osgi ended with code 0");
        sameMap();
    }

    @Test
    void karaf() throws Exception {
        Path karaf = Path.of(System.getProperty("pellucid.test.karaf"));
        withoutPorts(karaf.resolve("etc/org.apache.karaf.features.cfg"));
        Path features = ROOT.resolve("features/target");
        String typed = String.join("\n",
                "config:property-append --pid org.ops4j.pax.url.mvn org.ops4j.pax.url.mvn.defaultRepositories "
                        + "\", file:" + features.resolve("repository") + "@id=pellucid@snapshots\"",
                "feature:repo-add file:" + features.resolve("pellucid-karaf.xml"),
                "feature:install pellucid",
                "pellucid:explain -f npy -o " + folder.resolve("maps") + " " + PICTURE,
                "system:shutdown --force", "");
        String printed = run(folder, typed, List.of("bash", karaf.resolve("bin/karaf").toString(), "clean"));
        assertThat(printed).contains("Predicted class Egyptian_cat, index 285, probability: 0.78");
        sameMap();
    }

    /** Neither SSH nor JMX: nothing here listens, so nothing can be in its way. */
    private static void withoutPorts(Path configuration) throws IOException {
        String text = Files.readString(configuration);
        String less = text.replaceAll("(?m)^ *(ssh|management)/[\\d.]+, *\\\\\\R", "");
        Files.writeString(configuration, less);
        assertThat(less).doesNotContain("ssh/").doesNotContain("management/").contains("shell/");
    }

    private void sameMap() throws IOException {
        assertThat(folder.resolve("maps").resolve(MAP)).hasBinaryContent(reference);
    }

    private String embedded(String framework) throws Exception {
        List<Object> arguments = new ArrayList<>(
                List.of(PICTURE, folder.resolve("maps"), folder.resolve("storage")));
        arguments.addAll(bundles());
        String classPath = TARGET.resolve("frameworks").resolve(framework + ".jar") + ":"
                + TARGET.resolve("test-classes");
        return run(folder, "", command(classPath, EmbeddedHost.class, arguments.toArray()));
    }

    /** All of the feature but the interactive shell, which would read the standard input. */
    private static List<Path> bundles() throws IOException {
        Path features = ROOT.resolve("features/target");
        List<Path> bundles = new ArrayList<>();
        for (Matcher bundle = BUNDLE.matcher(Files.readString(features.resolve("pellucid.json"))); bundle.find();) {
            if (!bundle.group(2).equals("org.apache.felix.gogo.jline")) {
                bundles.add(features.resolve("repository").resolve(bundle.group(1).replace('.', '/'))
                        .resolve(bundle.group(2)).resolve(bundle.group(3))
                        .resolve(bundle.group(2) + "-" + bundle.group(3) + ".jar"));
            }
        }
        return bundles;
    }

    private static List<String> command(String classPath, Class<?> main, Object... arguments) {
        return Stream.concat(
                Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath,
                        "-Dpellucid.models=" + ROOT.resolve("models"), main.getName()),
                Arrays.stream(arguments).map(Object::toString)).toList();
    }

    /** Runs a program of its own to its end; what it printed. */
    private static String run(Path folder, String typed, List<String> command) throws Exception {
        Path log = folder.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("EXTRA_JAVA_OPTS", "-Dpellucid.models=" + ROOT.resolve("models"));
        Process process = builder.start();
        try (Writer input = process.outputWriter()) {
            input.write(typed);
        }
        try {
            assertThat(process.waitFor(TOO_LONG_SECONDS, TimeUnit.SECONDS)).as("ended: " + Files.readString(log))
                    .isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String printed = Files.readString(log);
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }
}
