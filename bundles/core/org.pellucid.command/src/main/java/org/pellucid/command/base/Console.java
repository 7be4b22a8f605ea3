package org.pellucid.command.base;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import org.pellucid.console.Lines;
import org.pellucid.console.OneLine;
import org.pellucid.console.Printable;
import org.pellucid.console.ProgressLine;
import org.pellucid.console.Screen;

/**
 * Where a command talks to the person who called it: results to standard output, everything else to standard error. A
 * progress line, where there is one, is wiped before anything is printed. Safe for use by several threads.
 */
public final class Console {
    private final PrintStream out;
    private final PrintStream err;
    private final Screen screen;
    private boolean quiet;
    private boolean verbose;
    private Optional<ProgressLine> progress = Optional.empty();

    /**
     * Creates a console.
     *
     * @param out    standard output
     * @param err    standard error
     * @param screen where both appear
     */
    public Console(PrintStream out, PrintStream err, Screen screen) {
        this.out = out;
        this.err = err;
        this.screen = screen;
    }

    /**
     * @param errorsOnly whether to print errors only
     * @param everything whether to print log entries and stack traces
     */
    public void level(boolean errorsOnly, boolean everything) {
        quiet = errorsOnly;
        verbose = everything;
    }

    /** @return columns to print in */
    public int width() {
        return screen.width();
    }

    /** @return what is known of the place where both appear */
    public Screen screen() {
        return screen;
    }

    /** @return whether log entries and stack traces are wanted */
    public boolean verbose() {
        return verbose;
    }

    /** @return whether only errors are wanted */
    public boolean quiet() {
        return quiet;
    }

    /** @return standard output itself, for what is not text */
    public PrintStream out() {
        return out;
    }

    /** @param report what to print for people; nothing is printed if it has nothing to say */
    public void print(Result report) {
        Lines lines = screen.lines();
        report.print(lines);
        if (!lines.isEmpty()) {
            print(lines);
        }
    }

    /** @param lines for standard output */
    public synchronized void print(Lines lines) {
        wipe();
        out.append(lines.toString());
        out.flush();
    }

    /** @param line what is going on, for standard error; not printed if only errors are wanted */
    public void note(String line) {
        if (!quiet) {
            error(screen.errorLines().line(line));
        }
    }

    /** @param line what went wrong, for standard error */
    public void error(String line) {
        error(screen.errorLines().failure(OneLine.joined(line)));
    }

    /** @param lines for standard error */
    private synchronized void error(Lines lines) {
        wipe();
        err.append(lines.toString());
        err.flush();
    }

    /** @param failure to be shown with its stack trace if that is wanted */
    public void trace(Throwable failure) {
        if (verbose) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            // Printed as it stands a tab is spelled.
            error(screen.errorLines().text(trace.toString().replace("\t", "        ")));
        }
    }

    /**
     * @param items how many things are to be done, 0 if that is not known
     * @return a progress line on standard error, one that shows nothing if that is no terminal
     */
    public synchronized ProgressLine progress(int items) {
        ProgressLine line = new ProgressLine(items, screen.errTerminal() && !quiet ? this::show : null,
                screen.width(), System::nanoTime);
        progress = Optional.of(line);
        return line;
    }

    private synchronized void show(String line) {
        err.print("\r\u001b[K" + Printable.of(line));
        err.flush();
    }

    private void wipe() {
        if (progress.isPresent() && progress.get().shown()) {
            progress.get().hidden();
            err.print("\r\u001b[K");
            err.flush();
        }
    }

    /** Takes the progress line away. */
    public synchronized void done() {
        wipe();
        progress = Optional.empty();
    }
}
