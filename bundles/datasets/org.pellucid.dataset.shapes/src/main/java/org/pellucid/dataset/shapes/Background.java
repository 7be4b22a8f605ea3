package org.pellucid.dataset.shapes;

/**
 * The texture behind everything: two lattices of random values between two colours, and perhaps stripes or a
 * chequerboard. Drawn from the random numbers when made, painted later.
 */
final class Background {
    private static final int COARSE = 28;
    private static final int FINE = 8;
    private static final int PLAIN = 0;
    private static final int STRIPES = 1;

    /** Two colours, red green blue. */
    final int[] from = new int[3];
    final int[] to = new int[3];
    private final int[][] coarse;
    private final int[][] fine;
    private final int kind;
    private final int p;
    private final int q;
    private final int width;
    private final int amplitude;

    Background(SplitMix64 random) {
        for (int k = 0; k < 3; k++) {
            from[k] = random.next(256);
        }
        for (int k = 0; k < 3; k++) {
            to[k] = Canvas.clamp(from[k] + random.next(129) - 64);
        }
        coarse = lattice(random, Scene.SIZE / COARSE + 1);
        fine = lattice(random, Scene.SIZE / FINE + 1);
        kind = random.next(3);
        p = random.next(9) - 4;
        q = random.next(9) - 4;
        width = 8 + random.next(33);
        amplitude = 6 + random.next(25);
    }

    private static int[][] lattice(SplitMix64 random, int size) {
        int[][] values = new int[size][size];
        for (int[] row : values) {
            for (int i = 0; i < size; i++) {
                row[i] = random.next(256);
            }
        }
        return values;
    }

    void paint(Canvas canvas) {
        // 256 mixtures, each darker, plain or lighter: nearly all of the arithmetic is done once a scene, not a pixel
        byte[] colours = new byte[2 * 256 * 3];
        for (int v = 0; v < 256; v++) {
            for (int k = 0; k < 3; k++) {
                int mixed = (from[k] * (255 - v) + to[k] * v) / 255;
                int step = kind == PLAIN ? 0 : amplitude;
                colours[v * 3 + 2 - k] = (byte) Canvas.clamp(mixed - step);
                colours[(256 + v) * 3 + 2 - k] = (byte) Canvas.clamp(mixed + step);
            }
        }
        byte[] bgr = canvas.bgr();
        int[] coarseRow = new int[Scene.SIZE];
        int[] fineRow = new int[Scene.SIZE];
        int[] lighter = new int[Scene.SIZE];
        for (int y = 0; y < Scene.SIZE; y++) {
            interpolate(coarse, COARSE, y, coarseRow);
            interpolate(fine, FINE, y, fineRow);
            pattern(y, lighter);
            for (int x = 0; x < Scene.SIZE; x++) {
                int value = (3 * coarseRow[x] + fineRow[x]) / 4;
                int colour = (lighter[x] * 256 + value) * 3;
                int at = (y * Scene.SIZE + x) * 3;
                bgr[at] = colours[colour];
                bgr[at + 1] = colours[colour + 1];
                bgr[at + 2] = colours[colour + 2];
            }
        }
    }

    private static void interpolate(int[][] lattice, int cell, int y, int[] row) {
        int[] above = lattice[y / cell];
        int[] below = lattice[y / cell + 1];
        int fy = y % cell;
        int gy = cell - fy;
        int area = cell * cell;
        for (int i = 0; i < Scene.SIZE / cell; i++) {
            int left = above[i] * gy + below[i] * fy;
            int right = above[i + 1] * gy + below[i + 1] * fy;
            for (int fx = 0; fx < cell; fx++) {
                row[i * cell + fx] = (left * (cell - fx) + right * fx) / area;
            }
        }
    }

    private void pattern(int y, int[] lighter) {
        if (kind == PLAIN) {
            return;
        }
        for (int x = 0; x < Scene.SIZE; x++) {
            lighter[x] = (kind == STRIPES ? (x * p + y * q + 4096) / width : x / width + y / width) & 1;
        }
    }
}
