package org.pellucid.files;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * Writes a file that is there whole or not at all: under a hidden name first, which is then moved into place, over a
 * file that is there already. A thread that is interrupted while it writes finishes the file. For one thread.
 */
public final class WholeFile implements AutoCloseable {
    private static final String PREFIX = ".pellucid-";
    private static final String SUFFIX = ".tmp";

    private final Path file;
    private final Path part;

    /**
     * Prepares a file; nothing is written yet.
     *
     * @param file  where it is going to be
     * @param aside folder for the unfinished file, on the same file system
     */
    public WholeFile(Path file, Path aside) {
        this.file = file;
        // short, whatever the file will be called
        this.part = aside.resolve(PREFIX + UUID.randomUUID() + SUFFIX);
    }

    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes everything; does not close the stream.
         *
         * @param out not buffered
         * @throws IOException if writing fails
         */
        void write(OutputStream out) throws IOException;
    }

    /**
     * Writes a file beside which nothing else needs to be done.
     *
     * @param file    where it is going to be, in a folder that is there
     * @param content of it
     * @throws IOException if it cannot be written; a file that was there before is as it was
     */
    public static void write(Path file, Content content) throws IOException {
        write(file, file.toAbsolutePath().getParent(), content);
    }

    /**
     * Writes a file that is unfinished in another folder.
     *
     * @param file    where it is going to be, in a folder that is there
     * @param aside   folder for the unfinished file, on the same file system
     * @param content of it
     * @throws IOException if it cannot be written; a file that was there before is as it was
     */
    public static void write(Path file, Path aside, Content content) throws IOException {
        try (WholeFile whole = new WholeFile(file, aside)) {
            whole.fill(content);
            whole.finish();
        }
    }

    /**
     * Deletes what processes that were killed left unfinished in a folder.
     *
     * @param folder aside folder that nobody writes in now
     * @throws IOException if it cannot be listed or a file cannot be deleted
     */
    public static void sweep(Path folder) throws IOException {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
            for (Path part : parts) {
                Files.deleteIfExists(part);
            }
        }
    }

    /** {@return the unfinished file} */
    public Path part() {
        return part;
    }

    /**
     * Writes the unfinished file.
     *
     * @param content of it
     * @throws IOException if it cannot be written
     */
    public void fill(Content content) throws IOException {
        Files.createFile(part); // says better than a stream why it cannot
        // No channel: an interruption would close it.
        try (OutputStream out = new FileOutputStream(part.toFile())) {
            content.write(out);
        }
    }

    /**
     * Moves the file into place.
     *
     * @throws IOException if it cannot be moved
     */
    public void finish() throws IOException {
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Deletes the unfinished file, if there still is one. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(part);
    }
}
