package org.pellucid.rows.parquet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.pellucid.api.rows.Row;
import org.pellucid.api.rows.RowReader;

/** Reads the rows of a file, one group of rows in memory at a time. */
final class ParquetRows implements RowReader {
    private final ParquetFileReader file;
    private final MessageType type;
    private final MessageColumnIO columns;
    private RecordReader<Group> group;
    private long left;

    /** Opens the file. */
    ParquetRows(Path path) throws IOException {
        try {
            file = ParquetFileReader.open(new LocalInputFile(path), ParquetReadOptions
                    .builder(new PlainParquetConfiguration()).withCodecFactory(new Codecs()).build());
        } catch (RuntimeException e) {
            // how the library says of some files that they are none of its own
            throw new IOException("no Parquet file: " + e.getMessage(), e);
        }
        MessageType all = file.getFileMetaData().getSchema();
        type = RowSchema.known(all);
        file.setRequestedSchema(type);
        columns = new ColumnIOFactory().getColumnIO(type, all);
    }

    @Override
    public Optional<Row> next() throws IOException {
        try {
            while (left == 0) {
                PageReadStore pages = file.readNextRowGroup();
                if (pages == null) {
                    return Optional.empty();
                }
                group = columns.getRecordReader(pages, new GroupRecordConverter(type));
                left = pages.getRowCount();
            }
            left--;
            return Optional.of(RowSchema.read(group.read()));
        } catch (RuntimeException e) {
            throw new IOException("damaged: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
