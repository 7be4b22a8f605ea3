package org.pellucid.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program as a process of its own. */
final class Program {
    /** Only ends a test that hangs. */
    static final long TOO_LONG_SECONDS = 120;

    private Program() {
    }

    /**
     * Runs a program to its end, which must be a success.
     *
     * @param directory   to start it in
     * @param environment all the variables it has
     * @param command     its command line
     * @return what it printed
     */
    static String run(Path directory, Map<String, String> environment, List<String> command) throws Exception {
        Path log = Files.createTempFile(directory, "printed", ".log");
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            boolean ended = process.waitFor(TOO_LONG_SECONDS, TimeUnit.SECONDS);
            String printed = Files.readString(log);
            assertThat(ended).as("%s has ended; it printed: %s", command.get(0), printed).isTrue();
            assertThat(process.exitValue()).as(printed).isZero();
            return printed;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Files.delete(log);
        }
    }

    /** What a program of this machine needs to run here: its search path and Java. */
    static Map<String, String> ordinary() {
        return Map.of("PATH", System.getenv("PATH"), "JAVA_HOME", System.getProperty("java.home"), "LC_ALL",
                "C.UTF-8");
    }

    /** Finds a program of the operating system. */
    static Path find(String name) throws IOException {
        for (String place : List.of("/usr/bin", "/bin")) {
            Path program = Path.of(place, name);
            if (Files.isExecutable(program)) {
                return program;
            }
        }
        throw new IOException(name + " is neither in /usr/bin nor in /bin");
    }
}
