package org.pellucid.api.render.spi;

import java.util.Objects;
import java.util.Optional;

/**
 * How a matrix is laid out.
 *
 * @param columns     pictures that a row has room for, 1..100
 * @param dotsPerInch resolution, 36..1200: text keeps its size in points, pictures get more pixels
 * @param legend      what stands below the pictures
 */
public record MatrixOptions(int columns, int dotsPerInch, Optional<MatrixLegend> legend) {
    /** Resolution for the screen. */
    public static final int SCREEN = 100;
    /** Highest resolution that print needs. */
    public static final int PRINT = 300;
    /** Two columns, for the screen, without a legend. */
    public static final MatrixOptions DEFAULTS = new MatrixOptions(2, SCREEN);

    /** Checks the ranges. */
    public MatrixOptions {
        Objects.requireNonNull(legend, "legend");
        if (columns < 1 || columns > 100) {
            throw new IllegalArgumentException(columns + " columns: must lie in 1..100");
        }
        if (dotsPerInch < 36 || dotsPerInch > 1200) {
            throw new IllegalArgumentException(dotsPerInch + " dots per inch: must lie in 36..1200");
        }
    }

    /**
     * No legend.
     *
     * @param columns     pictures that a row has room for, 1..100
     * @param dotsPerInch resolution, 36..1200
     */
    public MatrixOptions(int columns, int dotsPerInch) {
        this(columns, dotsPerInch, Optional.empty());
    }
}
