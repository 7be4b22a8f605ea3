package org.pellucid.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** WebP: a RIFF file with all of its bytes and one still picture in it. */
final class WebpFormat extends PictureFormat {
    private static final int VP8 = 0x20385056;
    private static final int VP8L = 0x4C385056;
    private static final int VP8X = 0x58385056;
    private static final int ANIMATED = 2;

    WebpFormat() {
        super("WebP", new int[] {'R', 'I', 'F', 'F'});
    }

    @Override
    boolean matches(ByteBuffer file) {
        return super.matches(file) && at(file, 8, 'W', 'E', 'B', 'P');
    }

    @Override
    Size size(ByteBuffer file) throws DamagedPictureException {
        ByteBuffer little = file.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        require(file, 0, 30);
        switch (little.getInt(12)) {
            case VP8X :
                return new Size((little.getInt(24) & 0xFFFFFF) + 1L, (little.getInt(26) >>> 8) + 1L);
            case VP8L :
                if (little.get(20) != 0x2F) {
                    throw damaged("the WebP has no lossless header");
                }
                int bits = little.getInt(21);
                return new Size((bits & 0x3FFF) + 1L, (bits >>> 14 & 0x3FFF) + 1L);
            case VP8 :
                if (!at(file, 23, 0x9D, 0x01, 0x2A)) {
                    throw damaged("the WebP has no key frame");
                }
                return new Size(little.getShort(26) & 0x3FFF, little.getShort(28) & 0x3FFF);
            default :
                throw damaged("the WebP does not begin with a picture");
        }
    }

    @Override
    ByteBuffer verify(ByteBuffer file) throws DamagedPictureException {
        ByteBuffer little = file.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        long end = 8 + (little.getInt(4) & 0xFFFFFFFFL);
        require(file, 0, end);
        if (little.getInt(12) == VP8X && (little.get(20) & ANIMATED) != 0) {
            throw new DamagedPictureException(
                    "is an animated WebP, which cannot be decoded; convert it to PNG or JPEG");
        }
        for (long position = 12; position + 8 <= end;) {
            int type = little.getInt((int) position);
            long length = little.getInt((int) position + 4) & 0xFFFFFFFFL;
            require(file, position + 8, length);
            if (type == VP8 || type == VP8L) {
                return file;
            }
            position += 8 + length + (length & 1);
        }
        throw damaged("the WebP has no pixels");
    }
}
