package org.pellucid.openvino;

import java.nio.file.Path;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * What the runtime is started with.
 *
 * @param cache        where unpacked natives and compiled models are kept between runs
 * @param keepCompiled whether compiled models are kept between runs
 * @param threads      inference threads of the CPU device; 0 lets the runtime decide
 */
public record RuntimeSettings(Path cache, boolean keepCompiled, int threads) {
    /** Framework or system property with the base of all caches. */
    static final String CACHE = "pellucid.cache";

    /** Checks. */
    public RuntimeSettings {
        Objects.requireNonNull(cache, "cache");
        if (threads < 0) {
            throw new IllegalArgumentException("threads must not be negative: " + threads);
        }
    }

    /** @return what holds where nothing is configured; for use outside OSGi */
    public static RuntimeSettings defaults() {
        return new RuntimeSettings(cacheFolder("", System::getProperty), true, 0);
    }

    /**
     * @param configured  directory, empty if not configured
     * @param properties framework or system properties by name
     * @return the directory to use: configured, else {@code pellucid.cache}, else as the XDG rules say
     */
    static Path cacheFolder(String configured, UnaryOperator<String> properties) {
        String given = configured.isBlank() ? properties.apply(CACHE) : configured;
        if (given != null && !given.isBlank()) {
            return Path.of(given.strip()).toAbsolutePath().normalize();
        }
        String xdg = System.getenv("XDG_CACHE_HOME");
        // a relative value is to be ignored, says the XDG base directory specification
        Path caches = xdg != null && Path.of(xdg).isAbsolute() ? Path.of(xdg)
                : Path.of(System.getProperty("user.home", "."), ".cache");
        return caches.resolve("pellucid").toAbsolutePath().normalize();
    }
}
