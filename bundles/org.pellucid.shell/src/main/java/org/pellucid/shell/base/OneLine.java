package org.pellucid.shell.base;

/** Turns failures into one line. */
public final class OneLine {
    private OneLine() {
    }

    /**
     * @param failure anything thrown
     * @return its message on one line; for what is no Pellucid exception its class as well, since such a message alone
     *         rarely says anything
     */
    public static String of(Throwable failure) {
        String message = failure.getMessage() == null ? "" : failure.getMessage().strip();
        if (!(failure instanceof org.pellucid.api.PellucidException)) {
            String name = failure.getClass().getSimpleName();
            message = message.isEmpty() ? name : name + ": " + message;
        }
        return message.indexOf('\n') < 0 ? message : String.join(" ", message.lines().map(String::strip).toList());
    }
}
