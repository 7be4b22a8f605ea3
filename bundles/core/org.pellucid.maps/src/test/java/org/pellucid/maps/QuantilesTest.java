package org.pellucid.maps;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuantilesTest {
    @Test
    void lie_between_two_numbers_linearly() {
        double[] sorted = {1, 2, 4, 8};
        assertThat(Quantiles.of(sorted, 0)).isEqualTo(1);
        assertThat(Quantiles.of(sorted, 0.5)).isEqualTo(3);
        assertThat(Quantiles.of(sorted, 0.75)).isEqualTo(5);
        assertThat(Quantiles.of(sorted, 1)).isEqualTo(8);
    }

    @Test
    void of_nothing_are_no_numbers() {
        assertThat(Quantiles.of(new double[0], 0.5)).isNaN();
    }
}
