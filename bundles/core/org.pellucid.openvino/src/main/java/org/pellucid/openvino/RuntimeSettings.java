package org.pellucid.openvino;

import java.nio.file.Path;
import java.util.Objects;
import org.pellucid.files.Folders;

/**
 * What the runtime is started with.
 *
 * @param cache        where unpacked natives and compiled models are kept between runs
 * @param keepCompiled whether compiled models are kept between runs
 * @param threads      inference threads of the CPU device; 0 lets the runtime decide
 */
public record RuntimeSettings(Path cache, boolean keepCompiled, int threads) {
    /** Checks. */
    public RuntimeSettings {
        Objects.requireNonNull(cache, "cache");
        if (threads < 0) {
            throw new IllegalArgumentException("threads must not be negative: " + threads);
        }
    }

    /** @return what holds where nothing is configured; for use outside OSGi */
    public static RuntimeSettings defaults() {
        return new RuntimeSettings(Folders.cache("", System::getProperty), true, 0);
    }
}
