package org.pellucid.api.image;

/**
 * Says where a whole picture lies in a model's input, in shares of the input's width and height: 0 is its left or upper
 * border, 1 its right or lower one. A picture with bars beside it is narrower than 1; one whose borders were cut off
 * begins before 0 and ends after 1. A saliency map covers the input, so this tells which of its cells show the picture.
 *
 * @param left   border of the picture
 * @param top    border of the picture
 * @param width  of the picture, greater than 0
 * @param height of the picture, greater than 0
 */
public record Placement(double left, double top, double width, double height) {
    /** The picture fills the input. */
    public static final Placement WHOLE = new Placement(0, 0, 1, 1);

    /** Checks that the picture has a place. */
    public Placement {
        if (!(width > 0 && height > 0) || !Double.isFinite(left + top + width + height)) {
            throw new IllegalArgumentException("a picture cannot lie at " + left + ", " + top + " with size " + width
                    + " x " + height + " of the input");
        }
    }

    /**
     * {@return where a point of the picture lies in the input, as a share of the input's width}
     *
     * @param x share of the picture's width
     */
    public double inputX(double x) {
        return left + x * width;
    }

    /**
     * {@return where a point of the picture lies in the input, as a share of the input's height}
     *
     * @param y share of the picture's height
     */
    public double inputY(double y) {
        return top + y * height;
    }

    /**
     * {@return where a point of the input lies in the picture, as a share of the picture's width; beside the picture it
     * is below 0 or above 1}
     *
     * @param x share of the input's width
     */
    public double pictureX(double x) {
        return (x - left) / width;
    }

    /**
     * {@return where a point of the input lies in the picture, as a share of the picture's height; beside the picture it
     * is below 0 or above 1}
     *
     * @param y share of the input's height
     */
    public double pictureY(double y) {
        return (y - top) / height;
    }

    /**
     * {@return whether the model sees a point of the picture}
     *
     * @param x share of the picture's width
     * @param y share of the picture's height
     */
    public boolean shows(double x, double y) {
        double u = inputX(x);
        double v = inputY(y);
        return u >= 0 && u <= 1 && v >= 0 && v <= 1;
    }
}
