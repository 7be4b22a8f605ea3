package org.pellucid.console;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import org.pellucid.api.command.Caller;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.spi.CommandConsole;

/**
 * Prints on the standard streams of a call. A progress line, where there is one, is wiped before anything is printed.
 * Safe for use by several threads.
 */
public final class Console implements CommandConsole {
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
     * Creates the console of a call.
     *
     * @param caller whose streams it prints on
     * @return the console
     */
    public static Console of(Caller caller) {
        return new Console(caller.out(), caller.err(), Screen.of(caller));
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

    @Override
    public boolean verbose() {
        return verbose;
    }

    @Override
    public boolean quiet() {
        return quiet;
    }

    /** @return standard output itself, for what is not text */
    public PrintStream out() {
        return out;
    }

    @Override
    public void print(CommandResult report) {
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

    @Override
    public void note(String line) {
        if (!quiet) {
            error(screen.errorLines().line(line));
        }
    }

    @Override
    public void error(String line) {
        error(screen.errorLines().failure(OneLine.joined(line)));
    }

    /** @param lines for standard error */
    private synchronized void error(Lines lines) {
        wipe();
        err.append(lines.toString());
        err.flush();
    }

    @Override
    public void trace(Throwable failure) {
        if (verbose) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            // Printed as it stands a tab is spelled.
            error(screen.errorLines().text(trace.toString().replace("\t", "        ")));
        }
    }

    @Override
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

    @Override
    public synchronized void done() {
        wipe();
        progress = Optional.empty();
    }
}
