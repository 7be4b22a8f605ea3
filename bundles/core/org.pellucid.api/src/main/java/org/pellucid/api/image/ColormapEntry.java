package org.pellucid.api.image;

/**
 * A colour map that can be painted with.
 *
 * @param name            as options take it
 * @param colourBlindSafe whether people with a colour vision deficiency see its order too: its brightness grows evenly,
 *                        and no two of its colours differ by red and green alone
 * @param description     what it looks like and is good for, one line
 */
public record ColormapEntry(String name, boolean colourBlindSafe, String description) {
}
