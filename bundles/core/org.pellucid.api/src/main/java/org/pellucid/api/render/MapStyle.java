package org.pellucid.api.render;

import java.util.Locale;

/** What shows a map in a picture file. */
public enum MapStyle {
    /** Every value has a colour. */
    COLOURS,
    /** A line runs around the part of the picture with the highest values. */
    CONTOUR;

    /** {@return the name as options take it} */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
