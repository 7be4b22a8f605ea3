package org.pellucid.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShellProfileTest {
    @Test
    void every_command_completes_its_options_and_what_follows() {
        String text = ShellProfile.completion();
        assertThat(text).contains("complete -c pellucid:explain -s M -l method --description '");
        for (String name : Commands.NAMES) {
            assertThat(text).contains("complete -c pellucid:" + name + " -l json --description '",
                    "complete -c pellucid:" + name + " -a '__pellucid " + name + " ");
        }
        assertThat(text.lines()).allSatisfy(line -> assertThat(line.chars().filter(c -> c == '\'').count())
                .as(line).isIn(0L, 2L));
    }
}
