package org.pellucid.api.render;

/**
 * How a matrix is laid out.
 *
 * @param columns     pictures in a row, 1..100
 * @param dotsPerInch resolution, 36..1200: text keeps its size in points, pictures get more pixels
 */
public record MatrixOptions(int columns, int dotsPerInch) {
    /** Resolution for the screen. */
    public static final int SCREEN = 100;
    /** Highest resolution that print needs. */
    public static final int PRINT = 300;
    /** Two columns, for the screen. */
    public static final MatrixOptions DEFAULTS = new MatrixOptions(2, SCREEN);

    /** Checks the ranges. */
    public MatrixOptions {
        if (columns < 1 || columns > 100) {
            throw new IllegalArgumentException(columns + " columns: must lie in 1..100");
        }
        if (dotsPerInch < 36 || dotsPerInch > 1200) {
            throw new IllegalArgumentException(dotsPerInch + " dots per inch: must lie in 36..1200");
        }
    }
}
