package org.pellucid.command.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pellucid.api.UsageException;
import org.pellucid.api.rows.Row;
import org.pellucid.api.rows.RowHead;

/** A run goes on where it was killed. */
class RowTableTest {
    @TempDir
    Path folder;

    private static final RowHead HEAD = new RowHead("other", "b", Optional.empty(), RowHead.Truth.UNKNOWN);

    private static String row(String run, String path, String status, int row, int rows) {
        return "{\"schema_version\":1,\"run\":\"" + run + "\",\"path\":\"" + path + "\",\"status\":\"" + status
                + "\",\"row\":" + row + ",\"rows\":" + rows + "}";
    }

    private Path table(String text) throws Exception {
        return Files.writeString(folder.resolve("rows.jsonl"), text);
    }

    @Test
    void pictures_whose_rows_are_whole_stay_and_all_others_go() throws Exception {
        String whole = row("r", "a", "done", 1, 1) + "\n" + row("r", "b", "done", 1, 2) + "\n"
                + row("r", "b", "done", 2, 2) + "\n";
        Path file = table(row("r", "bad", "failed", 1, 1) + "\n" + whole + row("r", "c", "done", 1, 2) + "\n"
                + row("r", "c", "done", 2, 2).substring(0, 30));
        try (RowTable table = RowTable.open(file, "r", true)) {
            assertThat(table.done()).containsExactlyInAnyOrder("a", "b");
            table.add(List.of(JsonRows.read(row("r", "c", "done", 1, 1)).orElseThrow()));
        }
        assertThat(Files.readString(file)).startsWith(whole);
        assertThat(Files.readString(file).substring(whole.length()).lines().map(RowKey::of)).singleElement()
                .isEqualTo(Optional.of(new RowKey(1, "r", "c", true, 1, 1)));
    }

    @Test
    void without_resuming_an_earlier_table_goes() throws Exception {
        Path file = table(row("r", "a", "done", 1, 1) + "\n");
        try (RowTable table = RowTable.open(file, "other", false)) {
            assertThat(table.done()).isEmpty();
            table.add(List.of(Row.failed(HEAD, "no picture")));
        }
        assertThat(Files.readAllLines(file)).singleElement().asString().contains("no picture");
    }

    @Test
    void a_table_without_rows_leaves_nothing() throws Exception {
        RowTable.open(folder.resolve("hidden/rows.jsonl"), "r", true).close();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void runs_of_other_settings_and_other_files_are_refused() throws Exception {
        Path file = table(row("r", "a", "done", 1, 1) + "\n");
        assertThatThrownBy(() -> RowTable.open(file, "other", true)).isInstanceOf(UsageException.class)
                .hasMessageContaining(file + " holds a run with other settings");
        Path later = table(row("r", "a", "done", 1, 1).replace("_version\":1", "_version\":2") + "\n");
        assertThatThrownBy(() -> RowTable.open(later, "r", true)).isInstanceOf(UsageException.class);
        Path foreign = table("{}\n");
        assertThatThrownBy(() -> RowTable.open(foreign, "r", true)).isInstanceOf(UsageException.class)
                .hasMessageContaining("line 1");
        assertThat(foreign).hasContent("{}\n");
    }
}
