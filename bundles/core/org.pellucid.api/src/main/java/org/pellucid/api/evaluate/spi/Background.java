package org.pellucid.api.evaluate.spi;

/** What stands where a mask takes the picture away. */
public enum Background {
    /** The mean colour of the preprocessing: 0 in the model's input. */
    MEAN,
    /** The picture blurred by a Gaussian of 5 pixels of the model's input, cut at 5 pixels (11x11). */
    BLURRED
}
