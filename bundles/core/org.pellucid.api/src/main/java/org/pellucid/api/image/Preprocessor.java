package org.pellucid.api.image;

import java.nio.FloatBuffer;
import org.osgi.annotation.versioning.ConsumerType;
import org.pellucid.api.PellucidException;

/**
 * Turns a picture into a model's input: what an application or a plug-in does where no preset fits. An application gives
 * it with its settings; a plug-in registers it as a service with the property {@link #PREPROCESSOR}, and {@code -p NAME}
 * finds it. Safe for use by several threads.
 */
@FunctionalInterface
@ConsumerType
public interface Preprocessor {
    /**
     * Service property: the preprocessor's name, lower case with hyphens. The names of presets, {@code timm} say, cannot
     * be taken. Of two with one name the one of the higher service ranking is used.
     */
    String PREPROCESSOR = "pellucid.preprocessor";

    /**
     * Writes one picture. Perturbation methods mask what was written: 0 is what they take away to.
     *
     * @param picture the picture, not to be changed
     * @param input   width, height, channels and layout of the model's input; all else in it says nothing
     * @param target  {@code channels * height * width} values in that layout, from position 0 on; each must be written,
     *                with a number. Valid during the call only
     * @throws PellucidException if the picture cannot be prepared; the message says why
     */
    void write(Picture picture, Preprocessing input, FloatBuffer target) throws PellucidException;

    /**
     * {@return where the picture lies in what {@link #write} makes of it} Maps are shown through this: a function that
     * cuts or pads must say so. Stretched to the whole input if not overridden.
     *
     * @param picture the picture
     * @param input   as for {@link #write}
     */
    default Placement placement(Picture picture, Preprocessing input) {
        return Placement.WHOLE;
    }
}
