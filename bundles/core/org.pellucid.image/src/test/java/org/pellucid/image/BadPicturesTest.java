package org.pellucid.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pellucid.api.InputException;
import org.pellucid.api.image.Picture;

/** Files that must be refused, each with a sentence that names it and says why. */
class BadPicturesTest {
    private final OpenCvImageService images = new OpenCvImageService();

    @TempDir
    Path folder;

    @Test
    void missing() {
        refuses(folder.resolve("missing.png"), "does not exist");
    }

    @Test
    void aFolder() throws IOException {
        refuses(Files.createDirectory(folder.resolve("folder.png")), "is a folder");
    }

    @Test
    void empty() throws IOException {
        refuses(write("empty.png", new byte[0]), "is empty (0 bytes)");
    }

    @Test
    void textNamedJpg() throws IOException {
        refuses(write("notes.jpg", "Lötstelle prüfen\n".getBytes(StandardCharsets.UTF_8)),
                "is not a picture: it holds text");
        // cut within a character
        refuses(write("long.jpg", ("x" + "ö".repeat(2000)).getBytes(StandardCharsets.UTF_8)),
                "is not a picture: it holds text");
        refuses(write("bm.bmp", "BM is a fine pair of letters to begin with".getBytes(StandardCharsets.UTF_8)),
                "is not a picture: it holds text");
    }

