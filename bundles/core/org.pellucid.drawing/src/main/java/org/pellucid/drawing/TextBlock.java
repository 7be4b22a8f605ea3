package org.pellucid.drawing;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;

/**
 * A text, broken into lines that fit.
 *
 * @param lines      the lines
 * @param size       pixels of an em
 * @param lineHeight pixels from one base line to the next
 */
public record TextBlock(List<String> lines, double size, int lineHeight) {
    private static final double LEADING = 1.1;
    /** Directions in which the halo of a text is drawn. */
    private static final int HALO = 12;

    /** Copies the list. */
    public TextBlock {
        lines = List.copyOf(lines);
    }

    /**
     * Breaks a text. A line feed in it always begins a new line.
     *
     * @param text any text
     * @param size pixels of an em
     * @param room pixels a line may take
     * @return the block; no text is cut
     */
    public static TextBlock of(String text, double size, double room) {
        Typeface face = Typeface.shipped();
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\n")) {
            lines.addAll(Wrapping.lines(Typeface.drawable(line), room, part -> face.width(part, size)));
        }
        return new TextBlock(lines, size, (int) Math.ceil(LEADING * size * (face.ascent() + face.descent())));
    }

    /** @return pixels from the top of the first line to the bottom of the last */
    public int height() {
        return lines.size() * lineHeight;
    }

    /** @return pixels of the widest line */
    public double width() {
        return lines.stream().mapToDouble(line -> Typeface.shipped().width(line, size)).max().orElse(0);
    }

    /**
     * Draws the lines from the left.
     *
     * @param canvas to draw on
     * @param left   pixels
     * @param top    pixels
     * @param ink    colour
     */
    public void draw(Canvas canvas, double left, double top, Ink ink) {
        for (int i = 0; i < lines.size(); i++) {
            canvas.fill(outline(i, left, top), ink);
        }
    }

    /**
     * Draws each line in the middle of a column.
     *
     * @param canvas to draw on
     * @param left   of the column, pixels
     * @param room   of the column, pixels
     * @param top    pixels
     * @param ink    colour
     */
    public void drawCentred(Canvas canvas, double left, double room, double top, Ink ink) {
        for (int i = 0; i < lines.size(); i++) {
            double width = Typeface.shipped().width(lines.get(i), size);
            canvas.fill(outline(i, left + Math.max(0, (room - width) / 2), top), ink);
        }
    }

    /**
     * Draws white lines with a black halo, which can be read on any picture.
     *
     * @param canvas to draw on
     * @param left   pixels
     * @param top    pixels
     */
    public void drawLegibly(Canvas canvas, double left, double top) {
        double radius = Math.max(1, size / 9);
        for (int i = 0; i < lines.size(); i++) {
            Path2D outline = outline(i, left, top);
            for (int step = 0; step < HALO; step++) {
                double angle = 2 * Math.PI * step / HALO;
                Path2D moved = new Path2D.Double(outline);
                moved.transform(AffineTransform.getTranslateInstance(radius * Math.cos(angle),
                        radius * Math.sin(angle)));
                canvas.fill(moved, Ink.BLACK);
            }
            canvas.fill(outline, Ink.WHITE);
        }
    }

    private Path2D outline(int line, double left, double top) {
        Typeface face = Typeface.shipped();
        return face.outline(lines.get(line), size, left, top + line * lineHeight + LEADING * size * face.ascent());
    }
}
