package org.pellucid.drawing;

import java.util.List;
import java.util.Optional;
import org.pellucid.api.image.Picture;

/**
 * Says below a picture what its colours mean: a colour bar between two words, or the sample of a line before them. It is
 * laid out for a width; what does not fit beside the sample stands below it. Immutable.
 */
public final class Legend {
    private static final double GAP = 0.5;
    private static final double LONGEST_BAR = 9;
    private static final double SHORTEST_BAR = 3;
    /** Beside the sample the words need this much room, in ems, or they go below it. */
    private static final double LEAST_ROOM = 9;
    private static final Ink GROUND = Ink.rgb(0x808080);

    private final Optional<Picture> ramp;
    private final double size;
    private final TextBlock before;
    private final TextBlock after;
    private final double bar;
    private final boolean below;

    private Legend(Optional<Picture> ramp, String before, String after, double size, double room) {
        this.ramp = ramp;
        this.size = size;
        this.before = TextBlock.of(before, size, room);
        double start = this.before.width() + (before.isEmpty() ? 0 : GAP * size);
        double words = TextBlock.of(after, size, Double.MAX_VALUE).width();
        bar = Math.max(SHORTEST_BAR * size, Math.min(LONGEST_BAR * size, room - start - GAP * size - words));
        double beside = room - start - bar - GAP * size;
        below = beside < Math.min(words, LEAST_ROOM * size);
        this.after = TextBlock.of(after, size, below ? room : beside);
    }

    /**
     * The legend of a coloured map: {@code high}, the colours from the highest value to the lowest,
     * {@code low evidence for CLASS}.
     *
     * @param ramp    the colour map's colours of the values 0..255, a picture of 256 x 1 pixels
     * @param subject what there is evidence for
     * @param size    of the text, pixels of an em
     * @param room    width in pixels
     * @return the legend
     */
    public static Legend colours(Picture ramp, String subject, double size, double room) {
        return new Legend(Optional.of(ramp), "high", "low evidence for " + subject, size, room);
    }

    /**
     * The legend of a contrast: the colours from the highest value to the lowest, {@code speaks for CLASS … for OTHER}.
     *
     * @param ramp  the colour map's colours of the values 0..255, a picture of 256 x 1 pixels
     * @param words what the two ends mean, the high one first
     * @param size  of the text, pixels of an em
     * @param room  width in pixels
     * @return the legend
     */
    public static Legend contrast(Picture ramp, String words, double size, double room) {
        return new Legend(Optional.of(ramp), "", words, size, room);
    }

    /**
     * The legend of a contour: a line, {@code around the 20 % with the highest evidence for CLASS}.
     *
     * @param share   of the picture within the contour, 0..1
     * @param subject what there is evidence for
     * @param size    of the text, pixels of an em
     * @param room    width in pixels
     * @return the legend
     */
    public static Legend contour(double share, String subject, double size, double room) {
        return new Legend(Optional.empty(), "", "around the " + Math.round(100 * share)
                + " % with the highest evidence for " + subject, size, room);
    }

    /** @return height in pixels */
    public int height() {
        int line = Math.max(before.lineHeight(), after.lineHeight());
        return below ? line + after.height() : Math.max(line, after.height());
    }

    /**
     * Draws the legend in black.
     *
     * @param canvas to draw on
     * @param left   pixels
     * @param top    pixels
     */
    public void draw(Canvas canvas, double left, double top) {
        before.draw(canvas, left, top, Ink.BLACK);
        double start = left + before.width() + (before.lines().isEmpty() ? 0 : GAP * size);
        sample(canvas, start, top + 0.25 * after.lineHeight(), 0.6 * after.lineHeight());
        if (below) {
            after.draw(canvas, left, top + after.lineHeight(), Ink.BLACK);
        } else {
            after.draw(canvas, start + bar + GAP * size, top, Ink.BLACK);
        }
    }

    private void sample(Canvas canvas, double left, double top, double height) {
        if (ramp.isEmpty()) {
            canvas.fill(Strokes.box(left, top, bar, height), GROUND);
            double y = top + height / 2;
            ContourLine.draw(canvas, List.of(new ContourLine.Piece(left + 0.15 * bar, y, left + 0.85 * bar, y)),
                    Math.max(1.5, size / 7));
            return;
        }
        byte[] colours = ramp.get().bgr();
        int columns = (int) Math.round(bar);
        for (int i = 0; i < columns; i++) {
            int at = 3 * (255 - 255 * i / Math.max(1, columns - 1));
            canvas.fill(Strokes.box(Math.round(left) + i, top, 1, height),
                    new Ink(colours[at + 2] & 255, colours[at + 1] & 255, colours[at] & 255, 1));
        }
    }
}
