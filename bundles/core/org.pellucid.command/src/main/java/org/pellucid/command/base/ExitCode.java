package org.pellucid.command.base;

import org.pellucid.api.InputException;
import org.pellucid.api.OutputException;
import org.pellucid.api.UsageException;

/** Exit codes of the command line. */
public final class ExitCode {
    /** No end yet: the framework stays up until somebody stops it, and all is done then. */
    public static final int STAYS = -1;
    /** All done. */
    public static final int DONE = 0;
    /** Some inputs failed, each named, and the rest is done; or an output could not be written. */
    public static final int INPUT = 1;
    /** Wrong usage. */
    public static final int USAGE = 2;
    /** The runtime, a model or a method could not be used. */
    public static final int RUNTIME = 3;

    private ExitCode() {
    }

    /**
     * @param failure what ended a command
     * @return the exit code for it
     */
    public static int of(Throwable failure) {
        if (failure instanceof UsageException) {
            return USAGE;
        }
        if (failure instanceof InputException || failure instanceof OutputException
                || failure instanceof InterruptedException) {
            return INPUT;
        }
        return RUNTIME;
    }
}
