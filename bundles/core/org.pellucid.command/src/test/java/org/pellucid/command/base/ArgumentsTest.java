package org.pellucid.command.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pellucid.api.UsageException;
import org.pellucid.command.picture.ExplainCommand;

class ArgumentsTest {
    private static Arguments parse(String... arguments) throws UsageException {
        return Arguments.parse(new ExplainCommand(), arguments);
    }

    @Test
    void options_may_stand_anywhere() throws Exception {
        Arguments arguments = parse("a.png", "-t", "all", "b.png", "--format=npy", "-q", "--", "-c.png");
        assertThat(arguments.rest()).containsExactly("a.png", "b.png", "-c.png");
        assertThat(arguments.text("targets")).contains("all");
        assertThat(arguments.text("format")).contains("npy");
        assertThat(arguments.has("quiet")).isTrue();
    }

    @Test
    void the_last_value_counts_and_repeatable_ones_add_up() throws Exception {
        Arguments arguments = parse("-t", "all", "-t", "1", "-O", "a=1", "--option", "b=2");
        assertThat(arguments.text("targets")).contains("1");
        assertThat(arguments.texts("option")).containsExactly("a=1", "b=2");
    }

    @Test
    void unknown_options_are_refused_with_a_suggestion() {
        assertThatThrownBy(() -> parse("--targts", "all")).isInstanceOf(UsageException.class)
                .hasMessage("unknown option --targts; did you mean --targets?");
        assertThatThrownBy(() -> parse("--target", "all")).hasMessageStartingWith("unknown option --target");
        assertThatThrownBy(() -> parse("-Z")).hasMessage("unknown option -Z");
        assertThatThrownBy(() -> parse("-t")).hasMessage("option --targets needs a value");
    }

    @ParameterizedTest
    @CsvSource({"1.1,must lie in 0..1", "-0.1,must lie in 0..1", "NaN,must be finite", "half,not a number"})
    void numbers_are_checked(String text, String complaint) {
        assertThatThrownBy(() -> parse("--weight=" + text).number("weight", 0.5, 0, 1))
                .hasMessage("--weight " + text + ": " + complaint);
    }

    @Test
    void lists_of_numbers_are_checked() throws Exception {
        assertThat(parse("--mean=1,-2,3.5").numbers("mean", 3)).contains(List.of(1.0, -2.0, 3.5));
        assertThat(parse("--mean=127.5").numbers("mean", 3)).contains(List.of(127.5));
        assertThatThrownBy(() -> parse("--mean", "1,2").numbers("mean", 3))
                .hasMessage("--mean 1,2: needs 3 numbers with commas between, or one for all");
    }
}
