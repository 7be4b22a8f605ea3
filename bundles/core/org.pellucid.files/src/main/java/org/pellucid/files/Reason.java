package org.pellucid.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says why a file operation failed, in words that follow the file's name. */
public final class Reason {
    private static final String FULL = "No space left on device";

    private Reason() {
    }

    /**
     * Explains a failure without repeating the file's name.
     *
     * @param failure of a file operation
     * @return {@code permission denied}, {@code the disk is full}, or what the system says
     */
    public static String of(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "it does not exist";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "a file is in its place";
        }
        String reason = failure instanceof FileSystemException system ? system.getReason() : failure.getMessage();
        if (reason == null) {
            return failure.getClass().getSimpleName();
        }
        if (failure instanceof FileNotFoundException && reason.endsWith(")")) {
            reason = reason.substring(reason.lastIndexOf('(') + 1, reason.length() - 1);
        }
        return reason.equals(FULL) ? "the disk is full" : reason;
    }
}
