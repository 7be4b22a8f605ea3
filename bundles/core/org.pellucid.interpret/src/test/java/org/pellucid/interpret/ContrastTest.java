package org.pellucid.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.pellucid.api.interpret.MapComparison;
import org.pellucid.api.interpret.MapComparison.Finding;

class ContrastTest {
    private static float[] ramp(int size, boolean down) {
        float[] map = new float[size];
        for (int i = 0; i < size; i++) {
            map[i] = down ? size - i : i;
        }
        return map;
    }

    @Test
    void equalMapsLookAtTheSameRegion() {
        Contrast contrast = Contrast.of(ramp(50, false), ramp(50, false));
        assertThat(contrast.overlap()).isEqualTo(1);
        assertThat(contrast.rankCorrelation()).isEqualTo(1, within(1e-12));
        assertThat(contrast.finding()).isEqualTo(Finding.SAME_REGION);
    }

    @Test
    void oppositeMapsLookElsewhere() {
        Contrast contrast = Contrast.of(ramp(50, false), ramp(50, true));
        assertThat(contrast.overlap()).isZero();
        assertThat(contrast.rankCorrelation()).isEqualTo(-1, within(1e-12));
        assertThat(contrast.finding()).isEqualTo(Finding.OTHER_REGION);
    }

    @Test
    void halfOfTheSalientCellsSharedIsTheSameRegion() {
        // the most salient 20 % of 10 cells are two: {0, 1} and {1, 2} share one of three
        float[] first = {9, 8, 1, 2, 3, 4, 0, 0, 0, 0};
        float[] second = {1, 9, 8, 2, 3, 4, 0, 0, 0, 0};
        Contrast contrast = Contrast.of(first, second);
        assertThat(contrast.overlap()).isEqualTo(1.0 / 3);
        assertThat(contrast.finding()).isEqualTo(Finding.SAME_REGION);
    }

    @Test
    void aFlatMapSaysNothing() {
        Contrast contrast = Contrast.of(new float[20], ramp(20, false));
        assertThat(contrast.comparison())
                .isEqualTo(new MapComparison(contrast.overlap(), OptionalDouble.empty(), Finding.NOTHING));
    }
}
