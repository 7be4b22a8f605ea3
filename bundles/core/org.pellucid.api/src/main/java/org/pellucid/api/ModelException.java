package org.pellucid.api;

/**
 * A model file is missing, damaged or not a classifier that can be handled. Exit code 3.
 */
public class ModelException extends PellucidException {
    /** @param message one sentence naming file or value, fault and fix */
    public ModelException(String message) {
        super(message, null);
    }

    /**
     * @param message one sentence naming file or value, fault and fix
     * @param cause   what led to it
     */
    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
