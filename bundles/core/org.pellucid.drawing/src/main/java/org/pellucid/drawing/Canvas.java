package org.pellucid.drawing;

import java.awt.geom.FlatteningPathIterator;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import org.pellucid.api.image.Picture;

/**
 * Pixels to put pictures and shapes on. Outlines are filled here, by exact area coverage, and not by Java2D: that wants
 * native libraries, which a JDK without desktop parts lacks. For one thread.
 */
public final class Canvas {
    private static final double FLATNESS = 0.1;

    private final int width;
    private final int height;
    private final byte[] bgr;

    /**
     * A white canvas.
     *
     * @param width  pixels
     * @param height pixels
     */
    public Canvas(int width, int height) {
        this.width = width;
        this.height = height;
        this.bgr = new byte[Math.multiplyExact(3, Math.multiplyExact(width, height))];
        Arrays.fill(bgr, (byte) 255);
    }

    /** @return width in pixels */
    public int width() {
        return width;
    }

    /** @return height in pixels */
    public int height() {
        return height;
    }

    /**
     * @param name of the picture
     * @return what was painted; nothing more may be painted then
     */
    public Picture picture(String name) {
        return new Picture(name, width, height, bgr);
    }

    /**
     * Copies a picture.
     *
     * @param picture must fit
     * @param left    pixels
     * @param top     pixels
     */
    public void put(Picture picture, int left, int top) {
        for (int y = 0; y < picture.height(); y++) {
            System.arraycopy(picture.bgr(), 3 * y * picture.width(), bgr, 3 * ((top + y) * width + left),
                    3 * picture.width());
        }
    }

    /**
     * Fills an outline. What lies outside the canvas is not painted.
     *
     * @param outline in pixels
     * @param ink     what to fill it with
     */
    public void fill(Path2D outline, Ink ink) {
        Rectangle2D bounds = outline.getBounds2D();
        int left = Math.max(0, (int) Math.floor(bounds.getMinX()));
        int top = Math.max(0, (int) Math.floor(bounds.getMinY()));
        int right = Math.min(width, (int) Math.ceil(bounds.getMaxX()) + 1);
        int bottom = Math.min(height, (int) Math.ceil(bounds.getMaxY()) + 1);
        if (right <= left || bottom <= top) {
            return;
        }
        float[] area = area(outline, left, top, right - left, bottom - top);
        for (int y = top; y < bottom; y++) {
            float covered = 0;
            for (int x = left; x < right; x++) {
                covered += area[(y - top) * (right - left + 1) + x - left];
                double share = ink.opacity() * Math.min(1, Math.abs(covered));
                if (share > 0) {
                    int at = 3 * (y * width + x);
                    bgr[at] = mixed(bgr[at], ink.blue(), share);
                    bgr[at + 1] = mixed(bgr[at + 1], ink.green(), share);
                    bgr[at + 2] = mixed(bgr[at + 2], ink.red(), share);
                }
            }
        }
    }

    private static byte mixed(byte below, int above, double share) {
        return (byte) Math.round((below & 255) * (1 - share) + above * share);
    }

    /**
     * Each edge leaves, in the pixels it crosses, the change of coverage from there to the right; running sums along a
     * row are the coverage. One spare column takes what leaves on the right.
     */
    private static float[] area(Path2D outline, int left, int top, int columns, int rows) {
        float[] area = new float[(columns + 1) * rows];
        double[] at = new double[6];
        double startX = 0;
        double startY = 0;
        double x = 0;
        double y = 0;
        for (var path = new FlatteningPathIterator(outline.getPathIterator(null), FLATNESS); !path.isDone(); path
                .next()) {
            int kind = path.currentSegment(at);
            double toX = kind == PathIterator.SEG_CLOSE ? startX : at[0] - left;
            double toY = kind == PathIterator.SEG_CLOSE ? startY : at[1] - top;
            if (kind == PathIterator.SEG_MOVETO) {
                startX = toX;
                startY = toY;
            } else {
                edge(area, columns, rows, x, y, toX, toY);
            }
            x = toX;
            y = toY;
        }
        return area;
    }

    private static void edge(float[] area, int columns, int rows, double x0, double y0, double x1, double y1) {
        if (y0 == y1) {
            return;
        }
        double direction = y0 < y1 ? 1 : -1;
        double topX = y0 < y1 ? x0 : x1;
        double topY = Math.min(y0, y1);
        double bottomY = Math.max(y0, y1);
        double slope = (x1 - x0) / (y1 - y0);
        for (int row = Math.max(0, (int) Math.floor(topY)); row < Math.min(rows, Math.ceil(bottomY)); row++) {
            double from = Math.max(row, topY);
            double to = Math.min(row + 1, bottomY);
            if (to > from) {
                span(area, row * (columns + 1), columns, topX + (from - topY) * slope, topX + (to - topY) * slope,
                        direction * (to - from));
            }
        }
    }

    /** Part of an edge within one row: from a to b, covering a signed height. */
    private static void span(float[] area, int row, int columns, double a, double b, double height) {
        double low = Math.min(Math.max(Math.min(a, b), 0), columns);
        double high = Math.min(Math.max(Math.max(a, b), 0), columns);
        int first = (int) low;
        int last = (int) Math.ceil(high);
        if (last <= first + 1) {
            double middle = (low + high) / 2 - first;
            area[row + first] += (float) (height * (1 - middle));
            area[row + Math.min(columns, first + 1)] += (float) (height * middle);
            return;
        }
        double perPixel = height / (high - low);
        for (int column = first; column < last; column++) {
            double from = Math.max(low, column);
            double to = Math.min(high, column + 1);
            double part = perPixel * (to - from);
            double middle = (from + to) / 2 - column;
            area[row + column] += (float) (part * (1 - middle));
            area[row + Math.min(columns, column + 1)] += (float) (part * middle);
        }
    }
}
