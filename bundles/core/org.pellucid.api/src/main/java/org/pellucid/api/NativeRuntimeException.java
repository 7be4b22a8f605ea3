package org.pellucid.api;

/**
 * The native inference runtime could not be loaded, or reported an error of its own. Exit code 3.
 */
public class NativeRuntimeException extends PellucidException {
    /** @param message one sentence naming file or value, fault and fix */
    public NativeRuntimeException(String message) {
        super(message, null);
    }

    /**
     * @param message one sentence naming file or value, fault and fix
     * @param cause   what led to it
     */
    public NativeRuntimeException(String message, Throwable cause) {
        super(message, cause);
    }
}
