package org.pellucid.dataset.shapes;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.pellucid.api.dataset.DatasetClass;

/**
 * The eight classes, in index order. Coordinates are 1024 times pixels from the object's centre, turned with it; all in
 * whole numbers, so that every machine draws the same.
 */
enum Shape {
    /** Disc. */
    CIRCLE {
        @Override
        boolean contains(long u, long v, long z) {
            return u * u + v * v <= square(512 * z);
        }
    },
    /** Square. */
    SQUARE {
        @Override
        boolean contains(long u, long v, long z) {
            return Math.abs(u) <= 451 * z && Math.abs(v) <= 451 * z;
        }
    },
    /** Equilateral triangle. */
    TRIANGLE {
        @Override
        boolean contains(long u, long v, long z) {
            return edge(u, v, z, 12) && edge(u, v, z, 28) && edge(u, v, z, 44);
        }

        private boolean edge(long u, long v, long z, int angle) {
            return u * cos(angle) + v * sin(angle) <= 317 * 1024 * z;
        }
    },
    /** Star of five points: inside at least four of five half planes. */
    STAR {
        @Override
        boolean contains(long u, long v, long z) {
            long limit = 190 * 1024 * z;
            int inside = u * 1024 <= limit ? 1 : 0;
            inside += u * 316 + v * 974 <= limit ? 1 : 0;
            inside += u * -828 + v * 602 <= limit ? 1 : 0;
            inside += u * -828 + v * -602 <= limit ? 1 : 0;
            inside += u * 316 + v * -974 <= limit ? 1 : 0;
            return inside >= 4;
        }
    },
    /** Plus sign. */
    CROSS {
        @Override
        boolean contains(long u, long v, long z) {
            long a = Math.abs(u);
            long b = Math.abs(v);
            return a <= 512 * z && b <= 164 * z || a <= 164 * z && b <= 512 * z;
        }
    },
    /** Ring. */
    RING {
        @Override
        boolean contains(long u, long v, long z) {
            long d = u * u + v * v;
            return d >= square(307 * z) && d <= square(532 * z);
        }
    },
    /** Crescent: a disc without another. */
    CRESCENT {
        @Override
        boolean contains(long u, long v, long z) {
            return u * u + v * v <= square(532 * z) && square(u - 266 * z) + v * v > square(430 * z);
        }
    },
    /** Heart: a diamond and two discs. */
    HEART {
        @Override
        boolean contains(long u, long v, long z) {
            return Math.abs(u) + Math.abs(v) <= 430 * z
                    || square(u - 215 * z) + square(v + 215 * z) <= square(304 * z)
                    || square(u + 215 * z) + square(v + 215 * z) <= square(304 * z);
        }
    };

    /** Angles are multiples of 7.5 degrees. */
    static final int ANGLES = 48;
    private static final int[] COS = {1024, 1015, 989, 946, 887, 812, 724, 623, 512, 392, 265, 134, 0, -134, -265,
            -392, -512, -623, -724, -812, -887, -946, -989, -1015, -1024, -1015, -989, -946, -887, -812, -724, -623,
            -512, -392, -265, -134, 0, 134, 265, 392, 512, 623, 724, 812, 887, 946, 989, 1015};
    private static final Shape[] ALL = values();
    private static final List<DatasetClass> CLASSES = Arrays.stream(ALL).map(shape -> {
        String label = shape.name().toLowerCase(Locale.ROOT);
        return new DatasetClass(label, label, OptionalInt.of(shape.ordinal()));
    }).toList();

    abstract boolean contains(long u, long v, long size);

    static Shape of(int index) {
        return ALL[index];
    }

    /** @return the shape of a label, if there is one */
    static Optional<Shape> of(String label) {
        return Arrays.stream(ALL).filter(shape -> shape.datasetClass().label().equals(label)).findFirst();
    }

    static int count() {
        return ALL.length;
    }

    /** @return what the data set says of this shape */
    DatasetClass datasetClass() {
        return CLASSES.get(ordinal());
    }

    static List<DatasetClass> classes() {
        return CLASSES;
    }

    /** @return 1024 times the cosine */
    static int cos(int angle) {
        return COS[angle % ANGLES];
    }

    /** @return 1024 times the sine */
    static int sin(int angle) {
        return COS[(angle + 36) % ANGLES];
    }

    private static long square(long value) {
        return value * value;
    }
}
