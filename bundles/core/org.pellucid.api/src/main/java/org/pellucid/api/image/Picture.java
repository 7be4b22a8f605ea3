package org.pellucid.api.image;

import java.util.Objects;

/**
 * A decoded picture: 8-bit, three channels in BGR order, rows from the top, pixels from the left (HWC).
 *
 * @param name   file name or whatever the person who gave the picture knows it by
 * @param width  pixels, at least 1
 * @param height pixels, at least 1
 * @param bgr    {@code height * width * 3} bytes; not copied, not changed by anyone
 */
public record Picture(String name, int width, int height, byte[] bgr) {
    /** Checks that the array fits the size. */
    public Picture {
        Objects.requireNonNull(name, "name");
        if (width < 1 || height < 1 || bgr.length != 3L * width * height) {
            throw new IllegalArgumentException(
                    name + ": " + width + "x" + height + " BGR does not fit " + bgr.length + " bytes");
        }
    }
}
