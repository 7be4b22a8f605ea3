package org.pellucid.api;

/**
 * The caller asked for something that does not exist or lies outside its range: an unknown method, label, preset or
 * format, an index past the last class. Exit code 2.
 */
public class UsageException extends PellucidException {
    /** @param message one sentence naming file or value, fault and fix */
    public UsageException(String message) {
        super(message, null);
    }

    /**
     * @param message one sentence naming file or value, fault and fix
     * @param cause   what led to it
     */
    public UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
