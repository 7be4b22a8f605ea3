package org.pellucid.dataset.shapes;

/**
 * A line of the background that distracts.
 *
 * @param x0        of one end
 * @param y0        of one end
 * @param x1        of the other end; may lie outside the picture
 * @param y1        of the other end; may lie outside the picture
 * @param thickness 1..5
 * @param red       0..255
 * @param green     0..255
 * @param blue      0..255
 */
record Stroke(int x0, int y0, int x1, int y1, int thickness, int red, int green, int blue) {
    void paint(Canvas canvas) {
        int reach = thickness / 2 + 1;
        int top = Math.max(0, Math.min(y0, y1) - reach);
        int bottom = Math.min(Scene.SIZE - 1, Math.max(y0, y1) + reach);
        int left = Math.max(0, Math.min(x0, x1) - reach);
        int right = Math.min(Scene.SIZE - 1, Math.max(x0, x1) + reach);
        for (int y = top; y <= bottom; y++) {
            for (int x = left; x <= right; x++) {
                if (contains(x, y)) {
                    canvas.set(x, y, red, green, blue);
                }
            }
        }
    }

    /** Whether the pixel's centre is within half the thickness of the line; at most about 2^30, so int is enough. */
    private boolean contains(int x, int y) {
        int dx = x1 - x0;
        int dy = y1 - y0;
        int length2 = dx * dx + dy * dy;
        int ex = x - x0;
        int ey = y - y0;
        int t = ex * dx + ey * dy;
        if (t <= 0) {
            return 4 * (ex * ex + ey * ey) <= thickness * thickness;
        }
        if (t >= length2) {
            return 4 * ((x - x1) * (x - x1) + (y - y1) * (y - y1)) <= thickness * thickness;
        }
        int across = ex * dy - ey * dx;
        return 4L * across * across <= (long) thickness * thickness * length2;
    }
}
