package org.pellucid.api.rows;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What all rows of a picture have in common.
 *
 * @param run    stands for model, method and settings
 * @param path   of the picture, as the caller wrote it
 * @param sha256 of the picture's file; the rows hold no maps without
 * @param truth  what a data set knows of the picture
 */
public record RowHead(String run, String path, Optional<String> sha256, Truth truth) {
    /**
     * What a data set knows of a picture.
     *
     * @param split part of the data set
     * @param label name of the true class
     * @param index that the model has for that class
     */
    public record Truth(Optional<String> split, Optional<String> label, Optional<Integer> index) {
        /** Of a plain file nothing is known. */
        public static final Truth UNKNOWN = new Truth(Optional.empty(), Optional.empty(), Optional.empty());

        /** Checks for {@code null}. */
        public Truth {
            Objects.requireNonNull(split, "split");
            Objects.requireNonNull(label, "label");
            Objects.requireNonNull(index, "index");
        }
    }

    /** Checks for {@code null}. */
    public RowHead {
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(sha256, "sha256");
        Objects.requireNonNull(truth, "truth");
    }

    Map<RowColumn, Object> values(String status, int row, int rows) {
        Map<RowColumn, Object> values = new EnumMap<>(RowColumn.class);
        values.put(RowColumn.SCHEMA_VERSION, Row.VERSION);
        values.put(RowColumn.RUN, run);
        values.put(RowColumn.PATH, path);
        sha256.ifPresent(sum -> values.put(RowColumn.SHA256, sum));
        truth.split().ifPresent(split -> values.put(RowColumn.SPLIT, split));
        truth.label().ifPresent(label -> values.put(RowColumn.TRUE_LABEL, label));
        truth.index().ifPresent(index -> values.put(RowColumn.TRUE_INDEX, index));
        values.put(RowColumn.STATUS, status);
        values.put(RowColumn.ROW, row);
        values.put(RowColumn.ROWS, rows);
        return values;
    }
}
