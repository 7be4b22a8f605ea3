package org.pellucid.render.matrix;

import java.util.ArrayList;
import java.util.List;
import org.pellucid.api.render.MatrixOptions;

/** Sizes in pixels, from sizes in points and inches. */
final class Layout {
    private static final double POINTS_PER_INCH = 72;
    private static final double TITLE_POINTS = 14;
    private static final double CELL_POINTS = 11;
    private static final double FIGURE_INCHES = 10;
    private static final double LEAST_CELL_INCHES = 2.5;
    private static final double LINE = 1.1;

    private final Typeface face;
    private final double dots;
    /** Of a picture, and the largest height it may have. */
    final int cell;
    /** Around everything and between columns. */
    final int gap;
    final int width;

    /** Lines of text and how they are set. */
    record Text(List<String> lines, double size, int lineHeight) {
        int height() {
            return lines.size() * lineHeight;
        }
    }

    Layout(Typeface face, MatrixOptions options) {
        this.face = face;
        this.dots = options.dotsPerInch();
        double inches = Math.max(FIGURE_INCHES, LEAST_CELL_INCHES * options.columns());
        gap = (int) Math.round(dots * 0.15);
        cell = ((int) Math.round(dots * inches) - (options.columns() + 1) * gap) / options.columns();
        width = options.columns() * (cell + gap) + gap;
    }

    Text title(String text) {
        return text(text, TITLE_POINTS, width - 2 * gap);
    }

    Text cellTitle(String text) {
        return text(text, CELL_POINTS, cell);
    }

    private Text text(String text, double points, int room) {
        double size = points * dots / POINTS_PER_INCH;
        List<String> lines = Wrapping.lines(Typeface.drawable(text), room, part -> face.width(part, size));
        return new Text(new ArrayList<>(lines), size, (int) Math.ceil(LINE * size * (face.ascent() + face.descent())));
    }

    /** Sets lines, each in the middle of a column. */
    void draw(Canvas canvas, Text text, int left, int room, int top) {
        for (int i = 0; i < text.lines().size(); i++) {
            String line = text.lines().get(i);
            double x = left + Math.max(0, (room - face.width(line, text.size())) / 2);
            double y = top + i * text.lineHeight() + LINE * text.size() * face.ascent();
            canvas.fill(face.outline(line, text.size(), x, y));
        }
    }
}
