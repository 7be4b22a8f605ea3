package org.pellucid.api;

import java.io.IOException;
import java.nio.file.Path;
import org.pellucid.files.Reason;

/**
 * An output cannot be written: the disk is full, a folder is read-only, another process holds its lock. The next output
 * would meet the same, so work ends here; what was written before stays. Exit code 1.
 */
public class OutputException extends PellucidException {
    /** @param message one sentence naming the file or folder, fault and fix */
    public OutputException(String message) {
        super(message, null);
    }

    /**
     * @param message one sentence naming the file or folder, fault and fix
     * @param cause   what led to it
     */
    public OutputException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * {@return what to throw when a file or folder cannot be written}
     *
     * @param file    as the message names it
     * @param failure what the system said
     */
    public static OutputException unwritable(Path file, IOException failure) {
        return new OutputException(file + " cannot be written: " + Reason.of(failure), failure);
    }
}
