package org.pellucid.api.dataset;

/**
 * A rectangle of pixels, from the picture's upper left corner.
 *
 * @param left   first column
 * @param top    first row
 * @param right  column behind the last one
 * @param bottom row behind the last one
 */
public record Box(int left, int top, int right, int bottom) {
    /** Checks that the box is not empty. */
    public Box {
        if (right <= left || bottom <= top) {
            throw new IllegalArgumentException("box " + left + "," + top + " to " + right + "," + bottom + " is empty");
        }
    }

    /**
     * {@return whether the pixel lies inside}
     *
     * @param x column
     * @param y row
     */
    public boolean contains(int x, int y) {
        return x >= left && x < right && y >= top && y < bottom;
    }

    /** {@return number of pixels} */
    public long area() {
        return (long) (right - left) * (bottom - top);
    }
}
