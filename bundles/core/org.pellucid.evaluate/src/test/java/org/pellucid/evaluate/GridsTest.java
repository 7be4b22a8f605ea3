package org.pellucid.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class GridsTest {
    @Test
    void scales_whatever_the_values_are() {
        assertThat(Grids.unit(new float[] {-1, 0, 3})).containsExactly(0, 0.25f, 1);
        assertThat(Grids.unit(new float[] {7, 7})).containsExactly(0, 0);
        assertThat(Grids.unit(new float[] {Float.NaN, 1, 2, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}))
                .containsExactly(0, 0, 1, 1, 0);
        assertThat(Grids.unit(new float[] {-Float.MAX_VALUE, 0, Float.MAX_VALUE})).containsExactly(0, 0.5f, 1);
    }

    /** Values of {@code cv2.resize(…, INTER_LINEAR)}. */
    @Test
    void resizes_bilinearly() {
        assertThat(Grids.resize(new float[] {0, 4}, 2, 1, 4, 1)).containsExactly(0, 1, 3, 4);
        assertThat(Grids.resize(new float[] {0, 4, 8, 12}, 2, 2, 4, 2)).containsExactly(0, 1, 3, 4, 8, 9, 11, 12);
        assertThat(Grids.resize(new float[] {1, 2, 3}, 3, 1, 3, 1)).containsExactly(1, 2, 3);
    }

    @Test
    void blurs_both_layouts_alike() {
        int width = 7;
        int height = 5;
        float[] planar = new float[3 * width * height];
        Random random = new Random(1);
        for (int i = 0; i < planar.length; i++) {
            planar[i] = random.nextFloat();
        }
        float[] mixed = new float[planar.length];
        for (int i = 0; i < width * height; i++) {
            for (int channel = 0; channel < 3; channel++) {
                mixed[3 * i + channel] = planar[channel * width * height + i];
            }
        }
        float[] first = Grids.blur(planar, width, height, true, 2, 3);
        float[] second = Grids.blur(mixed, width, height, false, 2, 3);
        for (int i = 0; i < width * height; i++) {
            for (int channel = 0; channel < 3; channel++) {
                assertThat(second[3 * i + channel]).isEqualTo(first[channel * width * height + i]);
            }
        }
        float[] flat = new float[planar.length];
        java.util.Arrays.fill(flat, 0.3f);
        for (float value : Grids.blur(flat, width, height, true, 2, 3)) {
            assertThat(value).isCloseTo(0.3f, within(1e-6f));
        }
    }

    @Test
    void shuffles_whole_elements_by_seed() {
        byte[] bytes = {1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8};
        byte[] shuffled = bytes.clone();
        ShuffledModel.shuffle(shuffled, 2, 5);
        assertThat(shuffled).isNotEqualTo(bytes);
        int sum = 0;
        for (int i = 0; i < shuffled.length; i += 2) {
            assertThat(shuffled[i]).isEqualTo(shuffled[i + 1]);
            sum += 1 << shuffled[i];
        }
        assertThat(sum).isEqualTo(0b1_1111_1110);
        byte[] again = bytes.clone();
        ShuffledModel.shuffle(again, 2, 5);
        assertThat(again).isEqualTo(shuffled);
    }
}
