package org.pellucid.console.spelling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {
    private static final List<String> NAMES = List.of("explain", "predict", "models", "methods");

    @Test
    void finds_what_was_probably_meant() {
        assertThat(Spelling.of("expalin", NAMES)).isEqualTo("; did you mean explain?");
        assertThat(Spelling.of("EXPLAIN", NAMES)).isEqualTo("; did you mean explain?");
        assertThat(Spelling.of("model", NAMES)).isEqualTo("; did you mean models?");
    }

    @Test
    void says_nothing_where_nothing_is_near() {
        assertThat(Spelling.of("bicycle", NAMES)).isEmpty();
        assertThat(Spelling.of("", NAMES)).isEmpty();
    }
}
