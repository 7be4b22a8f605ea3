package org.pellucid.files;

import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;

/**
 * Text that grows by lines, each written at once. Whenever the process is killed, the file is whole up to its last line,
 * which may be cut off and is not counted then. Safe for use by several threads.
 */
public final class LineFile implements AutoCloseable {
    private static final long SYNC_NANOS = 1_000_000_000L;

    /** No channel: an interruption would close it. */
    private final FileOutputStream out;
    private long synced = System.nanoTime();

    private LineFile(FileOutputStream out) {
        this.out = out;
    }

    /**
     * Opens a file to append to.
     *
     * @param file created if missing
     * @return the file, to be closed
     * @throws IOException if it cannot be opened
     */
    public static LineFile open(Path file) throws IOException {
        return new LineFile(new FileOutputStream(file.toFile(), true));
    }

    /**
     * Appends lines. A killed process loses nothing that was written; a power cut loses a second.
     *
     * @param lines one line, or several with {@code \n} between
     * @throws IOException if they cannot be written
     */
    public synchronized void append(String lines) throws IOException {
        out.write((lines + '\n').getBytes(StandardCharsets.UTF_8));
        if (System.nanoTime() - synced > SYNC_NANOS) {
            out.getFD().sync();
            synced = System.nanoTime();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (out.getFD().valid()) {
            out.getFD().sync();
            out.close();
        }
    }

    /**
     * Leaves out lines that are of no use any more, and one that was cut off.
     *
     * @param file  that nobody has open
     * @param aside where the file lies until it is whole
     * @param kept  tells which lines stay
     * @throws IOException if it cannot be read or written; it is as it was then
     */
    public static void compact(Path file, Path aside, Predicate<String> kept) throws IOException {
        WholeFile.write(file, aside, out -> {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            try (Lines lines = lines(file)) {
                while (lines.hasNext()) {
                    String line = lines.next();
                    if (kept.test(line)) {
                        writer.write(line);
                        writer.write('\n');
                    }
                }
            }
            writer.flush();
        });
    }

    /**
     * Goes through the whole lines of a file.
     *
     * @param file to read
     * @return the lines, to be closed; closed by themselves at the end
     * @throws IOException if it cannot be read
     */
    public static Lines lines(Path file) throws IOException {
        return new Lines(Files.newBufferedReader(file));
    }

    /** The whole lines of a file. For one thread; reading fails with {@link UncheckedIOException}. */
    public static final class Lines implements Iterator<String>, AutoCloseable {
        private final BufferedReader in;
        private String next;

        private Lines(BufferedReader in) throws IOException {
            this.in = in;
            next = line(in);
        }

        /** Unlike {@link BufferedReader#readLine} gives no line without an end. */
        private static String line(Reader in) throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c >= 0; c = in.read()) {
                if (c == '\n') {
                    return line.toString();
                }
                line.append((char) c);
            }
            in.close();
            return null;
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public String next() {
            if (next == null) {
                throw new NoSuchElementException();
            }
            String line = next;
            try {
                next = line(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return line;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
