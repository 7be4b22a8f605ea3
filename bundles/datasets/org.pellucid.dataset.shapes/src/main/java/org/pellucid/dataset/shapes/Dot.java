package org.pellucid.dataset.shapes;

/**
 * A dot of the background that distracts.
 *
 * @param x      of its centre
 * @param y      of its centre
 * @param radius 2..5
 * @param red    0..255
 * @param green  0..255
 * @param blue   0..255
 */
record Dot(int x, int y, int radius, int red, int green, int blue) {
    void paint(Canvas canvas) {
        for (int py = Math.max(0, y - radius); py <= Math.min(Scene.SIZE - 1, y + radius); py++) {
            for (int px = Math.max(0, x - radius); px <= Math.min(Scene.SIZE - 1, x + radius); px++) {
                if ((px - x) * (px - x) + (py - y) * (py - y) <= radius * radius) {
                    canvas.set(px, py, red, green, blue);
                }
            }
        }
    }
}
