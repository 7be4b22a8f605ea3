package org.pellucid.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command line says before any service is needed; the rest is tested in the framework. */
class CommandLineEntryTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) throws IOException {
        Map<String, Object> call = Map.of("arguments", arguments, "in", InputStream.nullInputStream(), "out",
                new PrintStream(out, true, StandardCharsets.UTF_8), "err",
                new PrintStream(err, true, StandardCharsets.UTF_8), "terminal", false, "width", 100, "directory",
                folder);
        return new CommandLineEntry(PlainCommands.all()).applyAsInt(call);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void without_a_command_lists_the_commands() throws Exception {
        assertThat(run()).isZero();
        assertThat(out()).contains("Explain and predict:\n  explain ");
        assertThat(err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "help"})
    void help_lists_the_commands(String help) throws Exception {
        assertThat(run(help)).isZero();
        assertThat(out()).contains("Explain and predict:\n  explain ");
    }

    @Test
    void help_of_a_command_wins_over_whatever_else_is_wrong() throws Exception {
        assertThat(run("explain", "--nonsense", "--help")).isZero();
        assertThat(out()).startsWith("pellucid explain: ");
        assertThat(err()).isEmpty();
        out.reset();
        assertThat(run("help", "explain")).isZero();
        assertThat(out()).startsWith("pellucid explain: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"expain | unknown command 'expain'; did you mean explain?",
            "help expain | unknown command 'expain'; did you mean explain?",
            "explain --nonsense | unknown option --nonsense",
            "explain | no picture given",
            "explain --threshold 2 a.png | --threshold 2: must lie in 0..1",
            "explain --weight x a.png | --weight x: not a number",
            "explain -t top:0 a.png | --targets top:0: K must be a whole number of at least 1",
            "explain --precision f8 a.png | --precision f8: must be one of auto, f32, bf16, f16, int8",
            "explain -f jpg,,npy a.png | --format jpg,,npy: has an empty entry",
            "explain -O seed a.png | --option seed: must be KEY=VALUE",
            "explain --prefix ../x a.png | --prefix ../x: no slash or control character allowed",
            "explain --size 0x2 a.png | --size 0x2: must be N or WxH, each in 1..16384",
            "explain --scale 1,0,1 a.png | --scale 1,0,1: a divisor must not be 0",
            "explain --rgb --bgr a.png | --rgb and --bgr exclude each other",
            "explain --seed 1.5 a.png | --seed 1.5: not a whole number",
            "predict | no picture given",
            "predict --top 0 a.png | --top 0: must be in 1..2147483647",
            "bench --runs -1 | --runs -1: must be in 0..1000000",
            "bench --runs 0 | --runs 0 without --soak: nothing to measure",
            "devices all | takes no argument 'all'"})
    void wrong_usage_is_one_line_and_exit_code_2(String line, String message) throws Exception {
        assertThat(run(line.split(" "))).isEqualTo(2);
        String first = line.split(" ")[0];
        String about = PlainCommands.all().names().contains(first) ? first + " " : "";
        assertThat(err()).isEqualTo(
                "pellucid: " + message + "; see 'pellucid " + about + "--help'" + System.lineSeparator());
        assertThat(out()).isEmpty();
    }

    @Test
    void a_label_file_that_is_not_there_is_named_whole() throws Exception {
        assertThat(run("explain", "-l", "gone.txt", "a.png")).isEqualTo(2);
        assertThat(err()).startsWith("pellucid: label file " + folder.resolve("gone.txt") + ": no such file");
    }

    @Test
    void json_stays_one_document_when_usage_is_wrong() throws Exception {
        assertThat(run("explain", "--json", "--threshold", "2", "a.png")).isEqualTo(2);
        JsonObject document = JsonParser.parseString(out()).getAsJsonObject();
        assertThat(document.get("schema_version").getAsInt()).isEqualTo(1);
        assertThat(document.get("command").getAsString()).isEqualTo("explain");
        assertThat(document.get("pictures").getAsJsonArray()).isEmpty();
        assertThat(document.get("error").getAsString()).isEqualTo("--threshold 2: must lie in 0..1");
        assertThat(err()).hasLineCount(1);
    }

    @Test
    void a_defect_is_one_line_too_and_a_stack_trace_only_on_request() throws Exception {
        assertThat(run("bundles")).isEqualTo(3); // there is no framework here
        assertThat(err()).hasLineCount(1).startsWith("pellucid: internal error, please report it: ");
    }
}
