package org.pellucid.api.image;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How values between pixels are found. The names are those of {@code interpolation_type} in a model's file. */
public enum Interpolation {
    /** Between the four nearest pixels, linearly. */
    LINEAR,
    /** Between the sixteen nearest pixels, by cubic curves. */
    CUBIC,
    /** The nearest pixel. */
    NEAREST,
    /** The mean of the pixels covered; for shrinking. */
    AREA;

    /** {@return the name that options and reports use} */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Finds an interpolation by its name.
     *
     * @param name in upper or lower case
     * @return the interpolation, empty if there is no such
     */
    public static Optional<Interpolation> of(String name) {
        return Arrays.stream(values()).filter(each -> each.name().equalsIgnoreCase(name.strip())).findFirst();
    }
}
