package org.pellucid.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;
import org.pellucid.api.image.Interpolation;
import org.pellucid.api.image.Picture;
import org.pellucid.api.image.Placement;
import org.pellucid.api.image.Preprocessing;
import org.pellucid.api.image.ResizeMode;
import org.pellucid.api.image.TensorLayout;

/** The ways to a model's input size: their pixels against Python's cv2, and where the picture comes to lie. */
class ResizeTypesTest {
    private final OpenCvImageService images = new OpenCvImageService();

    static Stream<String> references() throws IOException {
        return new String(DecodingTest.bytes("resized.sha256"), StandardCharsets.UTF_8).lines()
                .filter(line -> !line.startsWith("#"));
    }

    @ParameterizedTest
    @MethodSource("references")
    void pixels_equal_those_of_python(String line) throws Exception {
        String[] fields = line.split(" ");
        boolean deep = fields[2].equals("deep");
        Picture picture = noise(Integer.parseInt(fields[0]), Integer.parseInt(fields[1]), deep);
        Preprocessing preprocessing = Preprocessing
                .builder("test", Integer.parseInt(fields[5]), Integer.parseInt(fields[6]))
                .channels(fields[2].equals("grey") ? 1 : 3).resize(ResizeMode.of(fields[3]).orElseThrow())
                .interpolation(Interpolation.of(fields[4]).orElseThrow()).padValue(Integer.parseInt(fields[7]))
                .cropShare(Double.parseDouble(fields[8])).layout(TensorLayout.NHWC).build();
        float[] written = preprocess(picture, preprocessing);
        ByteBuffer pixels = ByteBuffer.allocate(written.length * (deep ? 2 : 1)).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : written) {
            if (deep) {
                pixels.putShort((short) Math.round(value * 257));
            } else {
                pixels.put((byte) value);
            }
        }
        assertThat(HexFormat.of().formatHex(Reference.sha256(pixels.array()))).isEqualTo(fields[9]);
    }

    /** The same numbers as in the program that made the references. */
    private static Picture noise(int width, int height, boolean deep) {
        byte[] bgr = new byte[3 * width * height];
        short[] bgr16 = new short[bgr.length];
        int state = width * 1000 + height;
        for (int i = 0; i < bgr.length; i++) {
            state = state * 1103515245 + 12345 & 0x7fffffff;
            bgr[i] = (byte) (state >> 16);
            bgr16[i] = (short) (state >> 8);
        }
        return new Picture("noise", width, height, bgr, deep ? Optional.of(bgr16) : Optional.empty());
    }

    /** A small bright square is looked for in the input, where the placement says it is. */
    @ParameterizedTest
    @EnumSource(value = ResizeMode.class, names = "OWN", mode = Mode.EXCLUDE)
    void the_placement_says_where_a_point_of_the_picture_lies(ResizeMode mode) {
        for (int[] size : new int[][] {{200, 100}, {100, 200}, {150, 150}, {333, 120}}) {
            for (int[] input : new int[][] {{64, 64}, {96, 48}, {48, 80}}) {
                Preprocessing preprocessing = Preprocessing.builder("test", input[0], input[1]).resize(mode)
                        .interpolation(Interpolation.AREA).layout(TensorLayout.NHWC).build();
                Placement placement = images.placement(size[0], size[1], preprocessing);
                int x = size[0] / 2 + 20;
                int y = size[1] / 2 - 12;
                double[] found = centreOfLight(preprocess(spot(size[0], size[1], x, y), preprocessing), input[0],
                        input[1]);
                assertThat(found[0]).as("column, picture %s, input %s", size, input)
                        .isCloseTo(placement.inputX((x + 3.0) / size[0]) * input[0],
                                org.assertj.core.data.Offset.offset(0.6));
                assertThat(found[1]).as("row, picture %s, input %s", size, input)
                        .isCloseTo(placement.inputY((y + 3.0) / size[1]) * input[1],
                                org.assertj.core.data.Offset.offset(0.6));
            }
        }
    }

    /** Six by six pixels of light. */
    private static Picture spot(int width, int height, int left, int top) {
        byte[] bgr = new byte[3 * width * height];
        for (int y = top; y < top + 6; y++) {
            for (int x = left; x < left + 6; x++) {
                bgr[3 * (y * width + x)] = (byte) 255;
            }
        }
        return new Picture("spot", width, height, bgr);
    }

    private static double[] centreOfLight(float[] nhwc, int width, int height) {
        double light = 0;
        double column = 0;
        double row = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float value = nhwc[3 * (y * width + x)];
                light += value;
                column += value * (x + 0.5);
                row += value * (y + 0.5);
            }
        }
        assertThat(light).as("light in the input").isPositive();
        return new double[] {column / light, row / light};
    }

    @Test
    void placements_of_known_cases() {
        assertThat(placement(ResizeMode.STANDARD, 61, 40)).isEqualTo(Placement.WHOLE);
        assertThat(placement(ResizeMode.LETTERBOX, 200, 100)).isEqualTo(new Placement(0, 0.25, 1, 0.5));
        assertThat(placement(ResizeMode.FIT, 200, 100)).isEqualTo(new Placement(0, 0, 1, 0.5));
        assertThat(placement(ResizeMode.CROP, 200, 100)).isEqualTo(new Placement(-0.5, 0, 2, 1));
        assertThat(placement(ResizeMode.CENTRE_CROP, 100, 100))
                .isEqualTo(new Placement(-4 / 56.0, -4 / 56.0, 64 / 56.0, 64 / 56.0));
        for (ResizeMode mode : List.of(ResizeMode.FIT, ResizeMode.LETTERBOX, ResizeMode.CROP)) {
            assertThat(placement(mode, 123, 123)).as("%s of a square", mode).isEqualTo(Placement.WHOLE);
        }
        assertThatThrownBy(() -> images.placement(1, 1, Preprocessing.own("mine", "", 8, 8, 3, TensorLayout.NCHW)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("mine");
    }

    private Placement placement(ResizeMode mode, int width, int height) {
        return images.placement(width, height, Preprocessing.builder("test", 56, 56).resize(mode).build());
    }

    /** Each pixel of the picture shows the map at the place of the input where that pixel lies. */
    @Test
    void a_map_is_brought_to_the_picture_through_its_placement() {
        byte[] map = {0, 40, 80, 10, (byte) 200, 120, 30, 60, (byte) 255, 5, 90, (byte) 170};
        for (Placement placement : List.of(new Placement(0, 0.25, 1, 0.5), new Placement(-0.3, 0, 1.6, 1),
                new Placement(0.1, -0.2, 0.7, 1.1))) {
            int width = 37;
            int height = 23;
            double[] expected = new double[width * height];
            double least = Double.MAX_VALUE;
            double greatest = 0;
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    double u = placement.left() + (x + 0.5) / width * placement.width();
                    double v = placement.top() + (y + 0.5) / height * placement.height();
                    boolean seen = u >= 0 && u <= 1 && v >= 0 && v <= 1;
                    double value = seen ? at(map, 4, 3, u, v) : Double.NaN;
                    expected[y * width + x] = value;
                    least = seen ? Math.min(least, value) : least;
                    greatest = seen ? Math.max(greatest, value) : greatest;
                }
            }
            byte[] shown = images.resizeMap(map, 4, 3, placement, width, height);
            for (int i = 0; i < shown.length; i++) {
                double value = Double.isNaN(expected[i]) ? 0 : 255 * (expected[i] - least) / (greatest - least);
                assertThat((double) (shown[i] & 0xFF)).as("pixel %d, %s", i, placement).isBetween(value - 1.01,
                        value + 0.01);
            }
        }
    }

    private static double at(byte[] map, int columns, int rows, double u, double v) {
        double value = 0;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double x = Math.max(0, Math.min(columns - 1, u * columns - 0.5));
                double y = Math.max(0, Math.min(rows - 1, v * rows - 0.5));
                value += (map[row * columns + column] & 0xFF) * Math.max(0, 1 - Math.abs(x - column))
                        * Math.max(0, 1 - Math.abs(y - row));
            }
        }
        return value;
    }

    @Test
    void a_map_of_a_picture_that_fills_the_input_is_resized_as_ever() {
        byte[] map = {0, 40, 80, 10, (byte) 200, 120};
        assertThat(images.resizeMap(map, 3, 2, Placement.WHOLE, 31, 17)).isEqualTo(images.resizeMap(map, 3, 2, 31, 17));
    }

    @Test
    void a_map_that_is_the_same_all_over_the_picture_becomes_zero() {
        byte[] map = {9, 7, 7, 9};
        assertThat(images.resizeMap(map, 4, 1, new Placement(0.4, 0, 0.2, 1), 5, 5)).containsOnly(0);
    }

    @Test
    void sixteen_bits_reach_the_model() {
        short[] bgr16 = {(short) 65535, 1, 257};
        Picture picture = new Picture("one", 1, 1, new byte[] {-1, 0, 1}, Optional.of(bgr16));
        assertThat(preprocess(picture, Preprocessing.builder("test", 1, 1).build()))
                .containsExactly(255f, 1 / 257f, 1f);
        assertThat(preprocess(picture, Preprocessing.builder("test", 1, 1).mean(List.of(55.0)).scale(List.of(2.0))
                .build())[0]).isEqualTo(100f);
    }

    private float[] preprocess(Picture picture, Preprocessing preprocessing) {
        ByteBuffer memory = ByteBuffer.allocateDirect(Float.BYTES * preprocessing.size())
                .order(ByteOrder.nativeOrder());
        images.preprocess(picture, preprocessing, memory);
        FloatBuffer floats = memory.asFloatBuffer();
        float[] values = new float[preprocessing.size()];
        floats.get(values);
        return values;
    }
}
