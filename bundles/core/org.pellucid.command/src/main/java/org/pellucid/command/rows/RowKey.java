package org.pellucid.command.rows;

import java.util.Optional;
import org.pellucid.api.rows.Row;
import org.pellucid.api.rows.RowColumn;

/**
 * What of a row tells which others it belongs to.
 *
 * @param version of the schema
 * @param run     which settings it was made with
 * @param path    of the picture
 * @param done    whether the picture was explained
 * @param row     its number among those of the picture, from 1
 * @param rows    how many these are
 */
record RowKey(int version, String run, String path, boolean done, int row, int rows) {
    /** {@return the key of a row in JSON, empty if it is none} */
    static Optional<RowKey> of(String line) {
        return JsonRows.read(line).flatMap(RowKey::of);
    }

    /** {@return the key of a row, empty if a part of it is missing} */
    static Optional<RowKey> of(Row row) {
        Integer version = (Integer) row.value(RowColumn.SCHEMA_VERSION);
        String run = (String) row.value(RowColumn.RUN);
        String path = (String) row.value(RowColumn.PATH);
        Integer number = (Integer) row.value(RowColumn.ROW);
        Integer rows = (Integer) row.value(RowColumn.ROWS);
        if (version == null || run == null || path == null || row.value(RowColumn.STATUS) == null || number == null
                || rows == null) {
            return Optional.empty();
        }
        return Optional.of(new RowKey(version, run, path, row.isDone(), number, rows));
    }
}