    @Test
    void otherKindsOfFile() throws IOException {
        refuses(write("a.png", new byte[] {0, 0, 0, 12, 'j', 'P', ' ', ' ', '\r', '\n'}), "is a JPEG 2000",
                "convert it");
        refuses(write("b.png", "%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII)), "is a PDF");
        refuses(write("c.png", new byte[] {0, 0, 0, 24, 'f', 't', 'y', 'p', 'h', 'e', 'i', 'c'}), "HEIC");
        refuses(write("d.png", new byte[] {1, 2, 3, 4}), "begins like none of");
        refuses(write("e.webp", DecodingTest.bytes("animated.webp")), "is an animated WebP");
    }

    @Test
    void unreadable() throws IOException {
        Path file = write("secret.png", DecodingTest.bytes("rgba.png"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(file), "skipped: root may read everything");
        refuses(file, "permission denied");
    }

    @Test
    void anEndlessDevice() {
        Path zero = Path.of("/dev/zero");
        assumeFalse(!Files.exists(zero), "skipped: there is no /dev/zero");
        refuses(zero, "is not a regular file");
    }

    @Test
    void largerThanTheLimitOfBytes() throws IOException {
        Path file = write("rgba.png", DecodingTest.bytes("rgba.png"));
        assertThatThrownBy(() -> new OpenCvImageService(1000, 100).read(file)).isInstanceOf(InputException.class)
                .hasMessageContaining("rgba.png has").hasMessageContaining("maxFileMebibytes");
        assertThatThrownBy(() -> new OpenCvImageService(1000, 100).read("rgba.png", DecodingTest.bytes("rgba.png")))
                .isInstanceOf(InputException.class).hasMessageContaining("maxFileMebibytes");
    }

    @Test
    void exactlyTheLimitOfPixels() throws Exception {
        byte[] picture = DecodingTest.bytes("rgba.png");
        assertThat(new OpenCvImageService(17 * 12, 1 << 20).read("a", picture).width()).isEqualTo(17);
        assertThatThrownBy(() -> new OpenCvImageService(17 * 12 - 1, 1 << 20).read("a", picture))
                .isInstanceOf(InputException.class);
    }

    @Test
    void aPictureOf20000By20000() throws IOException {
        Path file = write("huge.png", png(20_000, 20_000));
        Runtime.getRuntime().gc();
        long start = System.nanoTime();
        refuses(file, "is 20000x20000 pixels (400.0 megapixels), the limit is 100.0 megapixels",
                "raise maxMegapixels of org.pellucid.image");
        assertThat((System.nanoTime() - start) / 1e6).as("milliseconds").isLessThan(500);
    }

    @Test
    void sizesNoHeaderShouldHave() throws IOException {
        refuses(write("a.png", png(0, 5)), "is damaged: its size is 0x5");
        refuses(write("b.png", png(-1, -1)), "no side may be longer");
        refuses(write("c.png", png(2_000_000, 1)), "no side may be longer");
        byte[] bmp = DecodingTest.bytes("rgb.bmp");
        ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(18, -17);
        refuses(write("d.bmp", bmp), "is damaged: its size is -17x12");
        // a header of a giant in front of a file of a gigabyte that has no other byte: its size is told first
        Path sparse = write("sparse.png", png(20_000, 20_000));
        try (var channel = Files.newByteChannel(sparse, java.nio.file.StandardOpenOption.WRITE)) {
            channel.position(1L << 30);
            channel.write(ByteBuffer.allocate(1));
        }
        refuses(sparse, "is 20000x20000 pixels");
    }

    @Test
    void onePixel() throws Exception {
        Picture picture = images.read("one.png", DecodingTest.bytes("one.png"));
        assertThat(images.resize(picture, 224, 224).bgr()).hasSize(3 * 224 * 224).startsWith(picture.bgr())
                .endsWith(picture.bgr());
    }

    @Test
    void damagedPng() throws IOException {
        byte[] file = DecodingTest.bytes("rgba.png");
        file[60] ^= 1;
        refuses(write("a.png", file), "is damaged: the checksum of a PNG chunk (IDAT at byte 33) is wrong");
    }

    /** Every cut must be refused before OpenCV sees it: it would print to standard error. */
    @ParameterizedTest
    @ValueSource(strings = {"chelsea.png", "coffee.png", "rocket.jpg"})
    void everyCutOfALargePicture(String name) throws Exception {
        byte[] whole = Files.readAllBytes(Reference.picture(name));
        Random random = new Random(1);
        for (int i = 0; i < 3000; i++) {
            int length = i < 1000 ? i : i < 2000 ? whole.length - 1 - (i - 1000) : random.nextInt(whole.length);
            refusesCut(name, whole, length);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rgba.png", "palette-transparent.png", "rgb16.png", "exif6.jpg", "progressive.jpg",
            "icc.jpg", "cmyk.jpg", "rgb.bmp", "palette.bmp", "runs.bmp", "lossy.webp", "lossless.webp", "alpha.webp",
            "raw.tif", "tiff_lzw.tif", "jpeg.tif"})
    void everyCutOfASmallPicture(String name) throws Exception {
        byte[] whole = DecodingTest.bytes(name);
        images.read(name, whole);
        // A TIFF's directory may stand before or behind the pixels, and what follows both may be missing.
        int end = name.endsWith(".tif") ? new TiffExtent(whole).end : whole.length;
        for (int length = 0; length < end; length++) {
            refusesCut(name, whole, length);
        }
    }

    /** What a decoder may think of noise in the middle is open, but it must come back. */
    @ParameterizedTest
    @ValueSource(strings = {"rgba.png", "exif6.jpg", "progressive.jpg", "rgb.bmp", "runs.bmp", "palette.bmp",
            "lossy.webp", "alpha.webp", "raw.tif", "tiff_lzw.tif"})
    void neverCrashesOnNoise(String name) throws Exception {
        byte[] whole = DecodingTest.bytes(name);
        Random random = new Random(2);
        for (int i = 0; i < 20_000; i++) {
            byte[] noisy = whole.clone();
            for (int j = random.nextInt(4); j >= 0; j--) {
                noisy[random.nextInt(noisy.length)] = (byte) random.nextInt();
            }
            // The structure alone: codecs print to standard error what they think of the rest.
            try {
                new PictureFile(1 << 20, 1 << 20).check(name, ByteBuffer.wrap(noisy));
            } catch (InputException e) {
                assertThat(e.getMessage()).startsWith(name + " ").doesNotContain("\n");
            }
        }
    }

    private void refusesCut(String name, byte[] whole, int length) {
        assertThatThrownBy(() -> images.read(name, Arrays.copyOf(whole, length)))
                .as("%s cut to %d bytes", name, length).isInstanceOf(InputException.class)
                .hasMessageStartingWith(name + " is ");
    }

    private void refuses(Path file, String... words) {
        assertThatThrownBy(() -> images.read(file)).isInstanceOf(InputException.class)
                .hasMessageStartingWith(file + " ").hasMessageContainingAll(words).message().doesNotContain("\n");
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    /** A grey PNG with one row's worth of pixels. */
    private static byte[] png(int width, int height) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        chunk(file, "IHDR", ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 8).array());
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        try (OutputStream deflated = new DeflaterOutputStream(pixels, new Deflater())) {
            deflated.write(new byte[100]);
        }
        chunk(file, "IDAT", pixels.toByteArray());
        chunk(file, "IEND", new byte[0]);
        return file.toByteArray();
    }

    private static void chunk(OutputStream out, String type, byte[] data) throws IOException {
        DataOutputStream file = new DataOutputStream(out);
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        file.writeInt(data.length);
        file.write(name);
        file.write(data);
        file.writeInt((int) crc.getValue());
    }

    /** How far a TIFF's first directory and its values reach. */
    private static final class TiffExtent {
        final int end;

        TiffExtent(byte[] bytes) {
            ByteBuffer file = ByteBuffer.wrap(bytes)
                    .order(bytes[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            int directory = file.getInt(4);
            int count = file.getShort(directory);
            int reach = directory + 2 + 12 * count;
            int strips = 0;
            for (int i = 0; i < count; i++) {
                int entry = directory + 2 + 12 * i;
                if (file.getShort(entry) == 273) {
                    strips = file.getInt(entry + 8);
                }
                if (file.getShort(entry) == 279) {
                    reach = Math.max(reach, strips + file.getInt(entry + 8));
                }
            }
            end = reach;
        }
    }
}
