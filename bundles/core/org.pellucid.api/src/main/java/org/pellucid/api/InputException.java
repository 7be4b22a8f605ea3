package org.pellucid.api;

/**
 * One input, a picture say, cannot be used; the other inputs of the same call are not affected. Exit code 1.
 */
public class InputException extends PellucidException {
    /** @param message one sentence naming file or value, fault and fix */
    public InputException(String message) {
        super(message, null);
    }

    /**
     * @param message one sentence naming file or value, fault and fix
     * @param cause   what led to it
     */
    public InputException(String message, Throwable cause) {
        super(message, cause);
    }
}
