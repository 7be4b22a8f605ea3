package org.opencv.pellucid;

import java.util.Objects;

/**
 * JPEG codec that gives the pixels and the files of OpenCV's own, byte for byte, and decodes in half the time: OpenCV's
 * library for Java was built without vector instructions for JPEG. {@link NativeLibrary#load} is to be called before.
 * Safe for use by several threads.
 */
public final class Jpeg {
    private Jpeg() {
    }

    /**
     * Decodes a file of 8 bits a channel, grey or in colour, as it lies in the file: its EXIF orientation is not heeded.
     *
     * @param file   holds the file
     * @param offset of the file in it
     * @param length of the file in bytes
     * @param width  of the picture as its header says
     * @param height of the picture as its header says
     * @param bgr    takes the pixels, blue, green, red, row by row
     * @return whether all pixels are there; where not, {@code bgr} holds anything, and OpenCV shall try
     */
    public static boolean decode(byte[] file, int offset, int length, int width, int height, byte[] bgr) {
        Objects.checkFromIndexSize(offset, length, file.length);
        checkSize(width, height, bgr);
        return decode0(file, offset, length, bgr, width, height);
    }

    /**
     * Encodes pixels with halved colours, as OpenCV does.
     *
     * @param bgr     blue, green, red, row by row
     * @param width   in pixels
     * @param height  in pixels
     * @param quality from 0 to 100
     * @return the file, {@code null} where it could not be made: a JPEG has at most 65,500 pixels a side
     */
    public static byte[] encode(byte[] bgr, int width, int height, int quality) {
        checkSize(width, height, bgr);
        return encode0(bgr, width, height, quality);
    }

    /** The library trusts its caller. */
    private static void checkSize(int width, int height, byte[] bgr) {
        if (width < 1 || height < 1 || 3L * width * height != bgr.length) {
            throw new IllegalArgumentException(
                    width + "x" + height + " pixels do not fit " + bgr.length + " bytes");
        }
    }

    private static native boolean decode0(byte[] file, int offset, int length, byte[] bgr, int width, int height);

    private static native byte[] encode0(byte[] bgr, int width, int height, int quality);
}
