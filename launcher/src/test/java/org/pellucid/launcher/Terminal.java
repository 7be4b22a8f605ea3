package org.pellucid.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.pellucid.launcher.Command.Running;

/** The interactive shell in a terminal, with somebody who types and reads. */
final class Terminal implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    /** Colours, cursor movements, modes. */
    private static final Pattern CONTROL = Pattern.compile("\u001b(\\[[0-9;?]*[a-zA-Z]|[=>])");

    private final Running running;
    private final OutputStream keyboard;
    /** Where what was not read yet begins. */
    private int read;

    /**
     * Starts a command in a terminal that {@code script} makes, since a process that is given pipes is in none. Ctrl-C
     * means the same to it whatever the build was started with.
     *
     * @param directory to start it from
     * @param size      of the terminal, for {@code stty}
     * @param command   the command and its arguments
     */
    Terminal(Path directory, String size, List<String> command) {
        StringBuilder line = new StringBuilder("stty " + size + "; exec env --default-signal=INT");
        command.forEach(word -> line.append(" '").append(word).append('\''));
        running = Command.start(directory,
                List.of("script", "--quiet", "--return", "--command", line.toString(), "/dev/null"),
                Map.of("TERM", "xterm", "OPENCV_LOG_LEVEL", "SILENT"));
        keyboard = running.process().getOutputStream();
    }

    /** Types, and returns at once. */
    Terminal type(String keys) throws IOException {
        read = printed().length();
        keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
        return this;
    }

    /** Waits until all of that is on the screen, printed after the last keys were typed. */
    Terminal see(String... texts) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!List.of(texts).stream().allMatch(unread()::contains)) {
            assertThat(System.nanoTime()).as("sees %s in: %s", List.of(texts), unread()).isLessThan(end);
            assertThat(running.process().isAlive()).as("at work; sees: %s", unread()).isTrue();
            Thread.sleep(10);
        }
        return this;
    }

    String unread() {
        return printed().substring(read);
    }

    private String printed() {
        return CONTROL.matcher(running.printed()).replaceAll("");
    }

    /** @return the exit code, once it has ended by itself */
    int exitCode() throws InterruptedException {
        assertThat(running.process().waitFor(PATIENCE_NANOS, TimeUnit.NANOSECONDS)).as("ends").isTrue();
        return running.process().exitValue();
    }

    @Override
    public void close() {
        running.process().descendants().forEach(ProcessHandle::destroyForcibly);
        running.close();
    }
}
