package org.pellucid.differ;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pellucid.api.UsageException;
import org.pellucid.api.diff.RuleResult;

/** The conditions of {@code --fail-if}. */
class RuleTest {
    private static final Map<String, Double> FIGURES = Map.of("drift.p95", 0.3, "floor", 0.05, "cells.same_moved", 0.04,
            "unknown", Double.NaN);

    private static RuleResult judge(String rule) throws UsageException {
        return Rule.parse(rule, FIGURES.keySet()).judge(FIGURES);
    }

    @ParameterizedTest
    @CsvSource({"drift.p95 > 3 * floor, false", "drift.p95>7*floor, true", "cells.same_moved > 5 %, true",
            "cells.same_moved > 3.9%, false", "drift.p95 - floor >= .2, false", "(drift.p95 + floor) / 2 < 0.1, true",
            "-drift.p95 < -1, true", "drift.p95 != 0.3, true", "drift.p95 == 0.3, false", "floor <= 1 + 2 * 3, false"})
    void a_rule_passes_where_its_condition_does_not_hold(String rule, boolean passed) throws Exception {
        assertThat(judge(rule).passed()).isEqualTo(passed);
    }

    @Test
    void the_value_is_that_of_the_left_side() throws Exception {
        assertThat(judge("drift.p95 * 2 > floor").value()).hasValue(0.6);
    }

    @Test
    void what_is_not_known_does_not_pass() throws Exception {
        RuleResult result = judge("unknown > 1 %");
        assertThat(result.passed()).isFalse();
        assertThat(result.value()).isEmpty();
        assertThat(judge("floor > unknown").passed()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"drift.p95 >> 3|character 12|not '> 3'", "drift.p95|character 10|not the end",
            "drift.p95 >|character 12|not the end", "drift.p95 > 3 floor|character 15|not 'floor'",
            "drift.p95 > 3 * flor|character 17|there is no figure 'flor'", "(floor > 3|character 8|must be )",
            "floor > 3x|character 9|must be a number"})
    void an_error_points_at_the_place(String rule, String place, String reason) {
        assertThatThrownBy(() -> judge(rule)).isInstanceOf(UsageException.class).hasMessageContaining(place)
                .hasMessageContaining(reason);
    }
}
