package org.pellucid.image;

import java.nio.ByteBuffer;

/** JPEG: every segment in place, at least one scan, and the end marker. What follows the end marker is ignored. */
final class JpegFormat extends PictureFormat {
    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int TEM = 0x01;
    private static final int APP1 = 0xE1;
    private static final int EXIF_HEADER = 6;
    private static final TiffFormat EXIF = new TiffFormat();

    JpegFormat() {
        super("JPEG", new int[] {0xFF, SOI, 0xFF});
    }

    @Override
    Size size(ByteBuffer file) throws DamagedPictureException {
        int position = 2;
        while (true) {
            position = marker(file, position);
            int marker = file.get(position - 1) & 0xFF;
            if (frame(marker)) {
                require(file, position, 7);
                return size(file, position);
            }
            if (marker == SOS || marker == EOI) {
                throw damaged("the JPEG has no frame header");
            }
            position = segmentEnd(file, position, marker);
        }
    }

    @Override
    ByteBuffer verify(ByteBuffer file) throws DamagedPictureException {
        KeptRanges kept = new KeptRanges();
        kept.keep(0, 2);
        int position = 2;
        boolean scan = false;
        while (true) {
            // Bytes that belong to no segment are skipped: libjpeg does the same, but warns.
            position = marker(file, position);
            int marker = file.get(position - 1) & 0xFF;
            int start = position - 2;
            if (marker == EOI) {
                kept.keep(start, position);
                break;
            }
            position = segmentEnd(file, position, marker);
            if (marker == SOS) {
                scan = true;
                position = scanEnd(file, position);
            }
            kept.keep(start, position);
        }
        if (!scan) {
            throw damaged("the JPEG has no pixels");
        }
        return kept.of(file);
    }

    /** Yes, unless its EXIF asks for it to be turned, or cannot be read. */
    @Override
    boolean isPlainJpeg(ByteBuffer file) {
        try {
            int marker = 0;
            for (int position = 2; marker != SOS;) {
                position = marker(file, position);
                marker = file.get(position - 1) & 0xFF;
                int end = segmentEnd(file, position, marker);
                int exif = position + 2;
                if (marker == APP1 && at(file, exif, 'E', 'x', 'i', 'f', 0, 0)
                        && EXIF.isTurned(file.slice(exif + EXIF_HEADER, end - exif - EXIF_HEADER))) {
                    return false;
                }
                position = end;
            }
            return true;
        } catch (DamagedPictureException e) {
            return false;
        }
    }

    /** @return the position behind the next marker */
    private int marker(ByteBuffer file, int from) throws DamagedPictureException {
        int limit = file.limit();
        for (int i = from; i < limit - 1; i++) {
            if (file.get(i) == (byte) 0xFF) {
                int next = file.get(i + 1) & 0xFF;
                if (next != 0 && next != 0xFF) {
                    return i + 2;
                }
            }
        }
        throw truncated(file, ", without its end marker");
    }

    private int segmentEnd(ByteBuffer file, int position, int marker) throws DamagedPictureException {
        if (marker == TEM || marker >= 0xD0 && marker <= SOI) {
            return position;
        }
        require(file, position, 2);
        int length = file.getShort(position) & 0xFFFF;
        if (length < 2) {
            throw damaged("a JPEG segment at byte " + position + " has an impossible length");
        }
        require(file, position, length);
        return position + length;
    }

    /** @return the position of the first marker that is neither a restart nor a stuffed byte */
    private int scanEnd(ByteBuffer file, int from) throws DamagedPictureException {
        byte[] bytes = file.array();
        int base = file.arrayOffset();
        int last = base + file.limit() - 1;
        for (int i = base + from; i < last; i++) {
            if (bytes[i] == (byte) 0xFF) {
                int next = bytes[i + 1] & 0xFF;
                if (next != 0 && next != 0xFF && !(next >= 0xD0 && next <= 0xD7)) {
                    return i - base;
                }
            }
        }
        throw truncated(file, ", without its end marker");
    }

    private static boolean frame(int marker) {
        // C4, C8 and CC are tables
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private static Size size(ByteBuffer file, int position) {
        return new Size(file.getShort(position + 5) & 0xFFFF, file.getShort(position + 3) & 0xFFFF);
    }
}
