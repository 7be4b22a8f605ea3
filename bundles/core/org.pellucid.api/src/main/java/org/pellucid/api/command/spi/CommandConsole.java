package org.pellucid.api.command.spi;

import org.osgi.annotation.versioning.ProviderType;
import org.pellucid.api.command.CommandResult;

/**
 * Where a command talks to its caller while it works: results go to standard output, everything else to standard error.
 * Safe for use by several threads.
 */
@ProviderType
public interface CommandConsole {
    /**
     * Says what is going on, unless only errors are wanted.
     *
     * @param line one line
     */
    void note(String line);

    /**
     * Says what went wrong.
     *
     * @param line one line
     */
    void error(String line);

    /**
     * Shows a failure with its stack trace, if that is wanted.
     *
     * @param failure to be shown
     */
    void trace(Throwable failure);

    /**
     * Prints a result before the command ends; nothing if the result has nothing to say.
     *
     * @param result to print
     */
    void print(CommandResult result);

    /**
     * Begins a progress line on standard error, one that shows nothing if that is no terminal.
     *
     * @param items how many things are to be done, 0 if that is not known
     * @return the line
     */
    CommandProgress progress(int items);

    /** Takes the progress line away. */
    void done();

    /** {@return whether log entries, stack traces and more columns are wanted} */
    boolean verbose();

    /** {@return whether only errors are wanted} */
    boolean quiet();
}
