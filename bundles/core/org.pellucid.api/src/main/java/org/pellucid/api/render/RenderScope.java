package org.pellucid.api.render;

/** How many files a renderer makes. */
public enum RenderScope {
    /** One a map. */
    MAP,
    /** One a picture, after the maps are written. */
    PICTURE
}
