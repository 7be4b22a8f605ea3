package org.pellucid.rows.parquet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.RecordConsumer;
import org.osgi.service.component.annotations.Component;
import org.pellucid.api.rows.ParquetTables;
import org.pellucid.api.rows.Row;
import org.pellucid.api.rows.RowReader;

/** Writes and reads Parquet by parquet-java, without the parts of Hadoop that it does not need for a local file. */
@Component
public final class ParquetTablesService implements ParquetTables {
    /** Rows that are held while they are written. */
    private static final long ROW_GROUP_BYTES = 16L << 20;

    @Override
    public void write(RowReader rows, Path file) throws IOException {
        try (ParquetWriter<Row> writer = new Builder(new LocalOutputFile(file))
                .withConf(new PlainParquetConfiguration())
                .withCodecFactory(new Codecs()).withCompressionCodec(CompressionCodecName.SNAPPY)
                .withRowGroupSize(ROW_GROUP_BYTES).build()) {
            for (Optional<Row> row = rows.next(); row.isPresent(); row = rows.next()) {
                writer.write(row.get());
            }
        }
    }

    @Override
    public RowReader read(Path file) throws IOException {
        return new ParquetRows(file);
    }

    private static final class Builder extends ParquetWriter.Builder<Row, Builder> {
        Builder(OutputFile file) {
            super(file);
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        protected WriteSupport<Row> getWriteSupport(Configuration configuration) {
            throw new UnsupportedOperationException("there is no Hadoop");
        }

        @Override
        protected WriteSupport<Row> getWriteSupport(ParquetConfiguration configuration) {
            return new RowSupport();
        }
    }

    /** Tells the library what a row is. */
    private static final class RowSupport extends WriteSupport<Row> {
        private RecordConsumer out;

        @Override
        public WriteContext init(Configuration configuration) {
            throw new UnsupportedOperationException("there is no Hadoop");
        }

        @Override
        public WriteContext init(ParquetConfiguration configuration) {
            return new WriteContext(RowSchema.TYPE, Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            out = consumer;
        }

        @Override
        public void write(Row row) {
            RowSchema.write(row, out);
        }
    }
}
