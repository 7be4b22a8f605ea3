package org.pellucid.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.pellucid.testkit.TestData;

/** The command as a process of its own, started as the script starts it, from a directory of the test's. */
final class Command {
    /** Kept from run to run, like a user's. */
    static final Path CACHE = TestData.root().resolve("launcher/target/test-cache");

    private static final Path TARGET = TestData.root().resolve("launcher/target");
    private static final long PATIENCE_SECONDS = 60;

    private final Path directory;
    private final Path cache;
    private final List<String> before;

    private Command(Path directory, Path cache, List<String> before) {
        this.directory = directory;
        this.cache = cache;
        this.before = before;
    }

    /**
     * @param directory to start it from
     * @return the command, which heeds Ctrl-C even if the tests run in the background of a shell, whose children do not
     */
    static Command in(Path directory) {
        return new Command(directory, CACHE, List.of("env", "--default-signal=INT"));
    }

    /** @return the same with a cache folder of its own */
    Command cache(Path folder) {
        return new Command(directory, folder, before);
    }

    /** @return the same behind another command that starts it, such as {@code sh} */
    Command behind(String... command) {
        return new Command(directory, cache, List.of(command));
    }

    /** Runs it to its end, without anything on standard input. */
    Ended run(Object... arguments) {
        return start(arguments).end();
    }

    Running start(Object... arguments) {
        return start(directory, line(arguments), Map.of("OPENCV_LOG_LEVEL", "SILENT"));
    }

    /** The line that starts it. */
    List<String> line(Object... arguments) {
        List<String> line = new ArrayList<>(before);
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of("-XX:+UseSerialGC", "-Xms24m", "-Xmn12m", "-Xmx1g", "-Xshare:auto", "-Xlog:disable",
                "-Xlog:all=error:stderr", "-Djava.awt.headless=true", "-XX:TieredStopAtLevel=1",
                "-Dpellucid.home=" + TestData.root(),
                "-Dpellucid.features=" + TestData.root().resolve("features/target"),
                "-Dpellucid.extensions=" + TestData.root().resolve("launcher"), "-Dpellucid.cache=" + cache, "-cp",
                TARGET + "/lib/*", "org.pellucid.launcher.Launcher"));
        for (Object argument : arguments) {
            line.add(argument.toString());
        }
        return line;
    }

    /** Starts any command line. */
    static Running start(Path directory, List<String> line, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(line).directory(directory.toFile());
        builder.environment().putAll(environment);
        try {
            return new Running(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A process at work. Its output is read as it comes. */
    static final class Running implements AutoCloseable {
        private final Process process;
        private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
        private final CompletableFuture<String> out;
        private final CompletableFuture<String> err;

        private Running(Process process) {
            this.process = process;
            this.out = CompletableFuture.supplyAsync(() -> read(process.getInputStream(), printed),
                    task -> thread(task));
            this.err = CompletableFuture.supplyAsync(() -> read(process.getErrorStream(), new ByteArrayOutputStream()),
                    task -> thread(task));
        }

        private static void thread(Runnable task) {
            Thread thread = new Thread(task, "output");
            thread.setDaemon(true);
            thread.start();
        }

        private static String read(InputStream in, ByteArrayOutputStream all) {
            try (in) {
                in.transferTo(all);
                return all.toString(StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Process process() {
            return process;
        }

        /** What it has printed so far. */
        String printed() {
            return printed.toString(StandardCharsets.UTF_8);
        }

        /** Sends a signal, as another process or a terminal would. */
        void signal(String name) throws IOException, InterruptedException {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
            assertThat(kill.waitFor()).isZero();
        }

        /** Waits for its end. */
        Ended end() {
            try {
                process.getOutputStream().close();
            } catch (IOException e) {
                // it has ended already
            }
            try (this) {
                assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("ends in time").isTrue();
                return new Ended(process.exitValue(), out.join(), err.join());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Ends it at once if it has not ended. */
        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    /**
     * What a process left behind.
     *
     * @param code its exit code
     * @param out  what it printed
     * @param err  what it printed to standard error
     */
    record Ended(int code, String out, String err) {
        /** It did all it was asked to. */
        Ended done() {
            return code(0);
        }

        Ended code(int expected) {
            assertThat(code).as("exit code; " + this).isEqualTo(expected);
            assertThat(err).doesNotContain("\tat ").doesNotContain("Exception");
            return this;
        }

        /** It did nothing, and said why in one line. */
        Ended refused(int expected, String... reasons) {
            code(expected);
            assertThat(err).startsWith("pellucid: ").hasLineCount(1).contains(reasons);
            assertThat(out).isEmpty();
            return this;
        }

        /** The lines that name something that failed. */
        List<String> errors() {
            return err.lines().filter(line -> line.startsWith("pellucid: ")).toList();
        }
    }
}
