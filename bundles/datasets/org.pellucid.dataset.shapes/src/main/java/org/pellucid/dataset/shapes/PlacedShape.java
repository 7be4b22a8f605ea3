package org.pellucid.dataset.shapes;

import java.util.Arrays;
import java.util.Optional;
import org.pellucid.api.dataset.Box;
import org.pellucid.api.dataset.Mask;
import org.pellucid.api.dataset.SampleObject;

/**
 * An object of a scene.
 *
 * @param shape  its class
 * @param size   32..80 pixels
 * @param angle  0..47, multiples of 7.5 degrees
 * @param x      of its centre
 * @param y      of its centre
 * @param extent no pixel of it is further from the centre, in either direction
 * @param red    0..255
 * @param green  0..255
 * @param blue   0..255
 */
record PlacedShape(Shape shape, int size, int angle, int x, int y, int extent, int red, int green, int blue) {
    /** @return its pixels: row, first column, column behind the last one, for each run */
    int[] runs() {
        int[] runs = new int[6 * 3 * (2 * extent + 1)];
        int count = 0;
        int cos = Shape.cos(angle);
        int sin = Shape.sin(angle);
        for (int dy = -extent; dy <= extent; dy++) {
            int start = 0;
            boolean inside = false;
            for (int dx = -extent; dx <= extent + 1; dx++) {
                boolean now = dx <= extent && shape.contains(dx * cos + dy * sin, dy * cos - dx * sin, size);
                if (now && !inside) {
                    start = x + dx;
                } else if (!now && inside) {
                    runs = count + 3 <= runs.length ? runs : Arrays.copyOf(runs, 2 * runs.length);
                    runs[count] = y + dy;
                    runs[count + 1] = start;
                    runs[count + 2] = x + dx;
                    count += 3;
                }
                inside = now;
            }
        }
        return Arrays.copyOf(runs, count);
    }

    SampleObject toObject() {
        Mask mask = new Mask(Scene.SIZE, Scene.SIZE, runs());
        int[] runs = mask.runs();
        int left = Scene.SIZE;
        int right = 0;
        for (int i = 0; i < runs.length; i += 3) {
            left = Math.min(left, runs[i + 1]);
            right = Math.max(right, runs[i + 2]);
        }
        return new SampleObject(shape.datasetClass(), new Box(left, runs[0], right, runs[runs.length - 3] + 1),
                Optional.of(mask));
    }
}
