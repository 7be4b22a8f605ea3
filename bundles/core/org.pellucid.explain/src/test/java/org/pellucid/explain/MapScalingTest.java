package org.pellucid.explain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MapScalingTest {
    private static int[] scaled(float... raw) {
        byte[] bytes = MapScaling.toBytes(raw);
        int[] values = new int[bytes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Byte.toUnsignedInt(bytes[i]);
        }
        return values;
    }

    @Test
    void stretchesAndTruncates() {
        assertThat(scaled(-1, 0, 1, 3)).containsExactly(0, 63, 127, 255);
    }

    @Test
    void makesAConstantMapBlack() {
        assertThat(scaled(7, 7, 7)).containsExactly(0, 0, 0);
        assertThat(scaled(Float.NaN, Float.NaN)).containsExactly(0, 0);
    }

    @Test
    void clampsWhatIsNotFinite() {
        assertThat(scaled(0, 2, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN))
                .containsExactly(0, 255, 255, 0, 0);
    }
}
