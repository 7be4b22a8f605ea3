package org.pellucid.metrics;

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
    void correlates() {
        float[] a = {1, 2, 3, 4};
        assertThat(MapStatistics.pearson(a, new float[] {2, 4, 6, 8})).isCloseTo(1, within(EXACT));
        assertThat(MapStatistics.pearson(a, new float[] {4, 3, 2, 1})).isCloseTo(-1, within(EXACT));
        assertThat(MapStatistics.pearson(a, new float[] {5, 5, 5, 5})).isZero();
        assertThat(MapStatistics.spearman(a, new float[] {1, 10, 100, 1000})).isCloseTo(1, within(EXACT));
        // scipy.stats.spearmanr([1, 2, 3, 4], [1, 1, 3, 2]).statistic
        assertThat(MapStatistics.spearman(a, new float[] {1, 1, 3, 2})).isCloseTo(0.7378647873726218, within(EXACT));
    }
}
