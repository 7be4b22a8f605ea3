package org.pellucid.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pellucid.api.command.CommandOption;
import org.pellucid.api.command.spi.Command;
import org.pellucid.command.base.Arguments;
import org.pellucid.command.base.CommonOptions;
import org.pellucid.command.base.Help;
import org.pellucid.command.manual.ClassPathCommands;

class CommandsTest {
    static Iterable<Map.Entry<String, Command>> commands() throws IOException {
        return ClassPathCommands.all().entrySet();
    }

    @Test
    void every_component_is_a_command_with_a_name() throws Exception {
        assertThat(PlainCommands.all().names()).contains("explain", "predict", "interpret", "evaluate", "bench", "diff",
                "models",
                "datasets", "methods", "metrics", "renderers", "colormaps", "devices", "bundles");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void help_tells_every_option(Map.Entry<String, Command> entry) {
        String help = Help.of(entry.getKey(), entry.getValue(), 100);
        assertThat(help).startsWith("pellucid " + entry.getKey() + ": ")
                .contains("Usage: pellucid " + entry.getKey(), "Examples:");
        for (CommandOption option : CommonOptions.of(entry.getValue())) {
            assertThat(help).contains("--" + option.name());
        }
        assertThat(help.lines()).allMatch(line -> line.length() <= 100 && line.equals(line.stripTrailing()));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void help_fits_a_narrow_terminal(Map.Entry<String, Command> entry) {
        assertThat(Help.of(entry.getKey(), entry.getValue(), 40)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_example_can_be_parsed(Map.Entry<String, Command> entry) throws Exception {
        for (String example : entry.getValue().examples()) {
            assertThat(example).startsWith("pellucid " + entry.getKey());
            String[] words = example.replace("'", "").split(" ");
            Arguments.parse(entry.getValue(), Arrays.copyOfRange(words, 2, words.length));
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void options_with_values_tell_default_or_range(Map.Entry<String, Command> entry) {
        for (CommandOption option : entry.getValue().options()) {
            if (option.value().isPresent() && !List.of("option", "mean", "scale", "size").contains(option.name())) {
                assertThat(option.description()).as(option.name()).contains("(default");
            }
        }
    }

    @Test
    void an_unknown_command_is_refused_with_a_suggestion() throws Exception {
        CommandsService commands = PlainCommands.all();
        assertThatThrownBy(() -> commands.help("expain", 80))
                .hasMessage("unknown command 'expain'; did you mean explain?");
    }

    @Test
    void the_overview_lists_all_in_groups() throws Exception {
        CommandsService commands = PlainCommands.all();
        String text = commands.overview(80);
        for (String name : commands.names()) {
            assertThat(text).contains("\n  " + name + " ");
        }
        assertThat(text).containsSubsequence("\nExplain and predict:\n", "  explain ", "  predict ", "\nData sets:\n",
                "  datasets ", "  interpret ", "\nWhat is there:\n", "  models ", "\nMeasure:\n", "  evaluate ",
                "\nShell and diagnosis:\n", "  bundles ");
    }

    @Test
    void options_and_their_words_are_completed() throws Exception {
        CommandsService commands = PlainCommands.all();
        assertThat(commands.complete(List.of("explain", "--th"))).containsKeys("--threshold", "--json");
        assertThat(commands.complete(List.of("explain", "--precision", ""))).containsKeys("auto", "f32")
                .doesNotContainKey("");
        assertThat(commands.complete(List.of("explain", "cat"))).containsOnlyKeys("");
        assertThat(commands.complete(List.of("expain", "-"))).isEmpty();
    }
}
