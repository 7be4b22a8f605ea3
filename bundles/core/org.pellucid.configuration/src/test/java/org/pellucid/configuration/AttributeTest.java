package org.pellucid.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttributeTest {
    private static Attribute attribute(String type, String min, String max, String... options) {
        return new Attribute("it", type, Optional.ofNullable(min), Optional.ofNullable(max), List.of(options));
    }

    @Test
    void numbers_lie_in_their_range() {
        Attribute whole = attribute("Integer", "1", "10");
        for (Object good : new Object[] {1, 10L, "7", new int[] {1, 10}, List.of(2, "3"), 4.0}) {
            assertThat(whole.refusal(good)).as(good.toString()).isEmpty();
        }
        for (Object bad : new Object[] {0, 11L, "x", "", 1.5, new int[] {1, 11}, List.of(2, "30")}) {
            assertThat(whole.refusal(bad)).as(bad.toString()).contains("must be a whole number in 1..10");
        }
        assertThat(attribute("Double", "0", null).refusal(-0.1)).contains("must be a number of at least 0");
        assertThat(attribute("Double", null, "1").refusal("1.5")).contains("must be a number of at most 1");
        assertThat(attribute("Double", "0", "1").refusal(0.5f)).isEmpty();
        assertThat(attribute("Long", null, null).refusal("many")).contains("must be a whole number");
    }

    @Test
    void options_and_truth_values_are_what_they_say() {
        assertThat(attribute("String", null, null, "LATENCY", "THROUGHPUT").refusal("FAST"))
                .contains("must be one of LATENCY, THROUGHPUT");
        assertThat(attribute("String", null, null, "LATENCY", "THROUGHPUT").refusal("LATENCY")).isEmpty();
        assertThat(attribute("Boolean", null, null).refusal("yes")).contains("must be true or false");
        assertThat(attribute("Boolean", null, null).refusal(true)).isEmpty();
        assertThat(attribute("String", null, null).refusal("anything")).isEmpty();
    }
}
