package org.pellucid.drawing;

import java.util.List;

/** A line as contours are drawn: white between black edges, which is seen on any picture. */
public final class ContourLine {
    private static final double EDGES = 2.2;

    private ContourLine() {
    }

    /**
     * A straight piece of a contour, in pixels.
     *
     * @param x0 of one end
     * @param y0 of one end
     * @param x1 of the other end
     * @param y1 of the other end
     */
    public record Piece(double x0, double y0, double x1, double y1) {
        void draw(Canvas canvas, double width, Ink ink) {
            canvas.fill(Strokes.line(new double[] {x0, x1}, new double[] {y0, y1}, width), ink);
        }
    }

    /**
     * Draws a contour: first the edges of all pieces, so that none covers the white of its neighbour.
     *
     * @param canvas to draw on
     * @param pieces of the contour
     * @param width  of the white line, pixels
     */
    public static void draw(Canvas canvas, List<Piece> pieces, double width) {
        pieces.forEach(piece -> piece.draw(canvas, EDGES * width, Ink.BLACK));
        pieces.forEach(piece -> piece.draw(canvas, width, Ink.WHITE));
    }
}
