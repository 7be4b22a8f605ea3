package org.pellucid.render.overlay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.image.Picture;
import org.pellucid.api.render.RenderOptions;
import org.pellucid.drawing.Canvas;
import org.pellucid.drawing.ContourLine;
import org.pellucid.drawing.ContourLine.Piece;

/** A line around the part of a picture with the highest values of a map. */
final class Contour {
    /** Longest side of the grid the line is found in: maps are smooth, so a finer one would show nothing more. */
    private static final int GRID = 256;
    private static final double LEAST_WIDTH = 1.5;
    private static final double WIDTH = 1.0 / 250;

    private final int[] values;
    private final int width;
    private final int height;

    private Contour(byte[] map, int width, int height) {
        this.width = width + 2;
        this.height = height + 2;
        // A rim of nothing: the line is closed where the region reaches the edge of the picture.
        values = new int[this.width * this.height];
        Arrays.fill(values, -1);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                values[(y + 1) * this.width + x + 1] = map[y * width + x] & 255;
            }
        }
    }

    /**
     * Draws the line around the highest {@link RenderOptions#CONTOUR_SHARE} of a map.
     *
     * @param canvas holds the picture
     * @param images resizes
     * @param map    of the picture
     */
    static void draw(Canvas canvas, ImageService images, SaliencyMap map) {
        double scale = Math.min(1, (double) GRID / Math.max(canvas.width(), canvas.height()));
        int columns = Math.max(1, (int) Math.round(canvas.width() * scale));
        int rows = Math.max(1, (int) Math.round(canvas.height() * scale));
        Contour contour = new Contour(images.resizeMap(map.values(), map.width(), map.height(), map.scale(),
                map.placement(), columns, rows), columns, rows);
        double acrossX = (double) canvas.width() / columns;
        double acrossY = (double) canvas.height() / rows;
        double line = Math.max(LEAST_WIDTH, Math.max(canvas.width(), canvas.height()) * WIDTH);
        List<Piece> pieces = contour.pieces(contour.level()).stream()
                .map(each -> new Piece(inside(each.x0() * acrossX, canvas.width(), line),
                        inside(each.y0() * acrossY, canvas.height(), line),
                        inside(each.x1() * acrossX, canvas.width(), line),
                        inside(each.y1() * acrossY, canvas.height(), line)))
                .toList();
        ContourLine.draw(canvas, pieces, line);
    }

    /** The line along the edge of a picture must not be cut by it. */
    private static double inside(double at, int length, double line) {
        return Math.min(length - line, Math.max(line, at));
    }

    /** @return between the values within the region and those without; a flat map has no line */
    double level() {
        int[] count = new int[256];
        int all = 0;
        for (int value : values) {
            if (value >= 0) {
                count[value]++;
                all++;
            }
        }
        long most = Math.round(RenderOptions.CONTOUR_SHARE * all);
        int level = 255;
        for (long above = count[255]; level > 0 && above + count[level - 1] <= most; level--) {
            above += count[level - 1];
        }
        return level - 0.5;
    }

    /** Follows the level by marching squares, in cells of the grid: between four neighbours the line passes where the value is the level. */
    List<Piece> pieces(double level) {
        List<Piece> pieces = new ArrayList<>();
        for (int y = 0; y + 1 < height; y++) {
            for (int x = 0; x + 1 < width; x++) {
                square(pieces, x, y, level);
            }
        }
        return pieces;
    }

    private void square(List<Piece> pieces, int x, int y, double level) {
        int at = y * width + x;
        // corners in a ring; an edge between a corner within and one without holds an end of a piece
        int[] ring = {values[at], values[at + 1], values[at + 1 + width], values[at + width], values[at]};
        double[] cornerX = {x, x + 1, x + 1, x, x};
        double[] cornerY = {y, y, y + 1, y + 1, y};
        double[] ends = new double[8];
        int found = 0;
        for (int i = 0; i < 4; i++) {
            if (ring[i] > level != ring[i + 1] > level) {
                double t = (level - ring[i]) / (ring[i + 1] - ring[i]);
                // A value lies in the middle of its cell, and the rim is one cell wide: half a cell remains.
                ends[found++] = cornerX[i] + t * (cornerX[i + 1] - cornerX[i]) - 0.5;
                ends[found++] = cornerY[i] + t * (cornerY[i + 1] - cornerY[i]) - 0.5;
            }
        }
        for (int i = 0; i < found; i += 4) {
            pieces.add(new Piece(ends[i], ends[i + 1], ends[i + 2], ends[i + 3]));
        }
    }
}
