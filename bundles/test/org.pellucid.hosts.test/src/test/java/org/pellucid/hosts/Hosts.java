package org.pellucid.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the build has made for the hosts, and programs to run. */
final class Hosts {
    /** Only ends a test that hangs. */
    static final long TOO_LONG_SECONDS = 120;
    static final Path ROOT = Path.of(System.getProperty("pellucid.test.root"));
    static final Path TARGET = Path.of(System.getProperty("pellucid.test.target"));
    static final Path PICTURE = ROOT.resolve("models/samples/chelsea.png");
    /** What is written for the picture in format {@code npy}. */
    static final String MAP = "chelsea_Egyptian_cat.npy";
    private static final Pattern BUNDLE = Pattern
            .compile("\\{\"id\": \"([^:\"]+):([^:\"]+):([^:\"]+)\"(, \"pellucid.start-level\": [14])?\\}");

    private Hosts() {
    }

    /** The jar of a framework, by its symbolic name. */
    static Path framework(String name) {
        return TARGET.resolve("frameworks").resolve(name + ".jar");
    }

    /** All of the feature but what belongs to the launcher and its shell, which would read the standard input. */
    static List<Path> bundles() throws IOException {
        Path features = ROOT.resolve("features/target");
        List<Path> bundles = new ArrayList<>();
        for (Matcher bundle = BUNDLE.matcher(Files.readString(features.resolve("pellucid.json"))); bundle.find();) {
            bundles.add(features.resolve("repository").resolve(bundle.group(1).replace('.', '/'))
                    .resolve(bundle.group(2)).resolve(bundle.group(3))
                    .resolve(bundle.group(2) + "-" + bundle.group(3) + ".jar"));
        }
        return bundles;
    }

    /** The map of the picture as an application without OSGi gets it, in NumPy's format. */
    static byte[] mapWithoutOsgi(Path folder) throws Exception {
        Path output = folder.resolve("plain");
        run(folder, java(System.getProperty("java.class.path"), PlainHost.class, PICTURE, output,
                ROOT.resolve("models")));
        byte[] map = Files.readAllBytes(output.resolve(MAP));
        assertThat(map).as("a header and 7x7 cells").hasSize(128 + 49);
        return map;
    }

    /** The command line of a program in Java. */
    static List<String> java(String classPath, Class<?> main, Object... arguments) {
        return Stream.concat(
                Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath,
                        "-Dpellucid.models=" + ROOT.resolve("models"), main.getName()),
                Arrays.stream(arguments).map(Object::toString)).toList();
    }

    /** Runs a program of its own to its end; what it printed. */
    static String run(Path folder, List<String> command) throws Exception {
        Path log = folder.resolve("log");
        Process process = start(folder, command, log);
        try {
            process.getOutputStream().close();
            assertThat(process.waitFor(TOO_LONG_SECONDS, TimeUnit.SECONDS)).as("ended: " + Files.readString(log))
                    .isTrue();
        } finally {
            kill(process);
        }
        String printed = Files.readString(log);
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }

    /** Starts a program that prints into a file. */
    static Process start(Path folder, List<String> command, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("TERM", "xterm");
        return builder.start();
    }

    /** Ends a program that is still there, and what it has started. */
    static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
