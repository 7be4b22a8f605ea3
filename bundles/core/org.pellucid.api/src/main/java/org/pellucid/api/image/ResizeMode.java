package org.pellucid.api.image;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a picture is brought to a model's input size. The names are those of {@code resize_type} in a model's file. */
public enum ResizeMode {
    /** To exactly the size asked for; the aspect ratio is not kept. */
    STANDARD("standard"),
    /** The largest part of the input's aspect ratio is cut out of the middle, then resized. */
    CROP("crop"),
    /** Resized until the longer side fits; the rest is filled on the right and at the bottom. */
    FIT("fit_to_window"),
    /** Resized until the longer side fits; the rest is filled evenly on both sides. */
    LETTERBOX("fit_to_window_letterbox"),
    /** Resized until the shorter side exceeds the input's, by how much {@code cropShare} says; then the middle is cut out. */
    CENTRE_CROP("centre_crop"),
    /** Left to a function of the caller or a plug-in, of which no more is known. */
    OWN("own");

    private final String id;

    ResizeMode(String id) {
        this.id = id;
    }

    /** {@return the name that options, model files and reports use} */
    public String id() {
        return id;
    }

    /**
     * Finds a mode by its name.
     *
     * @param name {@linkplain #id() name}, in upper or lower case, with hyphens or underscores; {@code fit} and
     *             {@code letterbox} are understood too
     * @return the mode; empty if there is no such, or it cannot be asked for by name
     */
    public static Optional<ResizeMode> of(String name) {
        String wanted = name.strip().toLowerCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(values()).filter(mode -> mode != OWN)
                .filter(mode -> mode.id.equals(wanted) || mode.name().toLowerCase(Locale.ROOT).equals(wanted))
                .findFirst();
    }
}
