package org.pellucid.shell.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.Targets;

class TargetListTest {
    @Test
    void reads_each_form() throws UsageException {
        assertThat(TargetList.parse("predicted", 0.3)).isEqualTo(new Targets.Predicted(0.3));
        assertThat(TargetList.parse("all", 0.3)).isEqualTo(new Targets.All());
        assertThat(TargetList.parse("top:3", 0.3)).isEqualTo(new Targets.Top(3));
        assertThat(TargetList.parse("281, Egyptian_cat", 0.3))
                .isEqualTo(new Targets.Listed(List.of("281", "Egyptian_cat")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "1,,2", "top:", "top:0", "top:-1", "top:x", "1,all", "predicted,2", "top:2,3"})
    void refuses_everything_else(String text) {
        assertThatThrownBy(() -> TargetList.parse(text, 0.3)).isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--targets " + text);
    }
}
