package org.pellucid.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pellucid.testkit.TestData;

/** Tables are read by the tools that people read tables with, from the Python registry. */
class DataToolsIT {
    private static final Path CAT = TestData.root().resolve("models/samples/chelsea.png");
    private static final String CHECK = """
            import base64, duckdb, pandas
            asked = "select label, rank, map_height * map_width, octet_length(map), status from 'maps/rows.parquet'"
            print(duckdb.sql(asked).fetchall())
            parquet = pandas.read_parquet('maps/rows.parquet')
            lines = pandas.read_json('maps/rows.jsonl', lines=True, precise_float=True)
            assert list(parquet.columns) == list(lines.columns), (parquet.columns, lines.columns)
            for column in ('path', 'sha256', 'label', 'index', 'probability', 'method', 'milliseconds'):
                assert (parquet[column] == lines[column]).all(), column
            assert [list(files) for files in parquet['files']] == list(lines['files'])
            assert list(parquet['map']) == [base64.b64decode(text) for text in lines['map']]
            """;

    @TempDir
    private Path folder;

    private boolean runs(Object... line) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of(line).stream().map(Object::toString).toList())
                .directory(folder.toFile()).redirectErrorStream(true);
        Process process = builder.redirectOutput(folder.resolve("log").toFile()).start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
            return false;
        }
        return process.exitValue() == 0;
    }

    @Test
    @Timeout(300)
    void duckdb_and_pandas_read_what_is_written() throws IOException, InterruptedException {
        Path python = folder.resolve("venv/bin/python");
        if (!runs("python3", "-m", "venv", "venv")
                || !runs(python, "-m", "pip", "install", "-q", "duckdb", "pandas", "pyarrow")) {
            abort("no Python, or its registry is not reached: DuckDB and pandas are not tried");
        }
        Command command = Command.in(folder);
        command.run("explain", "-f", "npy,jsonl,parquet", "-t", "top:2", "-o", "maps", CAT).done();
        assertThat(Command.start(folder, List.of(python.toString(), "-c", CHECK), Map.of()).end().done()
                .out()).isEqualTo("[('Egyptian_cat', 1, 49, 49, 'done'), ('tabby', 2, 49, 49, 'done')]\n");
    }
}
