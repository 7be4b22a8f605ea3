package org.pellucid.render.matrix;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Tells a PNG file its resolution, so that it prints in its size. */
final class PngResolution {
    /** Signature, and the header chunk with its length, name and check sum. */
    private static final int BEFORE = 8 + 8 + 13 + 4;
    private static final int DATA = 9;
    private static final double INCH = 0.0254;

    private PngResolution() {
    }

    /** @return the same file with a {@code pHYs} chunk */
    static byte[] set(byte[] png, int dotsPerInch) {
        int dotsPerMetre = (int) Math.round(dotsPerInch / INCH);
        ByteBuffer content = ByteBuffer.allocate(4 + DATA).put("pHYs".getBytes(StandardCharsets.US_ASCII))
                .putInt(dotsPerMetre).putInt(dotsPerMetre).put((byte) 1);
        CRC32 sum = new CRC32();
        sum.update(content.array());
        return ByteBuffer.allocate(png.length + 12 + DATA).put(png, 0, BEFORE).putInt(DATA).put(content.array())
                .putInt((int) sum.getValue()).put(png, BEFORE, png.length - BEFORE).array();
    }
}
