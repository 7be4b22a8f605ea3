package org.pellucid.api.evaluate.spi;

import org.osgi.annotation.versioning.ConsumerType;

/** Makes masks when they are needed, so that none has to be kept. */
@ConsumerType
@FunctionalInterface
public interface MaskWriter {
    /**
     * @param index number of the mask, from 0; asked for in order
     * @param mask  {@code [H,W]} of the model's input, row-major, to be filled completely: 1 leaves a pixel as it is, 0
     *              puts the background there
     */
    void write(int index, float[] mask);
}
