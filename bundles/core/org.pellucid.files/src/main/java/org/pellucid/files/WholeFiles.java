package org.pellucid.files;

import java.io.BufferedWriter;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Files of one folder that grow side by side, each under the temporary name {@code NAME.part} until it is whole. What a
 * killed process left under such a name is replaced by the next one. For one thread.
 */
public final class WholeFiles implements AutoCloseable {
    private static final String PART = ".part";

    private final Path folder;
    private final Map<String, Writer> open = new LinkedHashMap<>();
    private final List<Path> written = new ArrayList<>();

    /**
     * Makes the folder, if it is missing.
     *
     * @param folder of the files
     * @throws IOException if it cannot be made
     */
    public WholeFiles(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
    }

    /** Writes the text of a file. */
    @FunctionalInterface
    public interface Text {
        /**
         * Writes everything; closing the writer is allowed, not needed.
         *
         * @param out buffered
         * @throws IOException if writing fails
         */
        void write(Writer out) throws IOException;
    }

    /**
     * Begins a text.
     *
     * @param name of the file
     * @return writes UTF-8, buffered; {@link #finish} closes it
     * @throws IOException if the file cannot be opened
     */
    public Writer begin(String name) throws IOException {
        // No channel: an interruption would close it in the middle of a line.
        Writer writer = new BufferedWriter(
                new OutputStreamWriter(new FileOutputStream(part(name).toFile()), StandardCharsets.UTF_8));
        open.put(name, writer);
        return writer;
    }

    /**
     * Closes a text that was begun and moves it into place.
     *
     * @param name of the file
     * @throws IOException if it cannot be written to its end or moved; it is not there then
     */
    public void finish(String name) throws IOException {
        open.get(name).close();
        Path file = folder.resolve(name);
        Files.move(part(name), file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        open.remove(name);
        written.add(file);
    }

    /**
     * Writes a text from its beginning to its end.
     *
     * @param name of the file
     * @param text of it
     * @throws IOException if it cannot be written
     */
    public void write(String name, Text text) throws IOException {
        text.write(begin(name));
        finish(name);
    }

    /**
     * Writes a file that is no text.
     *
     * @param name  of the file
     * @param bytes of it
     * @throws IOException if it cannot be written
     */
    public void write(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        WholeFile.write(file, out -> out.write(bytes));
        written.add(file);
    }

    /** {@return the files that are whole, in the order in which they became so} */
    public List<Path> written() {
        return List.copyOf(written);
    }

    /** Removes what did not become whole. What cannot be removed stays under its temporary name. */
    @Override
    public void close() {
        for (Map.Entry<String, Writer> unfinished : open.entrySet()) {
            try (Writer out = unfinished.getValue()) {
                Files.deleteIfExists(part(unfinished.getKey()));
            } catch (IOException e) {
                // nobody needs what could not be written: the disk is full, say
            }
        }
        open.clear();
    }

    private Path part(String name) {
        return folder.resolve(name + PART);
    }
}
