package org.pellucid.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pellucid.api.UsageException;
import org.pellucid.api.image.ColormapEntry;
import org.pellucid.api.image.MapScale;
import org.pellucid.api.image.Picture;
import org.pellucid.api.image.Placement;
import org.pellucid.api.image.Preprocessing;
import org.pellucid.api.image.ResizeMode;
import org.pellucid.api.image.TensorLayout;
import org.pellucid.api.render.RenderOptions;

class PixelsTest {
    private static final List<Double> MEAN = List.of(1.0, 2.0, 3.0);
    private static final List<Double> SCALE = List.of(2.0, 4.0, 8.0);

    private final OpenCvImageService images = new OpenCvImageService();

    @Test
    void writesEveryLayoutAndChannelOrder() {
        Picture picture = random(5, 4);
        for (TensorLayout layout : TensorLayout.values()) {
            for (boolean rgb : new boolean[] {true, false}) {
                float[] written = preprocess(picture, ResizeMode.STANDARD, rgb, 5, 4, layout);
                for (int y = 0; y < 4; y++) {
                    for (int x = 0; x < 5; x++) {
                        for (int c = 0; c < 3; c++) {
                            int value = picture.bgr()[3 * (y * 5 + x) + (rgb ? 2 - c : c)] & 0xFF;
                            int at = layout == TensorLayout.NCHW ? (c * 4 + y) * 5 + x : (y * 5 + x) * 3 + c;
                            assertThat(written[at]).isEqualTo((float) ((value - MEAN.get(c)) / SCALE.get(c)));
                        }
                    }
                }
            }
        }
    }

    @Test
    void shrinks_so_that_every_pixel_counts() {
        byte[] bgr = new byte[3 * 8 * 8];
        Arrays.fill(bgr, 0, 3, (byte) 128);
        Picture corner = new Picture("corner", 8, 8, bgr);
        assertThat(images.resize(corner, 2, 2).bgr()).containsOnly(0);
        Picture shrunk = images.shrink(corner, 2, 2);
        assertThat(shrunk.width()).isEqualTo(2);
        assertThat(Arrays.copyOf(shrunk.bgr(), 6)).containsExactly(8, 8, 8, 0, 0, 0);
        assertThat(images.shrink(corner, 8, 8)).isSameAs(corner);
    }

