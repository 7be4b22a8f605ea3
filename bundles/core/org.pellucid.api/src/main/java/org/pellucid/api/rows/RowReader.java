package org.pellucid.api.rows;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Goes through the rows of a table once. For one thread. */
@ConsumerType
public interface RowReader extends Closeable {
    /**
     * Reads the next row.
     *
     * @return the row; empty after the last
     * @throws IOException if the table cannot be read or is none
     */
    Optional<Row> next() throws IOException;
}
