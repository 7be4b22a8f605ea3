package org.pellucid.drawing;

import java.awt.geom.Path2D;

/** Outlines of lines, to be filled by a {@link Canvas}. */
public final class Strokes {
    private static final int ROUND = 12;

    private Strokes() {
    }

    /**
     * Draws a line through points, with round joints and ends.
     *
     * @param x     pixels
     * @param y     pixels, as many
     * @param width of the line, pixels
     * @return its outline
     */
    public static Path2D line(double[] x, double[] y, double width) {
        Path2D outline = new Path2D.Double(Path2D.WIND_NON_ZERO);
        for (int i = 0; i < x.length; i++) {
            dot(outline, x[i], y[i], width / 2);
            if (i > 0) {
                segment(outline, x[i - 1], y[i - 1], x[i], y[i], width / 2);
            }
        }
        return outline;
    }

    /** The parts of a line must all turn the same way, or the canvas would take them from each other. */
    private static void segment(Path2D outline, double x0, double y0, double x1, double y1, double half) {
        double length = Math.hypot(x1 - x0, y1 - y0);
        if (length == 0) {
            return;
        }
        double acrossX = -(y1 - y0) / length * half;
        double acrossY = (x1 - x0) / length * half;
        outline.moveTo(x0 + acrossX, y0 + acrossY);
        outline.lineTo(x0 - acrossX, y0 - acrossY);
        outline.lineTo(x1 - acrossX, y1 - acrossY);
        outline.lineTo(x1 + acrossX, y1 + acrossY);
        outline.closePath();
    }

    private static void dot(Path2D outline, double x, double y, double radius) {
        for (int i = 0; i < ROUND; i++) {
            double angle = 2 * Math.PI * i / ROUND;
            double atX = x + radius * Math.cos(angle);
            double atY = y + radius * Math.sin(angle);
            if (i == 0) {
                outline.moveTo(atX, atY);
            } else {
                outline.lineTo(atX, atY);
            }
        }
        outline.closePath();
    }

    /**
     * @param left   pixels
     * @param top    pixels
     * @param width  pixels
     * @param height pixels
     * @return the outline of a rectangle
     */
    public static Path2D box(double left, double top, double width, double height) {
        Path2D outline = new Path2D.Double(Path2D.WIND_NON_ZERO);
        outline.moveTo(left, top);
        outline.lineTo(left + width, top);
        outline.lineTo(left + width, top + height);
        outline.lineTo(left, top + height);
        outline.closePath();
        return outline;
    }
}
