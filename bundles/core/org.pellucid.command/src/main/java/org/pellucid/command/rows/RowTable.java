package org.pellucid.command.rows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.pellucid.api.OutputException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.rows.Row;
import org.pellucid.files.LineFile;
import org.pellucid.files.MadeFolder;
import org.pellucid.files.Reason;
import org.pellucid.files.WholeFile;

/** The rows of a run, each picture's appended when its files are in place, so that a run that was killed can go on. */
public final class RowTable implements AutoCloseable {
    private final Path file;
    private final Set<String> done;
    private final LineFile lines;

    private final MadeFolder made;

    private RowTable(Path file, MadeFolder made, Set<String> done, LineFile lines) {
        this.file = file;
        this.made = made;
        this.done = done;
        this.lines = lines;
    }

    /**
     * Begins the table of a run, or goes on with it.
     *
     * @param file   of the table, in a folder that is made if missing
     * @param run    which settings it is made with
     * @param resume whether to keep what an earlier run of the same settings finished
     * @return the table, to be closed
     * @throws PellucidException if the file cannot be written, or is of a run with other settings
     */
    public static RowTable open(Path file, String run, boolean resume) throws PellucidException {
        MadeFolder made = new MadeFolder(file.getParent());
        try {
            Files.createDirectories(file.getParent());
            Set<String> done = resume && Files.exists(file) ? finished(file, run) : Set.of();
            if (!resume) {
                Files.deleteIfExists(file);
            }
            return new RowTable(file, made, done, LineFile.open(file));
        } catch (IOException e) {
            throw OutputException.unwritable(file, e);
        } catch (UncheckedIOException e) {
            throw new OutputException(file + " cannot be read: " + Reason.of(e.getCause()), e);
        }
    }

    /** Leaves in the file the rows of the pictures that are done whole; all others are to be done again. */
    private static Set<String> finished(Path file, String run) throws UsageException, IOException {
        Map<String, Integer> rows = new HashMap<>();
        Set<String> done = new HashSet<>();
        try (LineFile.Lines lines = LineFile.lines(file)) {
            for (long number = 1; lines.hasNext(); number++) {
                long line = number;
                RowKey key = RowKey.of(lines.next()).orElseThrow(() -> new UsageException(file + ", line " + line
                        + ": is no row; leave out --resume to begin anew"));
                if (!key.run().equals(run) || key.version() != Row.VERSION) {
                    throw new UsageException(file + " holds a run with other settings: ask for the same again, name "
                            + "another folder, or leave out --resume to begin anew");
                }
                if (key.done() && rows.merge(key.path(), 1, Integer::sum) == key.rows()) {
                    done.add(key.path());
                }
            }
        }
        LineFile.compact(file, file.getParent(),
                line -> RowKey.of(line).filter(key -> key.done() && done.contains(key.path())).isPresent());
        return done;
    }

    /** {@return the file, whole as far as rows were added} */
    public Path file() {
        return file;
    }

    /** {@return the paths of the pictures that an earlier run finished} */
    public Set<String> done() {
        return done;
    }

    /**
     * Appends the rows of a picture.
     *
     * @param rows all of them
     * @throws OutputException if they cannot be written
     */
    public void add(List<Row> rows) throws OutputException {
        try {
            lines.append(rows.stream().map(JsonRows::line).collect(Collectors.joining("\n")));
        } catch (IOException e) {
            throw OutputException.unwritable(file, e);
        }
    }

    /** Closes the file; one without rows goes again. */
    @Override
    public void close() throws OutputException {
        try {
            lines.close();
            if (Files.size(file) == 0) {
                Files.delete(file);
                made.close();
            }
        } catch (IOException e) {
            throw OutputException.unwritable(file, e);
        }
    }

    /** Deletes files that an earlier run left unfinished, if nobody else is at work in the folder. */
    public static void sweep(Path folder) throws OutputException {
        try {
            if (Files.isDirectory(folder)) {
                WholeFile.sweep(folder);
            }
        } catch (IOException e) {
            throw OutputException.unwritable(folder, e);
        }
    }
}
