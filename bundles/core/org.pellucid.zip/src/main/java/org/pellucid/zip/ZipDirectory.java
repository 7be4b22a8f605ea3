package org.pellucid.zip;

import java.io.IOException;

/**
 * Where the directory of an archive lies.
 *
 * @param start of its first entry in the file
 * @param end   behind its last entry
 * @param count number of entries it claims to have
 * @param shift what is to be added to positions stored in the archive, where something was put in front of it
 */
record ZipDirectory(long start, long end, long count, long shift) {
    private static final int END_SIZE = 22;
    private static final int MAX_COMMENT = 0xffff;
    private static final int END = 0x06054b50;
    private static final int END64 = 0x06064b50;
    private static final int END64_SIZE = 56;
    private static final int LOCATOR64 = 0x07064b50;
    private static final int LOCATOR64_SIZE = 20;

    /** @throws IOException if it is not there, with a reason that completes "the archive …" */
    static ZipDirectory find(ZipFileBytes file) throws IOException {
        int tailSize = (int) Math.min(file.length(), END_SIZE + MAX_COMMENT);
        byte[] tail = new byte[tailSize];
        long tailStart = file.length() - tailSize;
        file.read(tailStart, tail, 0, tailSize);
        for (int i = tailSize - END_SIZE; i >= 0; i--) {
            // the comment must reach to the end of the file, or this is a signature within the comment
            if (LittleEndian.int32(tail, i) == END && LittleEndian.int16(tail, i + 20) == tailSize - i - END_SIZE) {
                return read(file, tailStart + i, tail, i);
            }
        }
        throw new IOException("is no ZIP archive, or its end is missing");
    }

    private static ZipDirectory read(ZipFileBytes file, long endPosition, byte[] tail, int i) throws IOException {
        if (LittleEndian.int16(tail, i + 4) != LittleEndian.int16(tail, i + 6)) {
            throw new IOException("is split into several files");
        }
        long count = LittleEndian.int16(tail, i + 10);
        long size = LittleEndian.uint32(tail, i + 12);
        long offset = LittleEndian.uint32(tail, i + 16);
        long behind = endPosition;
        if (count == 0xffff || size == LittleEndian.MAX32 || offset == LittleEndian.MAX32) {
            long end64 = locate64(file, endPosition);
            if (end64 >= 0) {
                byte[] end = new byte[END64_SIZE];
                file.read(end64, end, 0, END64_SIZE);
                if (LittleEndian.int32(end, 0) != END64) {
                    throw new IOException("has a damaged end");
                }
                count = LittleEndian.int64(end, 32);
                size = LittleEndian.int64(end, 40);
                offset = LittleEndian.int64(end, 48);
                behind = end64;
            }
        }
        long start = behind - size;
        long shift = start - offset;
        if (size < 0 || offset < 0 || count < 0 || start < 0 || shift < 0) {
            throw new IOException("has a directory that lies outside the file");
        }
        return new ZipDirectory(start, behind, count, shift);
    }

    private static long locate64(ZipFileBytes file, long endPosition) throws IOException {
        if (endPosition < LOCATOR64_SIZE) {
            return -1;
        }
        byte[] locator = new byte[LOCATOR64_SIZE];
        file.read(endPosition - LOCATOR64_SIZE, locator, 0, LOCATOR64_SIZE);
        return LittleEndian.int32(locator, 0) == LOCATOR64 ? LittleEndian.int64(locator, 8) : -1;
    }
}
