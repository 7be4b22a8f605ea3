package org.pellucid.api.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Maps and targets as a Java caller meets them. */
class ExplanationValuesTest {
    private static SaliencyMap map(byte... values) {
        return new SaliencyMap(281, "tabby", 0.5, 2, 2, values, new float[] {0, 1, 2, 3});
    }

    @Test
    void a_map_says_the_value_of_a_cell() {
        SaliencyMap map = map((byte) 0, (byte) 1, (byte) 200, (byte) 255);
        assertThat(map.at(1, 0)).isEqualTo(1);
        assertThat(map.at(0, 1)).isEqualTo(200);
        assertThat(map.at(1, 1)).isEqualTo(255);
        assertThatThrownBy(() -> map.at(2, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> map.at(0, -1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void maps_are_equal_by_what_they_hold() {
        assertThat(map((byte) 1, (byte) 2, (byte) 3, (byte) 4)).isEqualTo(map((byte) 1, (byte) 2, (byte) 3, (byte) 4))
                .hasSameHashCodeAs(map((byte) 1, (byte) 2, (byte) 3, (byte) 4))
                .isNotEqualTo(map((byte) 1, (byte) 2, (byte) 3, (byte) 5));
    }

    @Test
    void targets_are_made_by_name() {
        assertThat(Targets.of(3, 5)).isEqualTo(Targets.of("3", "5"));
        assertThat(Targets.predicted()).isEqualTo(Targets.predicted(Targets.THRESHOLD));
        assertThat(Targets.top(2).and(Targets.all())).isNotEqualTo(Targets.top(2));
    }
}
