package org.pellucid.command.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pellucid.api.UsageException;
import org.pellucid.api.rows.Row;
import org.pellucid.api.rows.RowColumn;

/** Rows are counted by picture and by class. */
class RowTallyTest {
    private static final Path FILE = Path.of("rows.jsonl");
    private final RowTally tally = new RowTally();

    private static Map<RowColumn, Object> row(String path, int number, int rank, String label, double probability) {
        Map<RowColumn, Object> values = new EnumMap<>(RowColumn.class);
        values.putAll(Map.of(RowColumn.SCHEMA_VERSION, 1, RowColumn.RUN, "r", RowColumn.PATH, path, RowColumn.STATUS,
                Row.DONE, RowColumn.ROW, number, RowColumn.ROWS, 2, RowColumn.RANK, rank, RowColumn.LABEL, label,
                RowColumn.INDEX, label.length(), RowColumn.PROBABILITY, probability));
        return values;
    }

    private static Map<RowColumn, Object> with(Map<RowColumn, Object> row, byte... map) {
        row.putAll(Map.of(RowColumn.MAP, map, RowColumn.MAP_HEIGHT, 1, RowColumn.MAP_WIDTH, map.length));
        return row;
    }

    private void add(Map<RowColumn, Object> values) throws UsageException {
        Row row = Row.of(values);
        tally.add(row, RowKey.of(row).orElseThrow(), FILE);
    }

    @Test
    void maps_of_a_class_become_one_and_the_surest_picture_is_known() throws UsageException {
        add(with(row("a", 1, 1, "cat", 0.5), (byte) 0, (byte) 200));
        add(with(row("a", 2, 2, "fox!", 0.2), (byte) 9, (byte) 9));
        add(with(row("b", 1, 1, "cat", 0.7), (byte) 255, (byte) 100));
        add(with(row("c", 1, 1, "cat", 0.9), (byte) 1, (byte) 2, (byte) 3));
        RowTally.ClassMaps cat = tally.classes().get(0);
        assertThat(cat.label()).isEqualTo("cat");
        assertThat(cat.predicted()).isEqualTo(3);
        assertThat(cat.mean().maps()).isEqualTo(2);
        assertThat(cat.mean().values()).containsExactly((byte) 128, (byte) 150);
        assertThat(cat.surest().value(RowColumn.PATH)).isEqualTo("b");
        assertThat(tally.classes().get(1).predicted()).isZero();
        assertThat(tally.counts().pictures()).isEqualTo(3);
        assertThat(tally.counts().rows()).isEqualTo(4);
    }

    @Test
    void true_classes_tell_what_is_right_and_what_is_confused() throws UsageException {
        Map<RowColumn, Object> right = row("a", 1, 1, "cat", 0.5);
        right.putAll(Map.of(RowColumn.TRUE_LABEL, "cat", RowColumn.TRUE_INDEX, 3));
        Map<RowColumn, Object> wrong = row("b", 1, 1, "lynx", 0.5);
        wrong.putAll(Map.of(RowColumn.TRUE_LABEL, "cat", RowColumn.TRUE_INDEX, 3));
        add(right);
        add(wrong);
        add(row("c", 1, 1, "cat", 0.5));
        assertThat(tally.counts().known()).isEqualTo(2);
        assertThat(tally.counts().right()).isEqualTo(1);
        assertThat(tally.confusions()).containsExactly(Map.entry(new RowTally.Confusion("cat", "lynx"), 1));
    }

    @Test
    void rows_of_different_runs_are_refused() throws UsageException {
        add(row("a", 1, 1, "cat", 0.5));
        Map<RowColumn, Object> other = row("b", 1, 1, "cat", 0.5);
        other.put(RowColumn.RUN, "s");
        assertThatThrownBy(() -> add(other)).isInstanceOf(UsageException.class)
                .hasMessageContaining("of different runs (r, s)");
    }
}
