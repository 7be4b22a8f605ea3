package org.pellucid.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pellucid.api.image.Cover;
import org.pellucid.api.image.Picture;

class CoveringTest {
    private static final int WIDTH = 60;
    private static final int HEIGHT = 40;

    private final OpenCvImageService images = new OpenCvImageService();

    /** White with a black square in the middle. */
    private static Picture square() {
        byte[] bgr = new byte[3 * WIDTH * HEIGHT];
        for (int i = 0; i < bgr.length; i++) {
            bgr[i] = (byte) (isInside(i / 3 % WIDTH, i / 3 / WIDTH) ? 0 : 255);
        }
        return new Picture("square", WIDTH, HEIGHT, bgr);
    }

    private static boolean isInside(int x, int y) {
        return x >= 25 && x < 35 && y >= 15 && y < 25;
    }

    private static int value(Picture picture, int x, int y) {
        return picture.bgr()[3 * (y * WIDTH + x)] & 0xff;
    }

    @ParameterizedTest
    @EnumSource(Cover.class)
    void a_cover_changes_what_the_mask_covers_and_nothing_else(Cover cover) {
        byte[] mask = new byte[WIDTH * HEIGHT];
        for (int y = 12; y < 28; y++) {
            for (int x = 22; x < 38; x++) {
                mask[y * WIDTH + x] = (byte) 255;
            }
        }
        Picture original = square();
        Picture covered = images.cover(original, mask, WIDTH, HEIGHT, cover);
        assertThat(value(covered, 30, 20)).as("the middle of the square").isGreaterThan(60);
        for (int i = 0; i < mask.length; i++) {
            if (mask[i] == 0) {
                assertThat(covered.bgr()[3 * i]).isEqualTo(original.bgr()[3 * i]);
            }
        }
        assertThat(original.bgr()).as("the picture that was given").isEqualTo(square().bgr());
    }

    @Test
    void inpainting_lets_a_thing_on_a_plain_ground_vanish() {
        byte[] mask = new byte[WIDTH * HEIGHT];
        java.util.Arrays.fill(mask, 10 * WIDTH, 30 * WIDTH, (byte) 255);
        Picture covered = images.cover(square(), mask, WIDTH, HEIGHT, Cover.INPAINT);
        assertThat(value(covered, 30, 20)).isGreaterThan(250);
    }

    @Test
    void a_coarse_mask_lies_over_the_whole_picture() {
        Picture covered = images.cover(square(), new byte[] {(byte) 255, 0}, 2, 1, Cover.GREY);
        assertThat(value(covered, 2, 20)).isEqualTo(128);
        assertThat(value(covered, WIDTH - 2, 20)).isEqualTo(255);
    }

    @Test
    void a_mask_that_does_not_fit_its_size_is_refused() {
        assertThatThrownBy(() -> images.cover(square(), new byte[5], 2, 2, Cover.BLUR))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("2x2");
    }
}
