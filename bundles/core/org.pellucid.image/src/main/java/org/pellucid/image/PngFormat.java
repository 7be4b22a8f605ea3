package org.pellucid.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** PNG: every chunk in place, the critical ones with their checksums right, up to {@code IEND}. */
final class PngFormat extends PictureFormat {
    private static final int IHDR = 0x49484452;
    private static final int PLTE = 0x504C5445;
    private static final int IDAT = 0x49444154;
    private static final int IEND = 0x49454E44;
    private static final int TRNS = 0x74524E53;
    private static final int EXIF = 0x65584966;
    /** Bytes of a chunk around its data: length, type, checksum. */
    private static final int FRAME = 12;

    PngFormat() {
        super("PNG", new int[] {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
    }

    @Override
    Size size(ByteBuffer file) throws DamagedPictureException {
        require(file, 8, FRAME + 13);
        if (file.getInt(8) != 13 || file.getInt(12) != IHDR) {
            throw damaged("the PNG does not begin with an IHDR chunk");
        }
        return new Size(file.getInt(16) & 0xFFFFFFFFL, file.getInt(20) & 0xFFFFFFFFL);
    }

    @Override
    boolean isDeep(ByteBuffer file) {
        return file.get(24) == 16;
    }

    /** Leaves out the chunks that do not change a pixel: libpng warns about many a colour profile in use. */
    @Override
    ByteBuffer verify(ByteBuffer file) throws DamagedPictureException {
        KeptRanges kept = new KeptRanges();
        kept.keep(0, 8);
        int position = 8;
        boolean pixels = false;
        while (true) {
            require(file, position, FRAME);
            long length = file.getInt(position) & 0xFFFFFFFFL;
            require(file, position, FRAME + length);
            int type = file.getInt(position + 4);
            int end = position + FRAME + (int) length;
            boolean critical = (type & 0x20000000) == 0;
            if (critical || type == TRNS || type == EXIF) {
                if (checksum(file, position + 4, end - 4) == file.getInt(end - 4)) {
                    kept.keep(position, end);
                } else if (critical) {
                    throw damaged("the checksum of a PNG chunk (" + text(type) + " at byte " + position + ") is wrong");
                }
            }
            if (critical && type != IHDR && type != PLTE && type != IDAT && type != IEND) {
                throw damaged("the PNG has an unknown chunk (" + text(type) + " at byte " + position + ")");
            }
            pixels |= type == IDAT;
            if (type == IEND) {
                break;
            }
            position = end;
        }
        if (!pixels) {
            throw damaged("the PNG has no pixels");
        }
        return kept.of(file);
    }

    private static int checksum(ByteBuffer file, int start, int end) {
        CRC32 crc = new CRC32();
        crc.update(file.slice(start, end - start));
        return (int) crc.getValue();
    }

    private static String text(int type) {
        byte[] name = ByteBuffer.allocate(4).putInt(type).array();
        for (int i = 0; i < 4; i++) {
            if (!(name[i] >= 'A' && name[i] <= 'Z' || name[i] >= 'a' && name[i] <= 'z')) {
                name[i] = '?';
            }
        }
        return new String(name, StandardCharsets.US_ASCII);
    }
}
