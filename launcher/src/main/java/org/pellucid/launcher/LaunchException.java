package org.pellucid.launcher;

/** The framework cannot be started. The message is one sentence for the person at the terminal. */
final class LaunchException extends Exception {
    LaunchException(String message) {
        super(message);
    }

    LaunchException(String message, Throwable cause) {
        super(message, cause);
    }
}
