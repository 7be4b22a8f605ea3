package org.pellucid.api.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pellucid.api.UsageException;

class TargetsTest {
    @Test
    void reads_each_form() throws UsageException {
        assertThat(Targets.parse("predicted", 0.3)).isEqualTo(new Targets.Predicted(0.3));
        assertThat(Targets.parse("all", 0.3)).isEqualTo(new Targets.All());
        assertThat(Targets.parse("top:3", 0.3)).isEqualTo(new Targets.Top(3));
        assertThat(Targets.parse("281, Egyptian_cat", 0.3))
                .isEqualTo(new Targets.Listed(List.of("281", "Egyptian_cat")));
    }

    @Test
    void reads_contrasts_among_classes_and_keeps_the_order() throws UsageException {
        assertThat(Targets.parse("tabby > 285", 0.3)).isEqualTo(Targets.contrast("tabby", "285"));
        assertThat(Targets.parse("1,2,1>2,3", 0.3)).isEqualTo(new Targets.Several(
                List.of(Targets.of(1, 2), Targets.contrast(1, 2), Targets.of(3))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "1,,2", "top:", "top:0", "top:-1", "top:x", "1,all", "predicted,2", "top:2,3",
            "1>", ">2", "1>2>3",
            "5,1> "})
    void refuses_everything_else(String text) {
        assertThatThrownBy(() -> Targets.parse(text, 0.3)).isInstanceOf(UsageException.class)
                .hasMessageStartingWith(text + ": ");
    }

    @Test
    void names_contrasts_among_what_it_takes() {
        assertThatThrownBy(() -> Targets.parse("1,all", 0.3)).hasMessageContaining("A>B");
    }
}
