package org.opencv.pellucid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.imgcodecs.Imgcodecs;

/** Against the codec inside OpenCV's library. */
class JpegTest {
    private static final int DEFAULTS = 0;

    @BeforeAll
    static void load() {
        NativeLibrary.load();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "15, 17", "16, 16", "33, 8", "500, 375"})
    void writes_the_files_that_opencv_writes(int width, int height) {
        byte[] bgr = picture(width, height, 3);
        assertThat(Jpeg.encode(bgr, width, height, 95))
                .isEqualTo(encoded(bgr, width, height, 3, Imgcodecs.IMWRITE_JPEG_QUALITY, 95));
    }

    /** The numbers are OpenCV's for 4:1:1, 4:2:0, 4:2:2, 4:4:0 and 4:4:4. */
    @ParameterizedTest
    @ValueSource(ints = {0x411111, 0x221111, 0x211111, 0x121111, 0x111111})
    void gives_the_pixels_that_opencv_gives(int sampling) {
        byte[] bgr = picture(61, 47, 3);
        for (int option : new int[] {DEFAULTS, Imgcodecs.IMWRITE_JPEG_PROGRESSIVE, Imgcodecs.IMWRITE_JPEG_OPTIMIZE,
                Imgcodecs.IMWRITE_JPEG_RST_INTERVAL}) {
            byte[] file = option == DEFAULTS
                    ? encoded(bgr, 61, 47, 3, Imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR, sampling)
                    : encoded(bgr, 61, 47, 3, Imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR, sampling, option, 1);
            assertThat(decoded(file, 61, 47)).as("option %d", option).isEqualTo(decodedByOpenCv(file));
        }
    }

    @Test
    void makes_grey_pictures_coloured() {
        byte[] file = encoded(picture(61, 47, 1), 61, 47, 1, Imgcodecs.IMWRITE_JPEG_QUALITY, 80);
        assertThat(decoded(file, 61, 47)).isEqualTo(decodedByOpenCv(file));
    }

    @Test
    void reads_a_file_out_of_the_middle_of_an_array() {
        byte[] file = Jpeg.encode(picture(61, 47, 3), 61, 47, 95);
        byte[] larger = new byte[file.length + 10];
        System.arraycopy(file, 0, larger, 7, file.length);
        byte[] bgr = new byte[3 * 61 * 47];
        assertThat(Jpeg.decode(larger, 7, file.length, 61, 47, bgr)).isTrue();
        assertThat(bgr).isEqualTo(decodedByOpenCv(file));
    }

    @Test
    void leaves_to_opencv_what_is_not_quite_right() {
        byte[] file = Jpeg.encode(picture(61, 47, 3), 61, 47, 95);
        byte[] bgr = new byte[3 * 61 * 47];
        assertThat(Jpeg.decode(file, 0, file.length / 2, 61, 47, bgr)).as("half").isFalse();
        assertThat(Jpeg.decode(file, 0, 0, 61, 47, bgr)).as("nothing").isFalse();
        assertThat(Jpeg.decode(file, 0, file.length, 47, 61, bgr)).as("of another size").isFalse();
    }

    /** Pixels of damaged files are anybody's; what is out of range overflows in one codec and not in the other. */
    @Test
    void survives_damage() {
        byte[] file = Jpeg.encode(picture(61, 47, 3), 61, 47, 95);
        byte[] bgr = new byte[3 * 61 * 47];
        Random random = new Random(7);
        int refused = 0;
        for (int i = 0; i < 2000; i++) {
            byte[] damaged = file.clone();
            damaged[2 + random.nextInt(file.length - 2)] ^= (byte) (1 + random.nextInt(255));
            refused += Jpeg.decode(damaged, 0, damaged.length, 61, 47, bgr) ? 0 : 1;
        }
        assertThat(refused).isBetween(1, 1999);
    }

    @Test
    void refuses_arrays_that_do_not_fit() {
        byte[] file = Jpeg.encode(picture(61, 47, 3), 61, 47, 95);
        assertThatThrownBy(() -> Jpeg.decode(file, 0, file.length, 61, 47, new byte[3]))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("61x47 pixels do not fit 3 bytes");
        assertThatThrownBy(() -> Jpeg.decode(file, 1, file.length, 61, 47, new byte[3 * 61 * 47]))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Jpeg.encode(new byte[3], -1, -1, 95)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void gives_nothing_for_a_side_that_no_jpeg_has() {
        assertThat(Jpeg.encode(new byte[3 * 65_501], 65_501, 1, 95)).isNull();
    }

    /** Smooth with some noise: all frequencies occur. */
    private static byte[] picture(int width, int height, int channels) {
        Random random = new Random(1);
        byte[] pixels = new byte[channels * width * height];
        for (int i = 0; i < pixels.length; i++) {
            int x = i / channels % width;
            int y = i / channels / width;
            pixels[i] = (byte) (128 + 90 * Math.sin(x / 9.0 + i % channels) * Math.cos(y / 7.0) + random.nextInt(30));
        }
        return pixels;
    }

    private static byte[] encoded(byte[] pixels, int width, int height, int channels, int... parameters) {
        Mat mat = new Mat(height, width, CvType.CV_8UC(channels));
        mat.put(0, 0, pixels);
        MatOfByte file = new MatOfByte();
        assertThat(Imgcodecs.imencode(".jpg", mat, file, new MatOfInt(parameters))).isTrue();
        return file.toArray();
    }

    private static byte[] decoded(byte[] file, int width, int height) {
        byte[] bgr = new byte[3 * width * height];
        assertThat(Jpeg.decode(file, 0, file.length, width, height, bgr)).isTrue();
        return bgr;
    }

    private static byte[] decodedByOpenCv(byte[] file) {
        Mat mat = Imgcodecs.imdecode(new MatOfByte(file), Imgcodecs.IMREAD_COLOR);
        byte[] bgr = new byte[(int) mat.total() * mat.channels()];
        mat.get(0, 0, bgr);
        return bgr;
    }
}
