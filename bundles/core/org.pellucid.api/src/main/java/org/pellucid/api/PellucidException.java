package org.pellucid.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Anything that keeps Pellucid from doing what it was asked. The message is one sentence for the person who asked: it
 * names the file or value, what is wrong with it and, where there is one, the way out. Subclasses tell whose fault it
 * was, which decides the exit code of the command line.
 */
@ProviderType
public abstract class PellucidException extends Exception {
    /**
     * @param message one sentence naming file or value, fault and fix
     * @param cause   what led to it, or {@code null}
     */
    protected PellucidException(String message, Throwable cause) {
        super(message, cause);
    }
}
