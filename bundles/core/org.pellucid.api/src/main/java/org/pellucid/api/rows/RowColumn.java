package org.pellucid.api.rows;

import java.util.List;
import java.util.Locale;

/** Lists the columns of the table of a run, in their order. {@code docs/rows.md} says what each one means. */
public enum RowColumn {
    /** Version of the schema. */
    SCHEMA_VERSION(Integer.class),
    /** Stands for model, method and settings. */
    RUN(String.class),
    /** Path of the picture, as the caller wrote it. */
    PATH(String.class),
    /** Sum of the picture's file. */
    SHA256(String.class),
    /** Part of the data set that the picture is in. */
    SPLIT(String.class),
    /** Name of the true class. */
    TRUE_LABEL(String.class),
    /** Index that the model has for the true class. */
    TRUE_INDEX(Integer.class),
    /** {@link Row#DONE} or {@link Row#FAILED}. */
    STATUS(String.class),
    /** Number of the row among those of its picture, from 1. */
    ROW(Integer.class),
    /** How many rows the picture has. */
    ROWS(Integer.class),
    /** Why the picture failed. */
    ERROR(String.class),
    /** Rank of the class among the predictions, from 1. */
    RANK(Integer.class),
    /** Name of the class. */
    LABEL(String.class),
    /** Index of the class. */
    INDEX(Integer.class),
    /** Probability of the class. */
    PROBABILITY(Double.class),
    /** Cells of the map from top to bottom. */
    MAP_HEIGHT(Integer.class),
    /** Cells of the map from left to right. */
    MAP_WIDTH(Integer.class),
    /** Values of the map, row by row, a byte a cell. */
    MAP(byte[].class),
    /** Name of the method. */
    METHOD(String.class),
    /** Version of the method's bundle. */
    METHOD_VERSION(String.class),
    /** Insertion layer of a white-box method. */
    LAYER(String.class),
    /** Files of the map, below the output folder; a list of texts. */
    FILES(List.class),
    /** Time that the picture took. */
    MILLISECONDS(Double.class);

    private final Class<?> type;

    RowColumn(Class<?> type) {
        this.type = type;
    }

    /** {@return the name of the column in files} */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@return the class of its values: {@code Integer}, {@code Double}, {@code String}, {@code byte[]} or {@code List}} */
    public Class<?> type() {
        return type;
    }
}
