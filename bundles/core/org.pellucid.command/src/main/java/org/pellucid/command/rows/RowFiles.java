package org.pellucid.command.rows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pellucid.api.InputException;
import org.pellucid.api.OutputException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.command.spi.CommandCall;
import org.pellucid.api.rows.ParquetTables;
import org.pellucid.api.rows.Row;
import org.pellucid.api.rows.RowReader;
import org.pellucid.files.LineFile;
import org.pellucid.files.Reason;
import org.pellucid.files.WholeFile;

/** The files tables lie in: JSON Lines, or Parquet, which is written when all rows are known. */
public final class RowFiles {
    /** Ending of a table, and the format that asks for it. */
    public static final String JSON = "jsonl";
    /** Ending of a table, and the format that asks for it. */
    public static final String PARQUET = "parquet";

    private RowFiles() {
    }

    /** Returns the tables that were named: a file, or those in a folder. */
    static List<Path> tables(Path path, String typed) throws InputException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        List<Path> tables = new ArrayList<>();
        // what explain and merge write, and what Spark does
        try (DirectoryStream<Path> found = Files.newDirectoryStream(path, "{rows,part-}*.{jsonl,parquet}")) {
            found.forEach(tables::add);
        } catch (IOException e) {
            throw new InputException(typed + " cannot be read: " + Reason.of(e), e);
        }
        tables.removeIf(table -> isParquet(table) && tables.contains(beside(table, JSON))); // the same rows
        if (tables.isEmpty()) {
            throw new InputException(typed + ": no table rows*." + JSON + " or rows*." + PARQUET
                    + " in this folder; explain -f " + JSON + " writes one");
        }
        tables.sort(null);
        return tables;
    }

    static boolean isParquet(Path file) {
        return file.getFileName().toString().endsWith("." + PARQUET);
    }

    /**
     * Returns the file that a table has in another format, in the same folder.
     *
     * @param file   of the table
     * @param format {@link #JSON} or {@link #PARQUET}
     * @return the file, which need not be there
     */
    public static Path beside(Path file, String format) {
        String name = file.getFileName().toString();
        return file.resolveSibling(name.substring(0, name.lastIndexOf('.') + 1) + format);
    }

    /** What is done with each row of a table. */
    interface Step {
        /**
         * Takes a row.
         *
         * @param row   of the table
         * @param key   of the row
         * @param place of the row, for messages
         */
        void take(Row row, RowKey key, String place) throws PellucidException, IOException;
    }

    /** Goes through a table, whichever its format; what is no row, or of a later schema, ends it. */
    static void each(CommandCall call, Path file, Step step) throws PellucidException, InterruptedException {
        long number = 0;
        try (RowReader rows = open(call, file)) {
            for (Optional<Row> row = rows.next(); row.isPresent(); row = rows.next()) {
                String place = file + (isParquet(file) ? ", row " : ", line ") + ++number;
                RowKey key = RowKey.of(row.get()).orElseThrow(() -> noRow(place));
                checkVersion(key, file);
                step.take(row.get(), key, place);
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted at " + place);
                }
            }
        } catch (IOException e) {
            throw new InputException(file + " cannot be read: " + Reason.of(e), e);
        }
    }

    static InputException noRow(String place) {
        return new InputException(place + ": is no row; give tables that explain -f " + JSON + " wrote");
    }

    static void checkVersion(RowKey key, Path file) throws UsageException {
        if (key.version() > Row.VERSION) {
            throw new UsageException(file + ": rows of schema version " + key.version() + ", and this Pellucid reads "
                    + Row.VERSION + " at most: use the version that wrote them");
        }
    }

    private static RowReader open(CommandCall call, Path file)
            throws PellucidException, InterruptedException, IOException {
        return isParquet(file) ? call.service(ParquetTables.class).read(file) : lines(file);
    }

    /** Returns the rows of JSON Lines; a line that is none is a row without values. */
    private static RowReader lines(Path file) throws IOException {
        LineFile.Lines lines = LineFile.lines(file);
        return new RowReader() {
            @Override
            public Optional<Row> next() throws IOException {
                try {
                    return lines.hasNext()
                            ? JsonRows.read(lines.next()).or(() -> Optional.of(Row.of(Map.of())))
                            : Optional.empty();
                } catch (UncheckedIOException e) {
                    throw e.getCause();
                }
            }

            @Override
            public void close() throws IOException {
                lines.close();
            }
        };
    }

    /**
     * Writes the rows of JSON Lines as Parquet.
     *
     * @param call  that asked for it
     * @param lines whole rows
     * @param file  to write or replace
     * @throws PellucidException    if it cannot be written
     * @throws InterruptedException if the thread was interrupted
     */
    public static void parquet(CommandCall call, Path lines, Path file)
            throws PellucidException, InterruptedException {
        ParquetTables tables = call.service(ParquetTables.class);
        try (WholeFile whole = new WholeFile(file, file.toAbsolutePath().getParent()); RowReader rows = lines(lines)) {
            tables.write(rows, whole.part());
            whole.finish();
        } catch (IOException e) {
            throw OutputException.unwritable(file, e);
        }
    }

    /** Writes the rows of Parquet as JSON Lines. */
    static void json(CommandCall call, Path table, Path lines) throws PellucidException, InterruptedException {
        try (LineFile out = LineFile.open(lines)) {
            each(call, table, (row, key, place) -> out.append(JsonRows.line(row)));
        } catch (IOException e) {
            throw OutputException.unwritable(lines, e);
        }
    }
}
