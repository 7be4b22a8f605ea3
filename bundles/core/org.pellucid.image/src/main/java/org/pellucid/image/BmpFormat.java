package org.pellucid.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Windows bitmap: header and all rows. */
final class BmpFormat extends PictureFormat {
    private static final int RLE8 = 1;
    private static final int RLE4 = 2;
    private static final int BITFIELDS = 3;

    BmpFormat() {
        super("BMP", new int[] {'B', 'M'});
    }

    @Override
    boolean matches(ByteBuffer file) {
        // The two letters alone begin many a text; the bytes at 6 are reserved, the header's length is one of few.
        return super.matches(file) && (file.limit() < 18 || headerLength(file) >= 12
                && headerLength(file) <= 256);
    }

    @Override
    Size size(ByteBuffer file) throws DamagedPictureException {
        require(file, 0, 26);
        ByteBuffer little = little(file);
        if (headerLength(file) == 12) {
            return new Size(little.getShort(18) & 0xFFFF, little.getShort(20) & 0xFFFF);
        }
        // A negative height means that the rows begin at the top.
        return new Size(little.getInt(18), Math.abs((long) little.getInt(22)));
    }

    @Override
    ByteBuffer verify(ByteBuffer file) throws DamagedPictureException {
        Size size = size(file);
        ByteBuffer little = little(file);
        boolean old = headerLength(file) == 12;
        if (!old) {
            require(file, 0, 54);
        }
        long pixels = little.getInt(10) & 0xFFFFFFFFL;
        int bits = little.getShort(old ? 24 : 28) & 0xFFFF;
        int compression = old ? 0 : little.getInt(30);
        if (bits != 1 && bits != 4 && bits != 8 && bits != 16 && bits != 24 && bits != 32) {
            throw damaged("the BMP has " + bits + " bits a pixel");
        }
        if (compression == RLE8 || compression == RLE4) {
            verifyRuns(file, pixels, size.height(), compression == RLE4);
        } else if (compression == 0 || compression == BITFIELDS) {
            require(file, pixels, (size.width() * bits + 31) / 32 * 4 * size.height());
        } else {
            throw damaged("the BMP has a compression that is not known (" + compression + ")");
        }
        return file;
    }

    /** Follows the runs to the end of the bitmap. */
    private void verifyRuns(ByteBuffer file, long start, long height, boolean nibbles) throws DamagedPictureException {
        long position = start;
        for (long row = 0; row < height;) {
            require(file, position, 2);
            int count = file.get((int) position) & 0xFF;
            int code = file.get((int) position + 1) & 0xFF;
            position += 2;
            if (count > 0) {
                continue;
            }
            if (code == 0) {
                row++;
            } else if (code == 1) {
                return;
            } else if (code == 2) {
                require(file, position, 2);
                row += file.get((int) position + 1) & 0xFF;
                position += 2;
            } else {
                int bytes = nibbles ? (code + 1) / 2 : code;
                position += bytes + (bytes & 1);
                require(file, position, 0);
            }
        }
    }

    private static int headerLength(ByteBuffer file) {
        return little(file).getInt(14);
    }

    private static ByteBuffer little(ByteBuffer file) {
        return file.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }
}
