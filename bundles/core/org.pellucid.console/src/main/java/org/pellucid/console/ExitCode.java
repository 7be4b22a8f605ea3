package org.pellucid.console;

import org.pellucid.api.InputException;
import org.pellucid.api.OutputException;
import org.pellucid.api.UsageException;
import org.pellucid.api.command.CommandResult;

/** Tells the exit codes of the command line for failures, see {@link CommandResult}. */
public final class ExitCode {
    private ExitCode() {
    }

    /**
     * @param failure what ended a command
     * @return the exit code for it
     */
    public static int of(Throwable failure) {
        if (failure instanceof UsageException) {
            return CommandResult.USAGE;
        }
        if (failure instanceof InputException || failure instanceof OutputException
                || failure instanceof InterruptedException) {
            return CommandResult.INPUT;
        }
        return CommandResult.RUNTIME;
    }
}
