package org.pellucid.blackbox;

import org.osgi.annotation.versioning.ConsumerType;

/** Makes masks when they are needed, so that none has to be kept. */
@ConsumerType
@FunctionalInterface
public interface MaskSource {
    /**
     * @param index number of the mask, from 0; asked for in order
     * @param mask  {@code [H,W]} row-major, to be filled completely: 1 leaves a pixel of the preprocessed picture as it
     *              is, 0 makes it 0
     */
    void mask(long index, float[] mask);
}
