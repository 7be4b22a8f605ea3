package org.pellucid.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * GIF: the first frame. OpenCV cannot decode it, so Java does, and OpenCV gets a bitmap. Of a transparent pixel the
 * colour below is taken, as of every other format; what the first frame leaves out is black.
 */
final class GifFormat extends PictureFormat {
    private static final int HEADER = 13;
    private static final int TABLE = 0x80;
    private static final int EXTENSION = 0x21;
    private static final int FRAME = 0x2C;
    private static final int FRAME_LENGTH = 10;
    private static final int TRAILER = 0x3B;
    private static final int BITMAP_HEADER = 54;

    /** Where the first frame ends in the file, and its place in the picture. */
    private record Frame(int end, int left, int top, int width, int height) {
    }

    GifFormat() {
        super("GIF", new int[] {'G', 'I', 'F', '8', '7', 'a'}, new int[] {'G', 'I', 'F', '8', '9', 'a'});
    }

    @Override
    Size size(ByteBuffer file) throws DamagedPictureException {
        require(file, 0, HEADER);
        return new Size(unsigned(file, 6), unsigned(file, 8));
    }

    @Override
    ByteBuffer verify(ByteBuffer file) throws DamagedPictureException {
        Size size = size(file);
        Frame frame = frame(file);
        if (frame.left() + frame.width() > size.width() || frame.top() + frame.height() > size.height()) {
            throw damaged("the first frame of the GIF reaches beyond its edge");
        }
        return bitmap(decode(file, frame), frame, (int) size.width(), (int) size.height());
    }

    private Frame frame(ByteBuffer file) throws DamagedPictureException {
        int position = HEADER + tableLength(file.get(10));
        while (true) {
            require(file, position, 2);
            int block = file.get(position) & 0xFF;
            if (block == FRAME) {
                require(file, position, FRAME_LENGTH);
                int pixels = position + FRAME_LENGTH + tableLength(file.get(position + 9));
                return new Frame(blocksEnd(file, pixels + 1), unsigned(file, position + 1),
                        unsigned(file, position + 3), unsigned(file, position + 5), unsigned(file, position + 7));
            }
            if (block != EXTENSION) {
                throw damaged(block == TRAILER ? "the GIF has no pixels"
                        : "the GIF has an unknown block at byte " + position);
            }
            position = blocksEnd(file, position + 2);
        }
    }

    private static int tableLength(byte flags) {
        return (flags & TABLE) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    /** Follows blocks that begin with their length to the empty one. */
    private int blocksEnd(ByteBuffer file, int start) throws DamagedPictureException {
        int position = start;
        while (true) {
            require(file, position, 1);
            int length = file.get(position) & 0xFF;
            position += 1 + length;
            if (length == 0) {
                return position;
            }
        }
    }

    private BufferedImage decode(ByteBuffer file, Frame frame) throws DamagedPictureException {
        byte[] first = Arrays.copyOfRange(file.array(), file.arrayOffset(), file.arrayOffset() + frame.end() + 1);
        first[frame.end()] = TRAILER;
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try {
            reader.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(first)), true, true);
            BufferedImage image = reader.read(0);
            if (image.getWidth() != frame.width() || image.getHeight() != frame.height()) {
                throw damaged("the first frame of the GIF has another size than it says");
            }
            return image;
        } catch (IOException | RuntimeException e) {
            throw damaged("the first frame of the GIF cannot be decoded");
        } finally {
            reader.dispose();
        }
    }

    private static ByteBuffer bitmap(BufferedImage image, Frame frame, int width, int height) {
        int row = (width * 3 + 3) / 4 * 4;
        ByteBuffer bitmap = ByteBuffer.allocate(BITMAP_HEADER + row * height).order(ByteOrder.LITTLE_ENDIAN);
        bitmap.put((byte) 'B').put((byte) 'M').putInt(bitmap.capacity()).putInt(0).putInt(BITMAP_HEADER);
        // A negative height means that the rows begin at the top.
        bitmap.putInt(40).putInt(width).putInt(-height).putShort((short) 1).putShort((short) 24);
        int[] pixels = new int[frame.width()];
        for (int y = 0; y < frame.height(); y++) {
            image.getRGB(0, y, frame.width(), 1, pixels, 0, frame.width());
            bitmap.position(BITMAP_HEADER + (frame.top() + y) * row + frame.left() * 3);
            for (int pixel : pixels) {
                bitmap.put((byte) pixel).put((byte) (pixel >> 8)).put((byte) (pixel >> 16));
            }
        }
        return bitmap.rewind();
    }

    private static int unsigned(ByteBuffer file, int position) {
        return file.get(position) & 0xFF | (file.get(position + 1) & 0xFF) << 8;
    }
}
