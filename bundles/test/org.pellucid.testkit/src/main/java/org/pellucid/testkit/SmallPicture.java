package org.pellucid.testkit;

import org.pellucid.api.UsageException;
import org.pellucid.api.image.Picture;
import org.pellucid.image.OpenCvImageService;

/** A picture for tests that need many and do not look at them. */
public final class SmallPicture {
    /** Its width; it is one pixel high. */
    public static final int WIDTH = 4;
    private static final byte[] PNG = encode();

    private SmallPicture() {
    }

    /** @return the picture as PNG */
    public static byte[] png() {
        return PNG.clone();
    }

    private static byte[] encode() {
        try {
            return new OpenCvImageService().encode(new Picture("small", WIDTH, 1, new byte[3 * WIDTH]), "png");
        } catch (UsageException e) {
            throw new IllegalStateException(e);
        }
    }
}
