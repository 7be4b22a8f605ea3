package org.pellucid.api.rows;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.Prediction;
import org.pellucid.api.explain.SaliencyMap;

/** One row of the table of a run: a map, or a picture without one. Does not change. */
public final class Row {
    /** Version of the schema. It grows when a column changes its meaning or goes; readers pass over columns they do not know. */
    public static final int VERSION = 1;
    /** Status of a picture that was explained. */
    public static final String DONE = "done";
    /** Status of a picture that could not be used. */
    public static final String FAILED = "failed";

    private final Map<RowColumn, Object> values;

    private Row(Map<RowColumn, Object> values) {
        this.values = values;
    }

    /**
     * Makes a row of values that were read.
     *
     * @param values by column; a column that is missing is null
     * @return the row
     * @throws IllegalArgumentException if a value is not of its column's type
     */
    public static Row of(Map<RowColumn, ?> values) {
        Map<RowColumn, Object> copy = new EnumMap<>(RowColumn.class);
        values.forEach((column, value) -> {
            if (value != null && !column.type().isInstance(value)) {
                throw new IllegalArgumentException(
                        column.column() + ": " + value + " is no " + column.type().getSimpleName());
            }
            if (value != null) {
                copy.put(column, value);
            }
        });
        return new Row(copy);
    }

    /**
     * Makes the rows of a picture that was explained.
     *
     * @param head        what they have in common
     * @param explanation of the picture
     * @param version     of the method's bundle
     * @param files       for each map the names of its files; empty where none were written
     * @param millis      that the picture took
     * @return a row a map; one row where there is no map
     */
    public static List<Row> done(RowHead head, Explanation explanation, String version, List<List<String>> files,
            double millis) {
        List<Row> rows = new ArrayList<>();
        int maps = explanation.maps().size();
        for (int i = 0; i < Math.max(1, maps); i++) {
            Map<RowColumn, Object> values = head.values(DONE, i + 1, Math.max(1, maps));
            if (maps > 0) {
                addMap(values, explanation, explanation.maps().get(i), head.sha256().isPresent());
            }
            values.put(RowColumn.METHOD, explanation.method());
            values.put(RowColumn.METHOD_VERSION, version);
            explanation.layer().ifPresent(layer -> values.put(RowColumn.LAYER, layer));
            values.put(RowColumn.FILES, maps == 0 || files.isEmpty() ? List.of() : List.copyOf(files.get(i)));
            values.put(RowColumn.MILLISECONDS, millis);
            rows.add(new Row(values));
        }
        return rows;
    }

    private static void addMap(Map<RowColumn, Object> values, Explanation explanation, SaliencyMap map,
            boolean withCells) {
        if (map.target() != SaliencyMap.ALL_CLASSES) {
            List<Prediction> predictions = explanation.predictions();
            int rank = 0;
            while (predictions.get(rank).index() != map.target()) {
                rank++;
            }
            values.put(RowColumn.RANK, rank + 1);
            values.put(RowColumn.INDEX, map.target());
        }
        values.put(RowColumn.LABEL, map.label());
        if (!Double.isNaN(map.probability())) {
            values.put(RowColumn.PROBABILITY, map.probability());
        }
        values.put(RowColumn.MAP_HEIGHT, map.height());
        values.put(RowColumn.MAP_WIDTH, map.width());
        if (withCells) {
            values.put(RowColumn.MAP, map.values());
        }
    }

    /**
     * Makes the row of a picture that could not be used.
     *
     * @param head  of the row
     * @param error why
     * @return the row
     */
    public static Row failed(RowHead head, String error) {
        Map<RowColumn, Object> values = head.values(FAILED, 1, 1);
        values.put(RowColumn.ERROR, Objects.requireNonNull(error, "error"));
        return new Row(values);
    }

    /**
     * Gives the value of a column.
     *
     * @param <T>    class of the value
     * @param column of the row
     * @param type   of the column
     * @return the value; empty for null
     */
    public <T> Optional<T> value(RowColumn column, Class<T> type) {
        return Optional.ofNullable(type.cast(values.get(column)));
    }

    /**
     * Gives the value of a column as it is.
     *
     * @param column of the row
     * @return the value, or {@code null}
     */
    public Object value(RowColumn column) {
        return values.get(column);
    }

    /** {@return whether the row is of a picture that was explained} */
    public boolean isDone() {
        return DONE.equals(values.get(RowColumn.STATUS));
    }
}
