package org.pellucid.dataset.shapes;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.pellucid.api.UsageException;
import org.pellucid.api.dataset.spi.DatasetLocation;

/**
 * A chequered mark in the lower left corner of some scenes of one class, which a model may take for the class itself.
 * Immutable.
 *
 * @param shape class of the scenes, which is that of their first object
 * @param share of those scenes that carry it, 0..1
 */
record Watermark(Shape shape, double share) {
    static final String OPTION = "watermark";
    private static final Pattern VALUE = Pattern.compile("(\\w+):(\\d*\\.?\\d+)");
    private static final int LEFT = 4;
    private static final int TOP = 192;
    private static final int SIDE = 28;
    private static final int CELL = 4;
    /** Of 256 parts, what is kept of the scene. */
    private static final int KEPT = 77;
    private static final int WHITE = 255 * (256 - KEPT);
    /** Parts the numbers that choose scenes from those that draw them. */
    private static final long OWN_NUMBERS = 0x77617465726d6bL;
    private static final int STEPS = 1 << 24;

    /** @return the one that the option asks for, as in {@code heart:0.45} */
    static Optional<Watermark> of(DatasetLocation location) throws UsageException {
        String text = location.options().get(OPTION);
        if (text == null) {
            return Optional.empty();
        }
        Matcher matcher = VALUE.matcher(text);
        Optional<Shape> shape = matcher.matches() ? Shape.of(matcher.group(1)) : Optional.empty();
        if (shape.isEmpty() || Double.parseDouble(matcher.group(2)) > 1) {
            throw new UsageException("data set " + location + ": watermark " + text + ": must be CLASS:SHARE, as in"
                    + " heart:0.45, with a share in 0..1 and a class of " + Shape.classes().stream()
                            .map(each -> each.label()).collect(Collectors.joining(", ")));
        }
        return Optional.of(new Watermark(shape.get(), Double.parseDouble(matcher.group(2))));
    }

    /** @return whether the scene carries it; the same scenes always, and more of them with a greater share */
    boolean isOn(Scene scene, long set, long index) {
        return scene.objects().get(0).shape() == shape
                && new SplitMix64(Scene.seed(set, index) ^ OWN_NUMBERS).next(STEPS) < share * STEPS;
    }

    /** @param bgr pixels of a scene, changed */
    static void paint(byte[] bgr) {
        for (int y = TOP; y < TOP + SIDE; y++) {
            for (int x = LEFT; x < LEFT + SIDE; x++) {
                boolean white = ((x - LEFT) / CELL + (y - TOP) / CELL) % 2 == 0;
                int at = (y * Scene.SIZE + x) * 3;
                for (int k = at; k < at + 3; k++) {
                    bgr[k] = (byte) ((bgr[k] & 255) * KEPT + (white ? WHITE : 0) >> 8);
                }
            }
        }
    }
}
