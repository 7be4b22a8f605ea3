package org.pellucid.api.model.spi;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.pellucid.api.model.ElementType;

/**
 * A view of native memory in row-major order, owned by an {@link InferRequest}: it must not be touched after the
 * request is closed or while it runs.
 */
@ProviderType
public interface Tensor {
    /** {@return element type} */
    ElementType type();

    /** {@return dimensions} */
    List<Integer> shape();

    /** {@return the memory in native byte order} */
    ByteBuffer bytes();

    /**
     * {@return the memory as floats}
     *
     * @throws IllegalStateException unless the type is {@link ElementType#F32}
     */
    FloatBuffer floats();

    /**
     * {@return the memory as longs}
     *
     * @throws IllegalStateException unless the type is {@link ElementType#I64}
     */
    LongBuffer longs();

    /** {@return number of elements} */
    int size();
}
