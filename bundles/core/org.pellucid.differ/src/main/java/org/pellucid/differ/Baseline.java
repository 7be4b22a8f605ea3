package org.pellucid.differ;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pellucid.api.InputException;
import org.pellucid.api.UsageException;
import org.pellucid.files.Reason;
import org.pellucid.grid.GridMap;

/**
 * What a model answered in an earlier run and where it looked: a line that says which run, then a line a picture. Only
 * the places of the lines are kept in memory. Safe for use by several threads.
 */
final class Baseline implements AutoCloseable {
    private static final int SCHEMA = 1;
    private static final Gson GSON = new Gson();

    /** The first line. */
    record Header(int schema_version, String model, String method, String dataset, int grid, List<String> labels) {
    }

    /** A line of a picture; {@code map} is {@link GridMap#encoded}. */
    record Line(String picture, int index, String label, double probability, Boolean right, String map) {
    }

    private final Path file;
    private final Header header;
    private final RandomAccessFile content;
    private final Map<String, Long> places = new HashMap<>();

    Baseline(Path file, String dataset, int grid) throws UsageException, InputException {
        this.file = file;
        if (!Files.isRegularFile(file)) {
            throw new UsageException("baseline " + file + ": no such file; 'pellucid diff' writes baseline.jsonl into"
                    + " its folder");
        }
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            header = GSON.fromJson(lines.readLine(), Header.class);
            check(dataset, grid);
            content = new RandomAccessFile(file.toFile(), "r");
            content.readLine();
            index(content.getFilePointer());
        } catch (IOException e) {
            throw new InputException("baseline " + file + " cannot be read: " + Reason.of(e), e);
        } catch (JsonSyntaxException e) {
            throw notOne();
        }
    }

    private UsageException notOne() {
        return new UsageException("baseline " + file + " is none: give the baseline.jsonl of an earlier comparison");
    }

    private void check(String dataset, int grid) throws UsageException {
        if (header == null || header.labels() == null || header.model() == null) {
            throw notOne();
        }
        if (header.schema_version() != SCHEMA) {
            throw new UsageException("baseline " + file + " has schema version " + header.schema_version()
                    + ", this version reads " + SCHEMA + ": make it anew");
        }
        if (!dataset.equals(header.dataset())) {
            throw new UsageException(
                    "baseline " + file + " is of data set " + header.dataset() + ", not of " + dataset);
        }
        if (grid != header.grid()) {
            throw new UsageException("baseline " + file + " has a grid of " + header.grid() + ": give --grid "
                    + header.grid());
        }
    }

    private void index(long from) throws IOException, UsageException {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            lines.readLine();
            long place = from;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Line read = GSON.fromJson(line, Line.class);
                if (read == null || read.picture() == null || read.map() == null) {
                    throw notOne();
                }
                places.put(read.picture(), place);
                place += line.getBytes(StandardCharsets.UTF_8).length + 1;
            }
        }
    }

    Header header() {
        return header;
    }

    /** {@return what is known of a picture} */
    synchronized Optional<Look> look(String picture) throws InputException {
        Long place = places.get(picture);
        if (place == null) {
            return Optional.empty();
        }
        try {
            content.seek(place);
            Line line = GSON.fromJson(new String(content.readLine().getBytes(StandardCharsets.ISO_8859_1),
                    StandardCharsets.UTF_8), Line.class);
            return Optional.of(new Look(line.index(), line.label(), line.probability(),
                    Optional.ofNullable(line.right()), Map.of(line.index(), GridMap.decoded(header.grid(), line.map())),
                    Optional.empty()));
        } catch (IOException | RuntimeException e) {
            throw new InputException("baseline " + file + ", picture " + picture + ": cannot be read", e);
        }
    }

    static String header(String model, String method, String dataset, int grid, List<String> labels) {
        return GSON.toJson(new Header(SCHEMA, model, method, dataset, grid, labels));
    }

    static String line(String picture, Look look) {
        return GSON.toJson(new Line(picture, look.index(), look.label(), look.probability(),
                look.right().orElse(null), look.maps().get(look.index()).encoded()));
    }

    @Override
    public void close() {
        try {
            content.close();
        } catch (IOException e) {
            // read to the end, nothing is lost
        }
    }
}
