package org.pellucid.console;

import org.pellucid.api.PellucidException;

/** Turns failures into one line, in words. */
public final class OneLine {
    private OneLine() {
    }

    /**
     * Returns what to tell the person who gave the command.
     *
     * @param failure what ended it
     * @return one line
     */
    public static String told(Throwable failure) {
        if (failure instanceof PellucidException) {
            return of(failure);
        }
        if (failure instanceof InterruptedException) {
            return "interrupted";
        }
        if (failure instanceof OutOfMemoryError) {
            return "not enough memory for the Java heap (" + failure.getMessage()
                    + "); give Java more, for example with PELLUCID_OPTS=-Xmx4g";
        }
        if (failure instanceof LinkageError) {
            return "a library cannot be loaded: " + linkage(failure);
        }
        return "internal error, please report it: " + of(failure);
    }

    /** What a library's loader says is meant to be read; other errors say less than what caused them. */
    private static String linkage(Throwable failure) {
        Throwable cause = failure;
        while (!(cause instanceof UnsatisfiedLinkError) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof UnsatisfiedLinkError && cause.getMessage() != null ? cause.getMessage() : of(cause);
    }

    /**
     * Returns a failure's message.
     *
     * @param failure anything thrown
     * @return its message on one line; for what is no Pellucid exception its class as well, since such a message alone
     *         rarely says anything
     */
    public static String of(Throwable failure) {
        String message = failure.getMessage() == null ? "" : failure.getMessage().strip();
        if (!(failure instanceof PellucidException)) {
            String name = failure.getClass().getSimpleName();
            message = message.isEmpty() ? name : name + ": " + message;
        }
        return joined(message);
    }

    /** Returns a text of several lines as one. */
    public static String joined(String text) {
        return text.indexOf('\n') < 0 ? text : String.join(" ", text.lines().map(String::strip).toList());
    }
}
