package org.pellucid.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.pellucid.api.InputException;
import org.pellucid.api.image.Picture;

/** Of a GIF the first frame is read, and nothing that is broken gets through. */
class GifTest {
    private static final int WIDTH = 17;
    private static final int HEIGHT = 12;

    private final OpenCvImageService images = new OpenCvImageService();

    private static BufferedImage frame(int first) {
        byte[] ramp = new byte[256];
        byte[] back = new byte[256];
        for (int i = 0; i < 256; i++) {
            ramp[i] = (byte) i;
            back[i] = (byte) (255 - i);
        }
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_INDEXED,
                new IndexColorModel(8, 256, ramp, back, new byte[256]));
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            image.getRaster().setSample(i % WIDTH, i / WIDTH, 0, first + i & 0xFF);
        }
        return image;
    }

    /** Two frames. */
    private static byte[] animated() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            writer.writeToSequence(new IIOImage(frame(0), null, null), null);
            writer.writeToSequence(new IIOImage(frame(100), null, null), null);
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static int secondFrame(byte[] gif) {
        for (int i = gif.length - 1; i >= 0; i--) {
            if (gif[i] == 0x2C && gif[i + 5] == WIDTH && gif[i + 7] == HEIGHT) {
                return i;
            }
        }
        throw new AssertionError("there is no frame");
    }

    @Test
    void reads_the_first_frame() throws Exception {
        Picture picture = images.read("cat.gif", animated());
        assertThat(picture.width()).isEqualTo(WIDTH);
        assertThat(picture.height()).isEqualTo(HEIGHT);
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            assertThat(Arrays.copyOfRange(picture.bgr(), 3 * i, 3 * i + 3)).as("pixel " + i)
                    .containsExactly(0, 255 - i, i);
        }
    }

    @Test
    void a_frame_smaller_than_the_picture_stands_where_it_says() throws Exception {
        byte[] gif = animated();
        gif[6] = WIDTH + 3;
        gif[8] = HEIGHT + 2;
        int first = indexOfFirstFrame(gif);
        gif[first + 1] = 3;
        gif[first + 3] = 2;
        Picture picture = images.read("cat.gif", gif);
        assertThat(picture.width()).isEqualTo(WIDTH + 3);
        assertThat(Arrays.copyOf(picture.bgr(), 3)).containsExactly(0, 0, 0);
        int place = 3 * (2 * (WIDTH + 3) + 3);
        assertThat(Arrays.copyOfRange(picture.bgr(), place, place + 6)).containsExactly(0, 255, 0, 0, 254, 1);
    }

    private static int indexOfFirstFrame(byte[] gif) {
        int last = secondFrame(gif);
        for (int i = 13; i < last; i++) {
            if (gif[i] == 0x2C && gif[i + 5] == WIDTH && gif[i + 6] == 0 && gif[i + 7] == HEIGHT && gif[i + 8] == 0) {
                return i;
            }
        }
        throw new AssertionError("there is one frame only");
    }

    @Test
    void refuses_what_is_broken() throws IOException {
        byte[] outside = animated();
        outside[6] = 5;
        assertThatThrownBy(() -> images.read("cat.gif", outside)).isInstanceOf(InputException.class)
                .hasMessageContaining("cat.gif is damaged: the first frame of the GIF reaches beyond");
        byte[] none = Arrays.copyOf(animated(), 14);
        none[10] = 0;
        none[13] = 0x3B;
        assertThatThrownBy(() -> images.read("cat.gif", Arrays.copyOf(none, 15)))
                .hasMessageContaining("has no pixels");
        byte[] giant = animated();
        Arrays.fill(giant, 6, 10, (byte) 0xFF);
        assertThatThrownBy(() -> images.read("cat.gif", giant)).hasMessageContaining("65535x65535 pixels");
    }

    @Test
    void refuses_every_cut_into_the_first_frame() throws IOException {
        byte[] gif = animated();
        int end = indexOfFirstFrame(gif) + 10;
        for (int length = 6; length < end; length++) {
            byte[] cut = Arrays.copyOf(gif, length);
            assertThatThrownBy(() -> images.read("cat.gif", cut)).as("cut to " + length)
                    .isInstanceOf(InputException.class).hasMessageStartingWith("cat.gif is ");
        }
    }

    @Test
    void never_fails_otherwise_on_noise() throws IOException {
        byte[] gif = animated();
        Random random = new Random(2);
        for (int i = 0; i < 5000; i++) {
            byte[] noisy = gif.clone();
            for (int j = random.nextInt(4); j >= 0; j--) {
                noisy[6 + random.nextInt(noisy.length - 6)] = (byte) random.nextInt();
            }
            try {
                new PictureFile(1 << 20, 1 << 20).check("cat.gif", ByteBuffer.wrap(noisy));
            } catch (InputException e) {
                assertThat(e.getMessage()).startsWith("cat.gif ").doesNotContain("\n");
            }
        }
    }
}
