package org.pellucid.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.cli.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.pellucid.command.base.Arguments;
import org.pellucid.command.base.Command;
import org.pellucid.command.base.CommonOptions;
import org.pellucid.command.base.Help;

class CommandsTest {
    static final List<String> NAMES = Commands.NAMES;

    @ParameterizedTest
    @FieldSource("NAMES")
    void every_command_has_the_name_it_is_found_by(String name) throws Exception {
        assertThat(Commands.require(name).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void help_tells_every_option(String name) throws Exception {
        Command command = Commands.require(name);
        String help = Help.of(command, 100).text();
        assertThat(help).startsWith("pellucid " + name + ": ").contains("Usage: pellucid " + name)
                .contains("Examples:");
        for (Option option : CommonOptions.of(command).getOptions()) {
            assertThat(help).contains("--" + option.getLongOpt());
        }
        assertThat(help.lines()).allMatch(line -> line.length() <= 100 && line.equals(line.stripTrailing()));
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void help_fits_a_narrow_terminal(String name) throws Exception {
        assertThat(Help.of(Commands.require(name), 40).text()).isNotEmpty();
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void every_example_can_be_parsed(String name) throws Exception {
        Command command = Commands.require(name);
        for (String example : command.examples()) {
            assertThat(example).startsWith("pellucid " + name);
            String[] words = example.replace("'", "").split(" ");
            Arguments.parse(command, Arrays.copyOfRange(words, 2, words.length));
        }
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void options_with_values_tell_default_or_range(String name) throws Exception {
        for (Option option : Commands.require(name).options().getOptions()) {
            if (option.hasArg() && !List.of("option", "mean", "scale", "size").contains(option.getLongOpt())) {
                assertThat(option.getDescription()).as(option.getLongOpt()).contains("(default");
            }
        }
    }

    @Test
    void an_unknown_command_is_refused_with_a_suggestion() {
        assertThatThrownBy(() -> Commands.require("expain"))
                .hasMessage("unknown command 'expain'; did you mean explain?");
    }

    @Test
    void the_overview_lists_all_in_groups() {
        String text = Help.overview(Commands.all(), 80).text();
        for (String name : Commands.NAMES) {
            assertThat(text).contains("\n  " + name + " ");
        }
        assertThat(text).containsSubsequence("\nExplain and predict:\n", "  explain ", "  predict ", "\nData sets:\n",
                "  interpret ", "  datasets ", "\nWhat is there:\n", "  models ", "\nMeasure:\n", "  evaluate ",
                "\nShell and diagnosis:\n", "  bundles ");
    }
}
