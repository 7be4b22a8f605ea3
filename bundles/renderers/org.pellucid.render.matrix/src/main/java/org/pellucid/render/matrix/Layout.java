package org.pellucid.render.matrix;

import org.pellucid.api.image.Picture;
import org.pellucid.api.render.RenderOptions;
import org.pellucid.api.render.spi.MatrixOptions;
import org.pellucid.drawing.Legend;
import org.pellucid.drawing.TextBlock;

/** Sizes in pixels, from sizes in points and inches. */
final class Layout {
    private static final double POINTS_PER_INCH = 72;
    private static final double TITLE_POINTS = 14;
    private static final double CELL_POINTS = 11;
    private static final double FIGURE_INCHES = 10;
    private static final double LEAST_CELL_INCHES = 2.5;

    private final double dots;
    /** Width of a picture, and the largest height it may have. */
    final int cell;
    /** Around everything and between columns. */
    final int gap;
    final int width;

    Layout(MatrixOptions options) {
        this.dots = options.dotsPerInch();
        double inches = Math.max(FIGURE_INCHES, LEAST_CELL_INCHES * options.columns());
        gap = (int) Math.round(dots * 0.15);
        cell = ((int) Math.round(dots * inches) - (options.columns() + 1) * gap) / options.columns();
        width = options.columns() * (cell + gap) + gap;
    }

    TextBlock title(String text) {
        return TextBlock.of(text, pixels(TITLE_POINTS), room());
    }

    TextBlock cellTitle(String text) {
        return TextBlock.of(text, pixels(CELL_POINTS), cell);
    }

    /** @param ramp colours of the values 0..255 */
    Legend colours(Picture ramp, String subject) {
        return Legend.colours(ramp, subject, pixels(CELL_POINTS), room());
    }

    Legend contour(String subject) {
        return Legend.contour(RenderOptions.CONTOUR_SHARE, subject, pixels(CELL_POINTS), room());
    }

    private int room() {
        return width - 2 * gap;
    }

    private double pixels(double points) {
        return points * dots / POINTS_PER_INCH;
    }
}
