package org.pellucid.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the build has made for the hosts, and programs to run. */
final class Hosts {
    /** Only ends a test that hangs. */
    private static final long TOO_LONG_SECONDS = 120;
    static final Path ROOT = Path.of(System.getProperty("pellucid.test.root"));
    static final Path TARGET = Path.of(System.getProperty("pellucid.test.target"));
    static final Path PICTURE = ROOT.resolve("models/samples/chelsea.png");
    private static final Pattern BUNDLE = Pattern
            .compile("\\{\"id\": \"([^:\"]+):([^:\"]+):([^:\"]+)\"(, \"pellucid.start-level\": 1)?\\}");

    /** Types to a program. */
    interface Typist {
        /**
         * @param input what the program reads
         * @param log   what it prints
         */
        void type(Writer input, Path log) throws Exception;
    }

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

    /** Runs a program of its own to its end; what it printed. */
    static String run(Path folder, List<String> command) throws Exception {
        return run(folder, command, (input, log) -> {
        });
    }

    /** Runs a program of its own to its end, with somebody typing; what it printed. */
    static String run(Path folder, List<String> command, Typist typist) throws Exception {
        Path log = folder.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("EXTRA_JAVA_OPTS", "-Dpellucid.models=" + ROOT.resolve("models"));
        Process process = builder.start();
        try {
            try (Writer input = process.outputWriter()) {
                typist.type(input, log);
            }
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
