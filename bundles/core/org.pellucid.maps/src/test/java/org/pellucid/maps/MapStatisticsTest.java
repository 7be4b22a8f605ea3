package org.pellucid.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MapStatisticsTest {
    private static final double EXACT = 1e-6;

    @Test
    void sorts_equals_in_their_order() {
        assertThat(MapStatistics.descending(new float[] {0, 0.5f, 1, 0.5f, 0})).containsExactly(2, 1, 3, 0, 4);
    }

    @Test
    void sorts_values_of_both_signs() {
        assertThat(MapStatistics.descending(new float[] {-1, 3, -0.5f, 0, Float.NEGATIVE_INFINITY, -1}))
                .containsExactly(1, 3, 2, 0, 5, 4);
    }

    @Test
    void correlates() {
        float[] a = {1, 2, 3, 4};
        assertThat(MapStatistics.pearson(a, new float[] {2, 4, 6, 8})).isCloseTo(1, within(EXACT));
        assertThat(MapStatistics.pearson(a, new float[] {4, 3, 2, 1})).isCloseTo(-1, within(EXACT));
        assertThat(MapStatistics.pearson(a, new float[] {5, 5, 5, 5})).isZero();
        assertThat(MapStatistics.spearman(a, new float[] {1, 10, 100, 1000})).isCloseTo(1, within(EXACT));
        // scipy.stats.spearmanr([1, 2, 3, 4], [1, 1, 3, 2]).statistic
        assertThat(MapStatistics.spearman(a, new float[] {1, 1, 3, 2})).isCloseTo(0.7378647873726218, within(EXACT));
        assertThat(MapStatistics.spearman(a, new float[] {-4, -3, -2, -1})).isCloseTo(1, within(EXACT));
    }

    @Test
    void a_range_is_of_finite_values() {
        Range range = Range.of(new float[] {Float.NaN, -2, 5, Float.POSITIVE_INFINITY});
        assertThat(range).isEqualTo(new Range(-2, 5));
        assertThat(range.isFlat()).isFalse();
        assertThat(range.finite(Float.NaN)).isEqualTo(-2);
        assertThat(range.finite(Float.POSITIVE_INFINITY)).isEqualTo(5);
        assertThat(range.finite(1)).isEqualTo(1);
        assertThat(Range.of(new float[] {3, 3, Float.NaN}).isFlat()).isTrue();
        assertThat(Range.of(new float[] {Float.NaN}).isFlat()).isTrue();
    }

    @Test
    void the_overlap_is_the_part_of_the_greatest_values_in_common() {
        float[] a = {0.9f, 0.8f, 0.1f, 0.2f, 0};
        assertThat(MapStatistics.overlap(a, a, 0.4)).isEqualTo(1);
        assertThat(MapStatistics.overlap(a, new float[] {0.9f, 0, 0.8f, 0, 0}, 0.4)).isEqualTo(0.5);
        assertThat(MapStatistics.overlap(a, new float[] {0, 0, 0.8f, 0.7f, 0}, 0.4)).isZero();
    }
}
