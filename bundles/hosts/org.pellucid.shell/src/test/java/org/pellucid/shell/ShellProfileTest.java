package org.pellucid.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pellucid.api.command.CommandEntry;
import org.pellucid.api.command.CommandGroup;
import org.pellucid.api.command.CommandOption;

class ShellProfileTest {
    @Test
    void a_command_completes_its_options_and_what_follows() {
        String text = ShellProfile.completion(new CommandEntry("count", CommandGroup.MORE, "counts 'things'",
                List.of(CommandOption.value("n", "number", "N", "how many (default 1)"),
                        CommandOption.flag("json", "print JSON")),
                "bundle", "1.0.0"));
        assertThat(text).contains("complete -c pellucid:count -d 'counts things'",
                "complete -c pellucid:count -s n -l number --description 'how many (default 1)'",
                "complete -c pellucid:count -l json --description 'print JSON'",
                "complete -c pellucid:count -a '__pellucid count ");
        assertThat(text.lines()).allSatisfy(line -> assertThat(line.chars().filter(c -> c == '\'').count())
                .as(line).isIn(0L, 2L));
    }
}
