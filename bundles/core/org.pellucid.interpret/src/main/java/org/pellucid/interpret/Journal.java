package org.pellucid.interpret;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.pellucid.api.OutputException;
import org.pellucid.files.Reason;
import org.pellucid.files.WholeFile;

/**
 * What a run has done so far, a JSON object a line, each written at once and only when its files are in place. Whenever
 * the process is killed, the journal is whole up to its last line, which may be cut off and is not counted then. Safe
 * for use by several threads.
 */
final class Journal implements AutoCloseable {
    static final Gson GSON = new GsonBuilder().setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .disableHtmlEscaping().create();
    static final String SESSION = "session";
    private static final long SYNC_NANOS = 1_000_000_000L;

    private final Path file;
    private final FileChannel channel;
    private long synced = System.nanoTime();

    private Journal(Path file) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.APPEND);
    }

    static Journal open(Path file) throws OutputException {
        try {
            return new Journal(file);
        } catch (IOException e) {
            throw broken(file, e);
        }
    }

    void append(Entry entry) throws OutputException {
        append(GSON.toJson(entry));
    }

    void append(JsonObject line) throws OutputException {
        append(GSON.toJson(line));
    }

    private synchronized void append(String line) throws OutputException {
        try {
            ByteBuffer bytes = ByteBuffer.wrap((line + '\n').getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            // A killed process loses nothing that was written; a power cut loses a second.
            if (System.nanoTime() - synced > SYNC_NANOS) {
                channel.force(false);
                synced = System.nanoTime();
            }
        } catch (IOException e) {
            throw broken(file, e);
        }
    }

    @Override
    public synchronized void close() throws OutputException {
        try {
            if (channel.isOpen()) {
                channel.force(false);
                channel.close();
            }
        } catch (IOException e) {
            throw broken(file, e);
        }
    }

    private static OutputException broken(Path file, IOException e) {
        return new OutputException(file + " cannot be written: " + Reason.of(e), e);
    }

    /**
     * Leaves out lines that are to be done again, and one that was cut off.
     *
     * @param aside where the file lies until it is whole
     */
    static void compact(Path file, Path aside, Predicate<JsonObject> kept) throws OutputException {
        try {
            WholeFile.write(file, aside, out -> {
                Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                try (var lines = new Lines(file)) {
                    while (lines.hasNext()) {
                        JsonObject line = lines.next();
                        if (kept.test(line)) {
                            writer.write(GSON.toJson(line) + '\n');
                        }
                    }
                }
                writer.flush();
            });
        } catch (IOException e) {
            throw broken(file, e);
        } catch (UncheckedIOException e) {
            throw broken(file, e.getCause());
        }
    }

    /** @return the entries of a stage and, unless {@code null}, a use case; read while they are gone through */
    static Iterable<Entry> entries(Path file, String stage, String useCase) {
        return () -> new Entries(new Lines(file), stage, useCase);
    }

    /** Goes through the whole lines of a journal; closed at its end. */
    static final class Lines implements Iterator<JsonObject>, AutoCloseable {
        private final BufferedReader in;
        private JsonObject next;

        Lines(Path file) {
            try {
                in = Files.newBufferedReader(file);
                advance();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void advance() throws IOException {
            String line = line(in);
            next = null;
            if (line != null) {
                try {
                    next = JsonParser.parseString(line).getAsJsonObject();
                } catch (JsonParseException | IllegalStateException e) {
                    throw new IOException("the journal is damaged: " + e.getMessage(), e);
                }
            } else {
                in.close();
            }
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
            return null;
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public JsonObject next() {
            if (next == null) {
                throw new NoSuchElementException();
            }
            JsonObject line = next;
            try {
                advance();
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

    private static final class Entries implements Iterator<Entry> {
        private final Lines lines;
        private final String stage;
        private final String useCase;
        private Entry next;

        Entries(Lines lines, String stage, String useCase) {
            this.lines = lines;
            this.stage = stage;
            this.useCase = useCase;
            advance();
        }

        private void advance() {
            next = null;
            while (next == null && lines.hasNext()) {
                JsonObject line = lines.next();
                if (line.get("stage").getAsString().equals(stage)
                        && (useCase == null || line.get("use_case").getAsString().equals(useCase))) {
                    next = GSON.fromJson(line, Entry.class);
                }
            }
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public Entry next() {
            if (next == null) {
                throw new NoSuchElementException();
            }
            Entry entry = next;
            advance();
            return entry;
        }
    }
}
