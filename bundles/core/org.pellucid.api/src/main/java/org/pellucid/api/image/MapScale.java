package org.pellucid.api.image;

import java.util.Locale;

/** Says what the values 0..255 of a map mean. */
public enum MapScale {
    /** 0 is the map's own least value and 255 its greatest. A map that is resized is stretched to 0..255 again. */
    OWN,
    /** 0 and 255 are the least and the greatest value of several maps. A map that is resized is not stretched. */
    SHARED,
    /** {@value #ZERO} is zero, less is below it and more above. A map that is resized is not stretched. */
    SIGNED;

    /** What zero is in a signed map. */
    public static final int ZERO = 128;

    /** {@return the name as files hold it} */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
