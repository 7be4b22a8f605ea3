package org.pellucid.api;

/**
 * An explanation method failed, or cannot explain this model. Exit code 3.
 */
public class MethodException extends PellucidException {
    /** @param message one sentence naming file or value, fault and fix */
    public MethodException(String message) {
        super(message, null);
    }

    /**
     * @param message one sentence naming file or value, fault and fix
     * @param cause   what led to it
     */
    public MethodException(String message, Throwable cause) {
        super(message, cause);
    }
}
