package org.pellucid.drawing;

/**
 * A colour to draw with.
 *
 * @param red     0..255
 * @param green   0..255
 * @param blue    0..255
 * @param opacity 0..1; what lies below shines through below 1
 */
public record Ink(int red, int green, int blue, double opacity) {
    /** Opaque black. */
    public static final Ink BLACK = rgb(0x000000);
    /** Opaque white. */
    public static final Ink WHITE = rgb(0xFFFFFF);

    /** Checks the ranges. */
    public Ink {
        if ((red | green | blue) >> 8 != 0 || !(opacity >= 0 && opacity <= 1)) {
            throw new IllegalArgumentException("ink " + red + ", " + green + ", " + blue + " with opacity " + opacity
                    + ": colours must lie in 0..255, the opacity in 0..1");
        }
    }

    /**
     * @param rgb {@code 0xRRGGBB}
     * @return that colour, opaque
     */
    public static Ink rgb(int rgb) {
        return new Ink(rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255, 1);
    }

    /**
     * @param share 0..1
     * @return the same colour with that opacity
     */
    public Ink withOpacity(double share) {
        return new Ink(red, green, blue, share);
    }
}
