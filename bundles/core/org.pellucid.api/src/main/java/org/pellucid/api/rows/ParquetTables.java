package org.pellucid.api.rows;

import java.io.IOException;
import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/** Writes and reads the table of a run as an Apache Parquet file. Safe for use by several threads. */
@ProviderType
public interface ParquetTables {
    /**
     * Writes a table. Its rows need not be in memory together.
     *
     * @param rows all rows; left open
     * @param file to write, not there yet
     * @throws IOException if the rows cannot be read or the file cannot be written
     */
    void write(RowReader rows, Path file) throws IOException;

    /**
     * Opens a table. Columns it does not know are passed over, those that are missing are null.
     *
     * @param file to read
     * @return its rows, to be closed
     * @throws IOException if it cannot be read or is no Parquet file
     */
    RowReader read(Path file) throws IOException;
}
