package org.pellucid.api.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A model that a {@link ModelLoader} has loaded. Safe for use by several threads. Methods see it as a
 * {@link org.pellucid.api.model.spi.RuntimeModel}.
 */
@ProviderType
public interface Model extends AutoCloseable {
    /** {@return folder name, or file name without {@code .xml}} */
    String name();

    /** {@return the IR's {@code .xml}} */
    Path file();

    /** {@return SHA-256 of definition and weights in hexadecimal: equal for equal content, wherever it lies} */
    String contentHash();

    /** {@return what the model says of itself} */
    ModelInfo info();

    /** {@return inputs in order} */
    List<Port> inputs();

    /** {@return outputs in order} */
    List<Port> outputs();

    /**
     * {@return the output that was chosen when the model was loaded: one of its tensor names, or the name of the
     * layer that makes it; empty if none was chosen}
     */
    Optional<String> output();

    /** Gives the handle back. The last one closed frees what was compiled. Idempotent. */
    @Override
    void close();
}
