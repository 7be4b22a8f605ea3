package org.pellucid.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Somebody at Karaf's console, who types a command when the last one is done, and again if there was none yet. */
final class KarafConsole {
    private static final Pattern ESCAPES = Pattern.compile("\u001b(\\[[\\d;?]*[A-Za-z]?)?");
    private static final String NOT_FOUND = "Command not found: ";
    private static final long PERIOD_MILLIS = 100;
    /** Only ends a test that hangs. */
    private static final long TOO_LONG_NANOS = 120_000_000_000L;

    private final Writer input;
    private final Path log;
    private int typed;

    KarafConsole(Writer input, Path log) {
        this.input = input;
        this.log = log;
    }

    /** Commands appear one after the other while Karaf starts, the console's prompt before most of them. */
    void run(String command) throws IOException, InterruptedException {
        run(command, printed -> !printed.contains(NOT_FOUND));
    }

    /**
     * Configuration is read while Karaf starts, too: what is set before that is overwritten. Behind this the end of each
     * command is seen, so that none is typed again that has done its work.
     */
    void runUntilPrinted(String expected, String command) throws IOException, InterruptedException {
        run(command, printed -> printed.contains(expected) && !printed.contains(NOT_FOUND));
    }

    private void run(String command, Predicate<String> done) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        String printed = NOT_FOUND;
        while (!done.test(printed)) {
            assertThat(System.nanoTime() - begun).as("%s: %s", command, printed).isLessThan(TOO_LONG_NANOS);
            Thread.sleep(PERIOD_MILLIS);
            printed = runOnce(command);
        }
    }

    private String runOnce(String command) throws IOException, InterruptedException {
        int before = printed().length();
        typed++;
        // The console repeats what is typed: the mark must come from the command alone.
        end(command + "\nshell:printf '%s-%s' end " + typed);
        String mark = "end-" + typed;
        long begun = System.nanoTime();
        while (true) {
            String printed = printed().substring(before);
            if (printed.contains(mark) || printed.contains(NOT_FOUND + "shell:printf")) {
                return printed;
            }
            assertThat(System.nanoTime() - begun).as("%s: %s", command, printed).isLessThan(TOO_LONG_NANOS);
            Thread.sleep(PERIOD_MILLIS);
        }
    }

    /** So far, without colours; the last character may be there in part. */
    private String printed() throws IOException {
        return ESCAPES.matcher(new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1)).replaceAll("");
    }

    /** Types without waiting. */
    void end(String command) throws IOException {
        input.write(command + "\n");
        input.flush();
    }
}
