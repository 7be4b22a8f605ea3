package org.pellucid.rows.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pellucid.api.rows.Row;
import org.pellucid.api.rows.RowColumn;
import org.pellucid.api.rows.RowReader;

/** What is written is read again. */
class ParquetTablesServiceTest {
    private static final int MANY = 60_000;

    @TempDir
    Path folder;
    private final ParquetTablesService tables = new ParquetTablesService();

    private static Row row(int number) {
        Map<RowColumn, Object> values = new EnumMap<>(RowColumn.class);
        for (RowColumn column : RowColumn.values()) {
            if (column.type() == Integer.class) {
                values.put(column, number + column.ordinal());
            } else if (column.type() == Double.class) {
                values.put(column, number / 7.0);
            } else if (column.type() == String.class) {
                values.put(column, column + "ä\n" + number);
            } else if (column.type() == List.class) {
                values.put(column, number % 2 == 0 ? List.of() : List.of("a", "b" + number));
            } else {
                values.put(column, new byte[] {(byte) number, (byte) (number >> 8), 0, -1});
            }
        }
        return Row.of(values);
    }

    private static RowReader reader(Iterator<Row> rows) {
        return new RowReader() {
            @Override
            public Optional<Row> next() {
                return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
            }

            @Override
            public void close() {
                // holds nothing
            }
        };
    }

    private List<Row> written(List<Row> rows) throws IOException {
        Path file = folder.resolve("rows.parquet");
        tables.write(reader(rows.iterator()), file);
        List<Row> back = new ArrayList<>();
        try (RowReader reader = tables.read(file)) {
            for (Optional<Row> row = reader.next(); row.isPresent(); row = reader.next()) {
                back.add(row.get());
            }
        }
        return back;
    }

    @Test
    void every_column_comes_back_as_it_was() throws IOException {
        List<Row> rows = List.of(row(1), row(2), Row.of(Map.of()), row(3));
        assertThat(written(rows)).usingRecursiveFieldByFieldElementComparator().containsExactlyElementsOf(rows);
    }

    @Test
    void many_rows_make_several_groups_and_stay_in_order() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            rows.add(row(i));
        }
        assertThat(written(rows)).extracting(row -> row.value(RowColumn.INDEX))
                .containsExactlyElementsOf(rows.stream().map(row -> row.value(RowColumn.INDEX)).toList());
    }

    @Test
    void a_table_without_rows_is_a_table() throws IOException {
        assertThat(written(List.of())).isEmpty();
    }

    @Test
    void what_is_no_parquet_file_is_refused() throws IOException {
        Path text = Files.writeString(folder.resolve("text.parquet"), "this is a text of some length");
        assertThatThrownBy(() -> tables.read(text)).isInstanceOf(IOException.class).hasMessageContaining("no Parquet");
        Path empty = Files.createFile(folder.resolve("empty.parquet"));
        assertThatThrownBy(() -> tables.read(empty)).isInstanceOf(IOException.class);
    }

    @Test
    void a_file_that_was_cut_off_is_refused() throws IOException {
        written(List.of(row(1)));
        byte[] whole = Files.readAllBytes(folder.resolve("rows.parquet"));
        Path half = Files.write(folder.resolve("half.parquet"), Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> tables.read(half)).isInstanceOf(IOException.class);
    }
}
