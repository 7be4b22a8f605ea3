package org.pellucid.shell.base;

import java.io.PrintStream;
import java.util.Optional;

/**
 * Where a command talks to the person who called it: results to {@link #print}, everything else to standard error.
 * A progress line, where there is one, is wiped before anything is printed. Safe for use by several threads.
 */
public final class Console {
    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;
    private final int width;
    private boolean quiet;
    private boolean verbose;
    private Optional<ProgressLine> progress = Optional.empty();

    /**
     * @param out      standard output
     * @param err      standard error
     * @param terminal whether standard error is a terminal
     * @param width    columns of the terminal
     */
    public Console(PrintStream out, PrintStream err, boolean terminal, int width) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
        this.width = width;
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
        return width;
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

    /** @return standard error itself */
    public PrintStream err() {
        return err;
    }

    /** @param text whole lines for standard output */
    public synchronized void print(CharSequence text) {
        wipe();
        out.append(text);
        out.flush();
    }

    /** @param line what is going on, for standard error; not printed if only errors are wanted */
    public void note(String line) {
        if (!quiet) {
            error(line);
        }
    }

    /** @param line for standard error */
    public synchronized void error(String line) {
        wipe();
        err.println(line);
        err.flush();
    }

    /** @param failure to be shown with its stack trace if that is wanted */
    public synchronized void trace(Throwable failure) {
        if (verbose) {
            wipe();
            failure.printStackTrace(err);
            err.flush();
        }
    }

    /**
     * @param items how many things are to be done, 0 if that is not known
     * @return a progress line on standard error, one that shows nothing if that is no terminal
     */
    public synchronized ProgressLine progress(int items) {
        ProgressLine line = new ProgressLine(items, terminal && !quiet ? this::show : null, width,
                System::nanoTime);
        progress = Optional.of(line);
        return line;
    }

    private synchronized void show(String line) {
        err.print("\r\u001b[K" + line);
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
