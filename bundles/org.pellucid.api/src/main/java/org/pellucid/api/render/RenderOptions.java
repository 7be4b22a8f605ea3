package org.pellucid.api.render;

/**
 * How maps are painted.
 *
 * @param overlay  whether the map is laid over the picture
 * @param resize   whether the map is brought to the picture's size; without it there is no overlay
 * @param colormap name of a colour map
 * @param weight   of the map in the overlay, 0..1; the picture has the rest
 */
public record RenderOptions(boolean overlay, boolean resize, String colormap, double weight) {
    /** Overlay in JET, half and half, at the picture's size. */
    public static final RenderOptions DEFAULTS = new RenderOptions(true, true, "jet", 0.5);

    /** Checks the weight. */
    public RenderOptions {
        if (!(weight >= 0 && weight <= 1)) {
            throw new IllegalArgumentException("overlay weight " + weight + ": must lie in 0..1");
        }
    }
}
