package org.pellucid.zip;

/** Numbers as ZIP stores them: low byte first. */
final class LittleEndian {
    /** The greatest unsigned 32-bit number; in a ZIP file it means that the value stands elsewhere. */
    static final long MAX32 = 0xffffffffL;

    private LittleEndian() {
    }

    static int int16(byte[] bytes, int at) {
        return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8;
    }

    static int int32(byte[] bytes, int at) {
        return int16(bytes, at) | int16(bytes, at + 2) << 16;
    }

    static long uint32(byte[] bytes, int at) {
        return int32(bytes, at) & MAX32;
    }

    static long int64(byte[] bytes, int at) {
        return uint32(bytes, at) | (long) int32(bytes, at + 4) << 32;
    }
}