    @Test
    void writesFromThePositionOnAndLeavesItThere() {
        Picture picture = random(2, 2);
        ByteBuffer target = direct(20).position(4 * 5);
        images.preprocess(picture, preprocessing(ResizeMode.STANDARD, true, 2, 2, TensorLayout.NCHW), target);
        assertThat(target.position()).isEqualTo(4 * 5);
        assertThat(target.getFloat(4 * 4)).isZero();
        assertThat(target.getFloat(4 * 17)).isZero();
        assertThat(target.getFloat(4 * 5)).isEqualTo(((picture.bgr()[2] & 0xFF) - 1) / 2f);

        assertThatThrownBy(() -> images.preprocess(picture,
                preprocessing(ResizeMode.STANDARD, true, 2, 2, TensorLayout.NCHW), direct(11)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("12 floats");
        assertThatThrownBy(() -> images.preprocess(picture,
                preprocessing(ResizeMode.STANDARD, true, 2, 2, TensorLayout.NCHW), ByteBuffer.allocate(48)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("direct");
    }

    @Test
    void bytes_are_the_numbers_before_mean_and_scale() {
        Picture picture = random(40, 21);
        for (ResizeMode mode : EnumSet.complementOf(EnumSet.of(ResizeMode.OWN))) {
            for (boolean rgb : new boolean[] {true, false}) {
                ByteBuffer bytes = direct(1 + 75).position(1);
                images.writeBytes(picture, preprocessing(mode, rgb, 5, 5, TensorLayout.NCHW), bytes);
                float[] numbers = preprocess(picture, mode, rgb, 5, 5, TensorLayout.NHWC);
                assertThat(bytes.position()).isEqualTo(1);
                for (int i = 0; i < numbers.length; i++) {
                    int channel = i % 3;
                    assertThat(numbers[i]).as("%s %s %s", mode, rgb, i).isEqualTo(
                            (float) (((bytes.get(1 + i) & 0xFF) - MEAN.get(channel)) / SCALE.get(channel)));
                }
            }
        }
        assertThatThrownBy(() -> images.writeBytes(picture,
                preprocessing(ResizeMode.STANDARD, true, 9, 9, TensorLayout.NCHW), ByteBuffer.allocateDirect(242)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("243 bytes");
    }

    @ParameterizedTest
    @EnumSource(value = ResizeMode.class, names = "OWN", mode = EnumSource.Mode.EXCLUDE)
    void extremeShapes(ResizeMode mode) {
        for (int[] size : new int[][] {{1, 1}, {1, 1_000_000}, {1_000_000, 1}, {3, 2}}) {
            float[] written = preprocess(uniform(size[0], size[1], 9), mode, true, 224, 160, TensorLayout.NCHW);
            boolean bars = mode == ResizeMode.FIT || mode == ResizeMode.LETTERBOX;
            List<Float> blue = new ArrayList<>();
            for (int i = 0; i < 224 * 160; i++) {
                blue.add(written[i]);
            }
            assertThat(blue).contains(4f)
                    .isSubsetOf(4f, bars ? -0.5f : 4f);
        }
    }

    @Test
    void aConstantMapBecomesZero() {
        for (int value : new int[] {0, 7, 255}) {
            byte[] map = new byte[12];
            java.util.Arrays.fill(map, (byte) value);
            assertThat(images.resizeMap(map, 4, 3, 9, 8)).hasSize(72).containsOnly(0);
            assertThat(images.resizeMap(new byte[] {(byte) value}, 1, 1, 3, 2)).containsOnly(0);
        }
    }

    @Test
    void aMapIsStretchedToTheFullRange() {
        byte[] map = {10, 20, 30, 40, 50, 60};
        assertThat(images.resizeMap(map, 3, 2, 3, 2)).containsExactly(0, 51, 102, (byte) 153, (byte) 204, (byte) 255);
        assertThat(images.resizeMap(map, 3, 2, 300, 20)).hasSize(6000).contains(0, (byte) 255);
    }

    @Test
    void refusesMapsThatDoNotFit() {
        assertThatThrownBy(() -> images.resizeMap(new byte[5], 3, 2, 3, 2))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> images.paint("a", new byte[5], 3, 2, "jet"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> images.resize(random(2, 2), 100_000, 100_000))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hasEveryColourMapOfOpenCv() throws Exception {
        assertThat(images.colormaps()).isSorted().hasSize(23).contains("diverging", "jet", "turbo", "viridis",
                "twilight_shifted");
        byte[] map = new byte[256];
        for (int i = 0; i < 256; i++) {
            map[i] = (byte) i;
        }
        List<byte[]> painted = new ArrayList<>();
        for (String name : images.colormaps()) {
            painted.add(images.paint(name, map, 16, 16, name).bgr());
        }
        assertThat(painted).doesNotHaveDuplicates();
        assertThat(images.paint("a", map, 256, 1, "JET").bgr()).startsWith(128, 0, 0).endsWith(0, 0, 128);
    }

    @Test
    void anUnknownColourMapIsRefusedWithAListOfThosePresent() {
        assertThatThrownBy(() -> images.paint("a", new byte[1], 1, 1, "jett")).isInstanceOf(UsageException.class)
                .hasMessageContainingAll("jett", "autumn, bone", "winter");
    }

    @Test
    void blends() {
        Picture below = uniform(2, 1, 100);
        Picture above = uniform(2, 1, 201);
        assertThat(images.blend(below, above, 0).bgr()).isEqualTo(below.bgr());
        assertThat(images.blend(below, above, 1).bgr()).isEqualTo(above.bgr());
        assertThat(images.blend(below, above, 0.5).bgr()).containsOnly((byte) 150);
        assertThat(images.blend(below, above, 0.1).bgr()).containsOnly((byte) 110);
        assertThatThrownBy(() -> images.blend(below, uniform(1, 1, 0), 0.5))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> images.blend(below, above, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void encodes() throws Exception {
        Picture picture = random(31, 17);
        assertThat(images.read("a", images.encode(picture, "png")).bgr()).isEqualTo(picture.bgr());
        Picture smooth = images.resize(random(3, 3), 31, 17);
        for (String format : List.of("jpg", "JPEG")) {
            Picture again = images.read("a", images.encode(smooth, format));
            for (int i = 0; i < again.bgr().length; i++) {
                // chroma at half the resolution
                int value = smooth.bgr()[i] & 0xFF;
                assertThat(again.bgr()[i] & 0xFF).isBetween(value - 40, value + 40);
            }
        }
        assertThatThrownBy(() -> images.encode(picture, "gif")).isInstanceOf(UsageException.class)
                .hasMessageContainingAll("gif", "png");
    }

    @Test
    void worksFromManyThreads() throws Exception {
        Picture picture = random(120, 90);
        byte[] resized = images.resize(picture, 64, 64).bgr();
        byte[] encoded = images.encode(picture, "png");
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Future<Boolean>> done = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                Callable<Boolean> work = () -> java.util.Arrays.equals(resized,
                        images.resize(images.read("a", encoded), 64, 64).bgr());
                done.add(pool.submit(work));
            }
            for (Future<Boolean> one : done) {
                assertThat(one.get()).isTrue();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private float[] preprocess(Picture picture, ResizeMode mode, boolean rgb, int width, int height,
            TensorLayout layout) {
        Preprocessing preprocessing = preprocessing(mode, rgb, width, height, layout);
        ByteBuffer target = direct(preprocessing.size());
        images.preprocess(picture, preprocessing, target);
        float[] written = new float[preprocessing.size()];
        target.asFloatBuffer().get(written);
        return written;
    }

    private static ByteBuffer direct(int floats) {
        return ByteBuffer.allocateDirect(4 * floats).order(ByteOrder.nativeOrder());
    }

    private static Preprocessing preprocessing(ResizeMode mode, boolean rgb, int width, int height,
            TensorLayout layout) {
        return new Preprocessing("test", width, height, mode, rgb, MEAN, SCALE, layout);
    }

    private static Picture random(int width, int height) {
        byte[] bgr = new byte[3 * width * height];
        new Random(width).nextBytes(bgr);
        return new Picture("random", width, height, bgr);
    }

    private static Picture uniform(int width, int height, int value) {
        byte[] bgr = new byte[3 * width * height];
        java.util.Arrays.fill(bgr, (byte) value);
        return new Picture("uniform", width, height, bgr);
    }

    /** The claim is checked where it can be: brightness grows from each colour to the next but for rounding. */
    @Test
    void colour_maps_that_are_safe_for_colour_blind_eyes_grow_brighter_all_the_way() throws Exception {
        assertThat(images.colormapEntries()).extracting(ColormapEntry::name).isEqualTo(images.colormaps());
        assertThat(images.colormapEntries()).filteredOn(ColormapEntry::colourBlindSafe)
                .extracting(ColormapEntry::name).contains("viridis", "cividis").doesNotContain("jet");
        for (ColormapEntry entry : images.colormapEntries()) {
            byte[] bgr = images.ramp(entry.name()).bgr();
            double before = 0;
            boolean grows = true;
            for (int value = 0; value < 256; value++) {
                double bright = 0.0722 * (bgr[3 * value] & 255) + 0.7152 * (bgr[3 * value + 1] & 255)
                        + 0.2126 * (bgr[3 * value + 2] & 255);
                grows &= bright > before - 1;
                before = bright;
            }
            if (entry.colourBlindSafe() && !entry.name().equals(RenderOptions.CONTRAST_COLORMAP)) {
                assertThat(grows).as(entry.name()).isTrue();
            }
            assertThat(entry.description()).isNotBlank();
        }
        assertThatThrownBy(() -> images.ramp("none")).isInstanceOf(UsageException.class);
    }

    /** Blue and red differ for every kind of colour-blind eyes. */
    @Test
    void the_colours_of_contrasts_fade_to_white_at_zero_and_differ_in_blue_and_red() throws Exception {
        byte[] bgr = images.ramp(RenderOptions.CONTRAST_COLORMAP).bgr();
        assertThat(Arrays.copyOfRange(bgr, 3 * MapScale.ZERO, 3 * MapScale.ZERO + 3)).containsOnly(245);
        for (int distance = 1; distance < MapScale.ZERO; distance++) {
            int below = 3 * (MapScale.ZERO - distance);
            int above = 3 * (MapScale.ZERO + distance);
            assertThat(bgr[below] & 255).isGreaterThan(bgr[below + 2] & 255);
            assertThat(bgr[above + 2] & 255).isGreaterThan(bgr[above] & 255);
            assertThat(bgr[below + 1] & 255).isLessThanOrEqualTo(bgr[below + 4] & 255);
            assertThat(bgr[above + 1] & 255).isLessThanOrEqualTo(bgr[above - 2] & 255);
        }
    }

    @Test
    void a_signed_map_keeps_its_zero_when_it_is_resized() {
        byte[] map = {(byte) 128, (byte) 140, (byte) 128, (byte) 120};
        assertThat(images.resizeMap(map, 2, 2, MapScale.SIGNED, Placement.WHOLE, 2, 2)).isEqualTo(map);
        assertThat(images.resizeMap(map, 2, 2, MapScale.OWN, Placement.WHOLE, 2, 2)).contains(0, 255);
        byte[] placed = images.resizeMap(map, 2, 2, MapScale.SIGNED, new Placement(-0.5, 0, 2, 1), 8, 2);
        assertThat(placed).startsWith(128, 128).endsWith(128, 128).doesNotContain(0);
        assertThat(images.resizeMap(map, 2, 2, MapScale.SHARED, new Placement(-0.5, 0, 2, 1), 8, 2)).startsWith(0, 0);
    }
}
