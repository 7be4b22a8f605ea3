package org.pellucid.dataset.shapes;

/** The pixels of a scene while it is painted, BGR. For one thread. */
final class Canvas {
    private final byte[] bgr = new byte[Scene.SIZE * Scene.SIZE * 3];

    byte[] bgr() {
        return bgr;
    }

    void set(int x, int y, int red, int green, int blue) {
        int at = (y * Scene.SIZE + x) * 3;
        bgr[at] = (byte) blue;
        bgr[at + 1] = (byte) green;
        bgr[at + 2] = (byte) red;
    }

    void fill(int[] runs, int red, int green, int blue) {
        for (int i = 0; i < runs.length; i += 3) {
            for (int x = runs[i + 1]; x < runs[i + 2]; x++) {
                set(x, runs[i], red, green, blue);
            }
        }
    }

    static int clamp(int value) {
        return value < 0 ? 0 : Math.min(value, 255);
    }
}
