package org.opencv.pellucid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaintTest {

    @BeforeAll
    static void load() {
        NativeLibrary.load();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4095, 4096, 4097, 20_000})
    void looks_every_value_up(int length) {
        byte[] map = random(length, 1);
        byte[] table = random(3 * 256, 2);
        byte[] painted = Paint.lookUp(map, table);
        assertThat(painted).hasSize(3 * length);
        for (int i = 0; i < painted.length; i++) {
            assertThat(painted[i]).isEqualTo(table[3 * (map[i / 3] & 0xFF) + i % 3]);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 1.0 / 3, 0.5, 0.7, 0.999, 1})
    void cuts_fractions_off(double weight) {
        byte[] below = new byte[65_536];
        byte[] above = new byte[below.length];
        for (int i = 0; i < below.length; i++) {
            below[i] = (byte) (i >> 8);
            above[i] = (byte) i;
        }
        byte[] blended = Paint.blend(below, above, weight);
        for (int i = 0; i < below.length; i++) {
            assertThat(blended[i] & 0xFF).isEqualTo((int) ((i >> 8) * (1 - weight) + (i & 0xFF) * weight));
        }
    }

    @Test
    void refuses_what_does_not_fit() {
        assertThatThrownBy(() -> Paint.lookUp(new byte[5], new byte[255]))
                .hasMessage("a table of 255 bytes has not 256 entries");
        assertThatThrownBy(() -> Paint.lookUp(new byte[5], new byte[0])).hasMessageContaining("0 bytes");
        assertThatThrownBy(() -> Paint.blend(new byte[5], new byte[6], 0.5))
                .hasMessage("cannot lay 6 bytes over 5 with weight 0.5");
        assertThatThrownBy(() -> Paint.blend(new byte[5], new byte[5], Double.NaN)).hasMessageContaining("NaN");
    }

    private static byte[] random(int length, int seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
