package org.pellucid.api.image;

/** How a picture is brought to a model's input size. */
public enum ResizeMode {
    /** Bilinear to exactly the size asked for; the aspect ratio is not kept. */
    STANDARD,
    /** Bilinear until the shorter side fits, then the centre is cut out. */
    CROP,
    /** Bilinear until the longer side fits, the rest filled with black on the right and at the bottom. */
    FIT
}
