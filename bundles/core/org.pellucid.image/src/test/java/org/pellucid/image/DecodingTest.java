package org.pellucid.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pellucid.api.image.Picture;

/** Every kind of picture against what Python's cv2 made of it. */
class DecodingTest {
    private final OpenCvImageService images = new OpenCvImageService();

    static Stream<String> kinds() throws IOException {
        String list = new String(bytes("pixels.sha256"), StandardCharsets.UTF_8);
        return list.lines().filter(line -> !line.startsWith("#"));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void decodesLikePython(String line) throws Exception {
        String[] fields = line.split(" ");
        Picture picture = images.read(fields[0], bytes(fields[0]));
        assertThat(picture.width() + "x" + picture.height()).isEqualTo(fields[1] + "x" + fields[2]);
        assertThat(HexFormat.of().formatHex(Reference.sha256(picture.bgr()))).isEqualTo(fields[3]);
    }

    static Stream<String> deep() throws IOException {
        return new String(bytes("deep.sha256"), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"));
    }

    @ParameterizedTest
    @MethodSource("deep")
    void keeps_sixteen_bits_like_python(String line) throws Exception {
        String[] fields = line.split(" ");
        short[] values = images.read(fields[0], bytes(fields[0])).bgr16().orElseThrow();
        ByteBuffer written = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        written.asShortBuffer().put(values);
        assertThat(HexFormat.of().formatHex(Reference.sha256(written.array()))).isEqualTo(fields[1]);
    }

    @Test
    void pictures_of_eight_bits_keep_no_others() throws Exception {
        for (String file : List.of("rgba.png", "raw.tif", "one.jpg")) {
            assertThat(images.read(file, bytes(file)).bgr16()).as(file).isEmpty();
        }
    }

    /** Python's cv2 4.11 fails on these. */
    @Test
    void turnsTiffsAsTheyAsk() throws Exception {
        Picture upright = images.read("raw.tif", bytes("raw.tif"));
        Picture turned = images.read("exif6.tif", bytes("exif6.tif"));
        assertThat(turned.width() + "x" + turned.height()).isEqualTo("12x17");
        for (int y = 0; y < 12; y++) {
            for (int x = 0; x < 17; x++) {
                assertThat(turned.bgr()[3 * (x * 12 + 11 - y)]).isEqualTo(upright.bgr()[3 * (y * 17 + x)]);
            }
        }
    }

    @Test
    void leaves_to_opencv_the_jpegs_that_are_to_be_turned() throws Exception {
        PictureFile files = new PictureFile(1 << 20, 1 << 20);
        for (String file : List.of("one.jpg", "grey.jpg", "icc.jpg", "progressive.jpg", "cmyk.jpg")) {
            assertThat(files.check(file, ByteBuffer.wrap(bytes(file))).plainJpeg()).as(file).isTrue();
        }
        for (String file : List.of("exif3.jpg", "exif5.jpg", "exif6.jpg", "exif8.jpg", "one.png")) {
            assertThat(files.check(file, ByteBuffer.wrap(bytes(file))).plainJpeg()).as(file).isFalse();
        }
    }

    @Test
    void knowsPicturesByTheirExtension() {
        assertThat(Stream.of("a.jpg", "a.jpeg", "a.JPEG", "b.PNG", "c.bmp", "d.webp", "e.tif", "e.b.TIFF", "f.gif")
                .map(Path::of)).allMatch(images::isPicture);
        assertThat(Stream.of("a.txt", "jpg", "a.jpg.txt", "a.", "", "/").map(Path::of)).noneMatch(images::isPicture);
    }

    static byte[] bytes(String name) throws IOException {
        try (InputStream in = DecodingTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }
}
