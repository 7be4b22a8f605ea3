package org.pellucid.dataset.shapes;

import java.util.ArrayList;
import java.util.List;

/**
 * A scene, drawn from the random numbers but not painted. Everything is whole numbers, so that the pixels are those of
 * the reference generator, byte for byte. Immutable.
 */
final class Scene {
    /** Width and height, pixels. */
    static final int SIZE = 224;
    private static final int MIN_COLOUR_DISTANCE = 150;
    private static final int SMALLEST = 32;
    private static final int TRIES_BEFORE_SHRINKING = 16;

    private final Background background;
    private final List<Stroke> strokes = new ArrayList<>();
    private final List<Dot> dots = new ArrayList<>();
    private final List<PlacedShape> objects = new ArrayList<>();
    private final long noiseState;

    /**
     * @param set   scenes of an even set have one object, those of an odd one two
     * @param index within the set
     */
    Scene(long set, long index) {
        SplitMix64 random = new SplitMix64(seed(set, index));
        background = new Background(random);
        int strokeCount = 3 + random.next(8);
        for (int i = 0; i < strokeCount; i++) {
            strokes.add(stroke(random));
        }
        int dotCount = random.next(6);
        for (int i = 0; i < dotCount; i++) {
            dots.add(new Dot(random.next(SIZE), random.next(SIZE), 2 + random.next(4), random.next(256),
                    random.next(256), random.next(256)));
        }
        objects.add(object(random, null));
        if ((set & 1) == 1) {
            objects.add(object(random, objects.get(0)));
        }
        noiseState = random.state();
    }

    /** The first output becomes the state, so that neighbouring scenes have nothing in common. */
    static long seed(long set, long index) {
        return new SplitMix64((set << 32) + index).next();
    }

    List<PlacedShape> objects() {
        return objects;
    }

    private static Stroke stroke(SplitMix64 random) {
        int x0 = random.next(SIZE);
        int y0 = random.next(SIZE);
        int x1 = x0 + random.next(121) - 60;
        int y1 = y0 + random.next(121) - 60;
        return new Stroke(x0, y0, x1, y1, 1 + random.next(5), random.next(256), random.next(256), random.next(256));
    }

    private PlacedShape object(SplitMix64 random, PlacedShape first) {
        int shape = first == null ? random.next(Shape.count())
                : (first.shape().ordinal() + 1 + random.next(Shape.count() - 1)) % Shape.count();
        int size = SMALLEST + random.next(49);
        int angle = random.next(Shape.ANGLES);
        int[] colour = new int[3];
        do {
            for (int k = 0; k < 3; k++) {
                colour[k] = random.next(256);
            }
        } while (distance(colour, background.from) < MIN_COLOUR_DISTANCE
                || distance(colour, background.to) < MIN_COLOUR_DISTANCE);
        int tries = 0;
        while (true) {
            tries++;
            if (tries > 1 && (tries - 1) % TRIES_BEFORE_SHRINKING == 0) {
                size = Math.max(SMALLEST, size - 8);
            }
            int extent = (size * 5 + 7) / 8;
            int x = extent + random.next(SIZE - 2 * extent);
            int y = extent + random.next(SIZE - 2 * extent);
            if (first == null || apart(first, x, y, extent)) {
                return new PlacedShape(Shape.of(shape), size, angle, x, y, extent, colour[0], colour[1], colour[2]);
            }
        }
    }

    private static boolean apart(PlacedShape first, int x, int y, int extent) {
        int dx = x - first.x();
        int dy = y - first.y();
        int reach = extent + first.extent();
        return dx * dx + dy * dy >= reach * reach;
    }

    private static int distance(int[] a, int[] b) {
        return Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]) + Math.abs(a[2] - b[2]);
    }

    /** @return {@code SIZE * SIZE * 3} bytes BGR, a new array */
    byte[] paint() {
        Canvas canvas = new Canvas();
        background.paint(canvas);
        strokes.forEach(stroke -> stroke.paint(canvas));
        dots.forEach(dot -> dot.paint(canvas));
        objects.forEach(object -> canvas.fill(object.runs(), object.red(), object.green(), object.blue()));
        addNoise(canvas.bgr());
        return canvas.bgr();
    }

    private void addNoise(byte[] bgr) {
        SplitMix64 noise = new SplitMix64(noiseState);
        int amplitude = 4 + noise.next(21);
        int[] noises = new int[256];
        for (int b = 0; b < noises.length; b++) {
            noises[b] = (b * (2 * amplitude + 1) >>> 8) - amplitude;
        }
        for (int at = 0; at < bgr.length; at += 3) {
            long z = noise.next();
            bgr[at + 2] = noisy(bgr[at + 2], noises[(int) z & 255]);
            bgr[at + 1] = noisy(bgr[at + 1], noises[(int) (z >>> 8) & 255]);
            bgr[at] = noisy(bgr[at], noises[(int) (z >>> 16) & 255]);
        }
    }

    private static byte noisy(byte value, int noise) {
        return (byte) Canvas.clamp((value & 255) + noise);
    }
}
