package org.pellucid.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody at Karaf's console, who types a command when the last one has ended, and reads what it printed. */
final class KarafConsole implements AutoCloseable {
    private static final Pattern ESCAPES = Pattern.compile("\u001b(\\[[\\d;?]*[A-Za-z]?|[=>])?|\r");
    /** The console prints its prompt again for every key. */
    private static final Pattern PROMPTS = Pattern.compile("(karaf@root\\(\\)> *)+");
    private static final Pattern ERROR = Pattern
            .compile("(?m)^(?:Error executing command: |Command not found: |gogo: )(.*)$");
    private static final String NOT_FOUND = "Command not found: ";
    private static final long PERIOD_MILLIS = 50;
    /** Enough to see why, should Karaf hang. */
    private static final int END_OF_LOG = 3000;

    private final Process process;
    private final Writer input;
    private final Path log;
    private int typed;

    private KarafConsole(Process process, Path log) {
        this.process = process;
        this.input = process.outputWriter();
        this.log = log;
    }

    /**
     * Starts Karaf in a terminal that {@code script} makes, since there is no completion without one, and waits until its
     * console is there: it has a prompt once all has started.
     */
    static KarafConsole start(Path karaf, Path log) throws IOException, InterruptedException {
        Process process = Hosts.start(karaf, List.of("script", "--quiet", "--return", "--command",
                "stty rows 50 cols 500; exec bash '" + karaf.resolve("bin/karaf") + "'", "/dev/null"), log);
        KarafConsole console = new KarafConsole(process, log);
        try {
            console.await("the prompt", printed -> PROMPTS.matcher(printed).find());
        } catch (AssertionError | RuntimeException | IOException | InterruptedException e) {
            console.close();
            throw e;
        }
        return console;
    }

    /** Waits for commands of Karaf itself: some come a moment after the prompt, and nothing tells of them. */
    void awaitCommands(String... commands) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Hosts.TOO_LONG_SECONDS);
        for (String command : commands) {
            while (printedBy(command).contains(NOT_FOUND)) {
                assertThat(System.nanoTime()).as("Karaf has the command %s", command).isLessThan(end);
                Thread.sleep(PERIOD_MILLIS);
            }
        }
    }

    /** What a command printed. It fails at once with Karaf's own words where the command does. */
    String run(String command) throws IOException, InterruptedException {
        String printed = printedBy(command);
        assertThat(ERROR.matcher(printed).find()).as("%s: %s", command, printed).isFalse();
        return printed;
    }

    /** What Karaf says of a command that fails. */
    String refused(String command) throws IOException, InterruptedException {
        String printed = printedBy(command);
        Matcher error = ERROR.matcher(printed);
        assertThat(error.find()).as("%s is refused: %s", command, printed).isTrue();
        return error.group(1);
    }

    private String printedBy(String command) throws IOException, InterruptedException {
        int before = printed().length();
        typed++;
        // The console repeats what is typed: the mark must come from the command alone.
        type(command + "\rshell:printf '%s-%s' end " + typed + "\r");
        String mark = "end-" + typed;
        await(command, printed -> printed.length() > before && printed.substring(before).contains(mark));
        return PROMPTS.matcher(printed().substring(before)).replaceAll("").replace(mark, "");
    }

    private void await(String what, Predicate<String> done) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Hosts.TOO_LONG_SECONDS);
        while (!done.test(printed())) {
            String seen = PROMPTS.matcher(printed()).replaceAll("");
            String last = seen.substring(Math.max(0, seen.length() - END_OF_LOG));
            assertThat(process.isAlive()).as("Karaf is alive, %s is awaited: %s", what, last).isTrue();
            assertThat(System.nanoTime()).as("Karaf answers, %s is awaited: %s", what, last).isLessThan(end);
            Thread.sleep(PERIOD_MILLIS);
        }
    }

    /** So far, without colours; the last character may be there in part. */
    private String printed() throws IOException {
        return ESCAPES.matcher(Files.readString(log, StandardCharsets.ISO_8859_1)).replaceAll("");
    }

    private void type(String keys) throws IOException {
        input.write(keys);
        input.flush();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        try {
            if (process.isAlive()) {
                type("system:shutdown --force\r");
                process.waitFor(Hosts.TOO_LONG_SECONDS, TimeUnit.SECONDS);
            }
        } finally {
            Hosts.kill(process);
        }
    }
}
