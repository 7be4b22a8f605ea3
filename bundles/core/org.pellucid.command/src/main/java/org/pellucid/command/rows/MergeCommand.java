package org.pellucid.command.rows;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.pellucid.api.InputException;
import org.pellucid.api.OutputException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.command.CommandGroup;
import org.pellucid.api.command.spi.Command;
import org.pellucid.api.command.spi.CommandCall;
import org.pellucid.files.LineFile;
import org.pellucid.files.Reason;
import org.pellucid.files.WholeFile;

/** Joins the tables of shards. */
@Component(service = Command.class, property = Command.NAME + "=merge")
public final class MergeCommand extends TableCommand {
    private static final String TABLE = "rows.jsonl";

    /** Made by Declarative Services. */
    public MergeCommand() {
        super(CommandGroup.PICTURES, "joins the tables of a run that several jobs shared", "table", TABLE,
                "pellucid merge -o rows.jsonl maps/rows-1-of-2.jsonl maps/rows-2-of-2.jsonl",
                "pellucid merge --overwrite maps");
    }

    @Override
    public String details() {
        return "Takes tables that explain -f jsonl or -f parquet writes, rows.jsonl or rows-1-of-3.parquet, or all tables in a"
                + " folder, and writes JSON Lines, or Parquet to a file *.parquet. The tables must be of one run: of the same model, method and settings. The rows are put in order by the"
                + " path of the picture. Pictures whose rows are not whole are left out and named, exit code 1.";
    }

    @Override
    Made make(CommandCall call, List<Path> tables, String shown, Path output)
            throws PellucidException, InterruptedException {
        try (Aside aside = new Aside(output.toAbsolutePath().getParent())) {
            Merge merge = new Merge();
            for (Path table : tables) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted before " + table);
                }
                merge.read(table, aside.lines(call, table));
            }
            if (RowFiles.isParquet(output)) {
                Path lines = aside.file();
                merge.write(lines);
                RowFiles.parquet(call, lines, output);
            } else {
                merge.write(output);
            }
            return merge.result(call, shown);
        }
    }

    /** Tables of Parquet as JSON Lines, beside the output as long as the command works. */
    private static final class Aside implements AutoCloseable {
        private final Path folder;
        private final List<WholeFile> files = new ArrayList<>();

        Aside(Path folder) {
            this.folder = folder;
        }

        Path file() {
            WholeFile file = new WholeFile(folder.resolve(TABLE), folder);
            files.add(file);
            return file.part();
        }

        /** Returns a table in which each row is a line: itself, if it is one. */
        Path lines(CommandCall call, Path table) throws PellucidException, InterruptedException {
            if (!RowFiles.isParquet(table)) {
                return table;
            }
            Path lines = file();
            RowFiles.json(call, table, lines);
            return lines;
        }

        @Override
        public void close() throws OutputException {
            for (WholeFile file : files) {
                try {
                    file.close();
                } catch (IOException e) {
                    throw new OutputException(file.part() + " cannot be deleted: " + Reason.of(e), e);
                }
            }
        }
    }

    /** Knows where each row lies, so that of a million rows only the paths stand in memory. */
    private static final class Merge {
        private record Spot(String path, int row, Path file, long offset, int length) {
        }

        private final List<Spot> spots = new ArrayList<>();
        /** By path: the table and how many rows of it are there. */
        private final Map<String, Path> tables = new HashMap<>();
        private final Map<String, Integer> missing = new HashMap<>();
        private RowKey first;
        private Path firstFile;
        private int failed;

        /**
         * Takes note of the rows of a table.
         *
         * @param file  that was named
         * @param table the same as JSON Lines
         */
        void read(Path file, Path table) throws PellucidException {
            long offset = 0;
            long number = 0;
            try (LineFile.Lines lines = LineFile.lines(table)) {
                while (lines.hasNext()) {
                    String line = lines.next();
                    long current = ++number;
                    RowKey key = RowKey.of(line).orElseThrow(() -> RowFiles.noRow(file + ", line " + current));
                    check(key, file);
                    int length = line.getBytes(StandardCharsets.UTF_8).length;
                    spots.add(new Spot(key.path(), key.row(), table, offset, length));
                    offset += length + 1;
                    int left = missing.merge(key.path(), key.rows() - 1, (before, all) -> before - 1);
                    if (left == 0) {
                        missing.remove(key.path());
                    }
                    failed += key.done() ? 0 : 1;
                }
            } catch (IOException e) {
                throw new InputException(file + " cannot be read: " + Reason.of(e), e);
            } catch (UncheckedIOException e) {
                throw new InputException(file + " cannot be read: " + Reason.of(e.getCause()), e);
            }
        }

        private void check(RowKey key, Path file) throws UsageException {
            RowFiles.checkVersion(key, file);
            if (first == null) {
                first = key;
                firstFile = file;
            } else if (!first.run().equals(key.run())) {
                throw new UsageException(firstFile + " and " + file + " are of different runs (" + first.run() + ", "
                        + key.run() + "): shards have the same model, method and settings");
            }
            Path known = tables.putIfAbsent(key.path(), file);
            if (known != null && !known.equals(file)) {
                throw new UsageException(key.path() + " is in " + known + " and in " + file
                        + ": shards of one run share no picture");
            }
        }

        void write(Path output) throws OutputException {
            spots.removeIf(spot -> missing.containsKey(spot.path()));
            spots.sort(Comparator.comparing(Spot::path).thenComparingInt(Spot::row));
            Map<Path, RandomAccessFile> open = new HashMap<>();
            try {
                WholeFile.write(output, out -> {
                    for (Spot spot : spots) {
                        RandomAccessFile in = open.get(spot.file());
                        if (in == null) {
                            in = new RandomAccessFile(spot.file().toFile(), "r");
                            open.put(spot.file(), in);
                        }
                        byte[] line = new byte[spot.length() + 1];
                        in.seek(spot.offset());
                        in.readFully(line);
                        out.write(line);
                    }
                });
            } catch (IOException e) {
                throw OutputException.unwritable(output, e);
            } finally {
                open.values().forEach(Merge::close);
            }
        }

        private static void close(RandomAccessFile file) {
            try {
                file.close();
            } catch (IOException e) {
                // it was only read
            }
        }

        Made result(CommandCall call, String file) {
            missing.keySet().stream().sorted().forEach(path -> call.console().error("pellucid: " + path
                    + ": its rows are not whole; go on with that run by explain --resume"));
            return new Made(file, tables.size() - missing.size(), spots.size(), failed, missing.size());
        }
    }
}
