package org.pellucid.api.render;

import java.util.Objects;
import org.pellucid.api.explain.SaliencyMap;

/**
 * How maps are painted.
 *
 * @param overlay  whether the map is laid over the picture
 * @param resize   whether the map is brought to the picture's size; without it there is no overlay
 * @param colormap name of a colour map
 * @param weight   of the map in the overlay, 0..1; the picture has the rest
 * @param style    what shows the map in a picture file
 * @param legend   whether a strip below the picture says what the colours mean
 * @param caption  whether class and probability are written into the upper left corner of the picture
 */
public record RenderOptions(boolean overlay, boolean resize, String colormap, double weight, MapStyle style,
        boolean legend, boolean caption) {
    /** Overlay in JET, half and half, at the picture's size, without legend and caption. */
    public static final RenderOptions DEFAULTS = new RenderOptions(true, true, "jet", 0.5);
    /** Colour map of contrasts, whatever that of other maps is: its middle stands for zero. */
    public static final String CONTRAST_COLORMAP = "diverging";
    /** Share of the picture within a contour. */
    public static final double CONTOUR_SHARE = 0.2;

    /** Checks the weight, and that a contour has a picture to be drawn on. */
    public RenderOptions {
        Objects.requireNonNull(style, "style");
        if (!(weight >= 0 && weight <= 1)) {
            throw new IllegalArgumentException("overlay weight " + weight + ": must lie in 0..1");
        }
        if (style == MapStyle.CONTOUR && !(overlay && resize)) {
            throw new IllegalArgumentException("a contour is drawn on the picture: it needs overlay and resizing");
        }
    }

    /**
     * Colours, without legend and caption.
     *
     * @param overlay  whether the map is laid over the picture
     * @param resize   whether the map is brought to the picture's size
     * @param colormap name of a colour map
     * @param weight   of the map in the overlay, 0..1
     */
    public RenderOptions(boolean overlay, boolean resize, String colormap, double weight) {
        this(overlay, resize, colormap, weight, MapStyle.COLOURS, false, false);
    }

    /**
     * {@return the name of the colour map that a map is painted in}
     *
     * @param map to be painted
     */
    public String colormap(SaliencyMap map) {
        return map.isContrast() ? CONTRAST_COLORMAP : colormap;
    }
}
