package org.pellucid.api.render.spi;

import java.util.Objects;
import org.pellucid.api.render.MapStyle;

/**
 * A legend below a matrix.
 *
 * @param style    how the maps in it are shown
 * @param colormap name of their colour map
 * @param subject  what there is evidence for: {@code the class named above the map}, say
 */
public record MatrixLegend(MapStyle style, String colormap, String subject) {
    /** Checks for {@code null}. */
    public MatrixLegend {
        Objects.requireNonNull(style, "style");
        Objects.requireNonNull(colormap, "colormap");
        Objects.requireNonNull(subject, "subject");
    }
}
