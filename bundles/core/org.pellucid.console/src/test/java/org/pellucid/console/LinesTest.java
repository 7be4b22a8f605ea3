package org.pellucid.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinesTest {
    private static final String HOSTILE = "cat\u001b[2J\nPredicted class dog\u009b1A\u202e\u2028";
    private static final String SHOWN = "cat\\u001b[2J\\nPredicted class dog\\u009b1A\\u202e\\u2028";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Console console(Screen screen) {
        return new Console(new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), screen);
    }

    @Test
    void a_label_cannot_move_the_cursor_or_forge_a_line() {
        assertThat(Lines.plain().line("Predicted class ", HOSTILE, ", index ", 3).toString())
                .isEqualTo("Predicted class " + SHOWN + ", index 3\n");
        assertThat(Lines.plain().text("one\n" + "two\u001b[0m\n").toString()).isEqualTo("one\ntwo\\u001b[0m\n");
    }

    @ParameterizedTest
    @CsvSource({"plain", "Käfer", "日本語", "\ud83d\ude00"})
    void harmless_text_stays_as_it_is(String text) {
        assertThat(Printable.of(text)).isEqualTo(text);
    }

    @Test
    void cells_are_measured_as_they_are_printed() {
        Table table = new Table("NAME", "INDEX");
        table.row("a\u001bb", "1");
        table.row("c", "2");
        Lines lines = Lines.plain();
        table.print(lines);
        assertThat(lines.toString()).isEqualTo("""
                NAME      INDEX
                a\\u001bb  1
                c         2
                """);
    }

    @Test
    void the_last_column_is_wrapped_on_a_terminal_only() {
        Table table = new Table("NAME", "SUMMARY");
        table.row("a", "says in many words what could have been said in few");
        assertThat(printed(table, 40)).isEqualTo("""
                NAME  SUMMARY
                a     says in many words what could have
                      been said in few
                """);
        assertThat(printed(table, Lines.UNLIMITED)).hasLineCount(2);
    }

    private static String printed(Table table, int width) {
        Lines lines = new Lines(width, false);
        table.print(lines);
        return lines.toString();
    }

    @Test
    void everything_a_console_prints_is_filtered() {
        Console console = console(Screen.NONE);
        console.level(false, true);
        console.print(new Text(HOSTILE.replace("\n", "")));
        console.note(HOSTILE);
        console.error(HOSTILE);
        console.trace(new IllegalStateException(HOSTILE));
        assertThat(out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8))
                .matches("(?s)[\\n\\x20-\\x7e]*").contains("\\u001b[2J");
    }

    @Test
    void colours_are_for_terminals_that_want_them() {
        for (Screen screen : new Screen[] {new Screen(true, true, 80, false), new Screen(false, false, 80, true)}) {
            Console console = console(screen);
            console.error("wrong");
            console.print(screen.lines().heading("NAME"));
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("NAME\nNAME\n");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("wrong\nwrong\n");
        console(new Screen(false, true, 80, true)).error("wrong");
        assertThat(err.toString(StandardCharsets.UTF_8)).endsWith("\u001b[31mwrong\u001b[0m\n");
        assertThat(new Screen(true, false, 80, true).lines().heading("NAME").toString())
                .isEqualTo("\u001b[1mNAME\u001b[0m\n");
    }
}
