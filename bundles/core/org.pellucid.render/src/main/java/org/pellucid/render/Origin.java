package org.pellucid.render;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Optional;
import org.pellucid.files.Sha256;

/**
 * Which picture a file shows. The file itself keeps it, in an extended attribute, so that it is known in a later series
 * and goes where the file goes, and nothing else lies in the folder. File systems without such attributes keep nothing.
 *
 * @param digest of what tells the picture from every other one, empty if nobody said
 * @param number of the picture among those whose files begin alike, from 1
 * @param stem   what the names of its files begin with, as {@link FileSeries#key} has it
 */
record Origin(String digest, int number, String stem) {
    /** Nobody said which picture it is. */
    static final Origin UNKNOWN = new Origin("", 1, "");
    private static final String ATTRIBUTE = "pellucid.picture";
    private static final int DIGITS = 32;
    /** Longer than any that is written. */
    private static final int MOST_BYTES = 4096;

    /** A digest says nothing of the folders of whoever made the file. */
    static String digest(String origin) {
        return origin.isEmpty() ? "" : Sha256.of(origin).substring(0, DIGITS);
    }

    /** @return the origin of a file; empty if there is no such file, or nothing is known of it */
    static Optional<Origin> of(Path file) {
        UserDefinedFileAttributeView attributes = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
        if (attributes == null) {
            return Optional.empty();
        }
        try {
            int size = attributes.size(ATTRIBUTE);
            ByteBuffer bytes = ByteBuffer.allocate(Math.min(size, MOST_BYTES));
            attributes.read(ATTRIBUTE, bytes);
            return parse(StandardCharsets.UTF_8.decode(bytes.flip()).toString());
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    private static Optional<Origin> parse(String text) {
        String[] parts = text.split(" ", 3);
        try {
            return parts.length < 3 ? Optional.empty()
                    : Optional.of(new Origin(parts[0], Integer.parseInt(parts[1]), parts[2]));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** @return whether a file is known to show another picture */
    boolean isNotOf(Path file) {
        return !digest.isEmpty() && of(file).filter(other -> !other.digest.equals(digest)).isPresent();
    }

    /** Writes it into a file, if it is known and the file system can. */
    void mark(Path file) {
        UserDefinedFileAttributeView attributes = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
        if (attributes == null || digest.isEmpty()) {
            return;
        }
        try {
            attributes.write(ATTRIBUTE, StandardCharsets.UTF_8.encode(digest + " " + number + " " + stem));
        } catch (IOException | UnsupportedOperationException e) {
            // The file is worth more than what is known of it.
        }
    }
}
