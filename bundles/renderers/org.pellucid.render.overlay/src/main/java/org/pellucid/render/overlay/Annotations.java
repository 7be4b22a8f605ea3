package org.pellucid.render.overlay;

import java.util.Locale;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.image.Picture;
import org.pellucid.api.render.MapStyle;
import org.pellucid.api.render.RenderOptions;
import org.pellucid.drawing.Canvas;
import org.pellucid.drawing.Legend;
import org.pellucid.drawing.TextBlock;

/** Words on a painted map: a caption in its upper left corner, a legend below it. */
record Annotations(ImageService images, RenderOptions options) {
    /** A caption is a sixteenth of the picture high, a legend a little less, and both stay readable. */
    private static final double CAPTION = 1.0 / 16;
    private static final double LEGEND = 1.0 / 22;
    private static final double LEAST = 11;
    private static final double MOST = 72;
    /** A long class in a small picture gets smaller letters, before it covers more than this share of it. */
    private static final double MOST_COVERED = 0.4;
    private static final double SMALLEST = 6;
    private static final double SMALLER = 0.85;

    /** @return the very same picture if nothing is to be written */
    Picture on(Picture shown, SaliencyMap map) throws UsageException {
        if (!options.caption() && !options.legend()) {
            return shown;
        }
        int side = Math.min(shown.width(), shown.height());
        double size = Math.min(MOST, Math.max(LEAST, side * LEGEND));
        int margin = (int) Math.ceil(size / 2);
        Legend legend = options.legend() ? legend(map, size, shown.width() - 2.0 * margin) : null;
        Canvas canvas = new Canvas(shown.width(),
                shown.height() + (legend == null ? 0 : legend.height() + 2 * margin));
        canvas.put(shown, 0, 0);
        if (legend != null) {
            legend.draw(canvas, margin, shown.height() + margin);
        }
        if (options.caption()) {
            TextBlock caption = caption(map, shown, Math.min(MOST, Math.max(LEAST, side * CAPTION)));
            caption.drawLegibly(canvas, caption.size() / 3, caption.size() / 6);
        }
        return canvas.picture(shown.name());
    }

    private Legend legend(SaliencyMap map, double size, double room) throws UsageException {
        if (options.style() == MapStyle.CONTOUR) {
            String subject = map.against().map(other -> map.targetWords() + " rather than " + other.words())
                    .orElse(map.words());
            return Legend.contour(RenderOptions.CONTOUR_SHARE, subject, size, room);
        }
        Picture ramp = images.ramp(options.colormap(map));
        return map.contrastWords().map(words -> Legend.contrast(ramp, words, size, room))
                .orElseGet(() -> Legend.colours(ramp, map.words(), size, room));
    }

    private static TextBlock caption(SaliencyMap map, Picture shown, double largest) {
        String text = map.words()
                + (map.isContrast() || Double.isNaN(map.probability()) ? ""
                        : String.format(Locale.ROOT, " %.2f", map.probability()));
        TextBlock block = null;
        for (double size = largest; block == null || block.height() > MOST_COVERED * shown.height()
                && size >= SMALLEST; size *= SMALLER) {
            block = TextBlock.of(text, size, shown.width() - size);
        }
        return block;
    }
}
