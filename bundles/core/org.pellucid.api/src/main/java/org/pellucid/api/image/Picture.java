package org.pellucid.api.image;

import java.util.Objects;
import java.util.Optional;

/**
 * A decoded picture: 8-bit, three channels in BGR order, rows from the top, pixels from the left (HWC). One whose file has
 * 16 bits keeps these besides, and models get them; all that is painted is made of the 8 bits.
 *
 * @param name   file name or whatever the person who gave the picture knows it by
 * @param width  pixels, at least 1
 * @param height pixels, at least 1
 * @param bgr    {@code height * width * 3} bytes; not copied, not changed by anyone
 * @param bgr16  as many values of 16 bits, unsigned, 65535 being what 255 is in {@code bgr}; empty for a picture of 8
 *               bits; not copied, not changed by anyone
 */
public record Picture(String name, int width, int height, byte[] bgr, Optional<short[]> bgr16) {
    /** Checks that the arrays fit the size. */
    public Picture {
        Objects.requireNonNull(name, "name");
        if (width < 1 || height < 1 || bgr.length != 3L * width * height) {
            throw new IllegalArgumentException(
                    name + ": " + width + "x" + height + " BGR does not fit " + bgr.length + " bytes");
        }
        if (bgr16.isPresent() && bgr16.get().length != bgr.length) {
            throw new IllegalArgumentException(name + ": " + width + "x" + height + " BGR does not fit "
                    + bgr16.get().length + " values of 16 bits");
        }
    }

    /**
     * {@return a picture of raw pixels in the order red, green, blue}
     *
     * @param name   whatever the person who gave the picture knows it by
     * @param width  pixels, at least 1
     * @param height pixels, at least 1
     * @param rgb    {@code height * width * 3} bytes, rows from the top; copied
     * @throws IllegalArgumentException if the bytes do not fit the size
     */
    public static Picture ofRgb(String name, int width, int height, byte[] rgb) {
        byte[] bgr = rgb.clone();
        for (int i = 0; i + 2 < bgr.length; i += 3) {
            bgr[i] = rgb[i + 2];
            bgr[i + 2] = rgb[i];
        }
        return new Picture(name, width, height, bgr);
    }

    /** Makes a picture of 8 bits. */
    public Picture(String name, int width, int height, byte[] bgr) {
        this(name, width, height, bgr, Optional.empty());
    }
}
