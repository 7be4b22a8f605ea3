package org.pellucid.interpret;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.pellucid.api.OutputException;
import org.pellucid.files.LineFile;

/**
 * What a run has done so far, a JSON object a line, each written at once and only when its files are in place. Whenever
 * the process is killed, the journal is whole up to its last line, which may be cut off and is not counted then. Safe
 * for use by several threads.
 */
final class Journal implements AutoCloseable {
    static final Gson GSON = new GsonBuilder().setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .disableHtmlEscaping().create();
    static final String SESSION = "session";

    private final Path file;
    private final LineFile lines;

    private Journal(Path file) throws IOException {
        this.file = file;
        this.lines = LineFile.open(file);
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

    private void append(String line) throws OutputException {
        try {
            lines.append(line);
        } catch (IOException e) {
            throw broken(file, e);
        }
    }

    @Override
    public void close() throws OutputException {
        try {
            lines.close();
        } catch (IOException e) {
            throw broken(file, e);
        }
    }

    private static OutputException broken(Path file, IOException e) {
        return OutputException.unwritable(file, e);
    }

    /**
     * Leaves out lines that are to be done again, and one that was cut off.
     *
     * @param aside where the file lies until it is whole
     */
    static void compact(Path file, Path aside, Predicate<JsonObject> kept) throws OutputException {
        try {
            LineFile.compact(file, aside, line -> kept.test(Lines.parse(line)));
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
        private final LineFile.Lines lines;

        Lines(Path file) {
            try {
                lines = LineFile.lines(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static JsonObject parse(String line) {
            try {
                return JsonParser.parseString(line).getAsJsonObject();
            } catch (JsonParseException | IllegalStateException e) {
                throw new UncheckedIOException(new IOException("the journal is damaged: " + e.getMessage(), e));
            }
        }

        @Override
        public boolean hasNext() {
            return lines.hasNext();
        }

        @Override
        public JsonObject next() {
            return parse(lines.next());
        }

        @Override
        public void close() throws IOException {
            lines.close();
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
