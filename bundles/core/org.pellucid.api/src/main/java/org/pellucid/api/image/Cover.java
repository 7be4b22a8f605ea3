package org.pellucid.api.image;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What stands where a part of a picture is covered, to see what a model says without it. */
public enum Cover {
    /** The picture itself, so blurred that shapes go and colours stay. */
    BLUR,
    /** Middle grey. */
    GREY,
    /** The mean colour of the picture. */
    MEAN,
    /** What the surroundings suggest, continued inwards. */
    INPAINT;

    /** {@return the name in lower case} */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * {@return the cover of that name, upper or lower case; empty if there is none}
     *
     * @param name of a cover
     */
    public static Optional<Cover> of(String name) {
        return Arrays.stream(values()).filter(each -> each.name().equalsIgnoreCase(name.strip())).findFirst();
    }
}
