package org.pellucid.launcher;

import java.io.File;
import java.nio.file.Path;

/**
 * What was built, and where the user keeps things.
 *
 * @param feature    the OSGi feature
 * @param repository bundles in Maven's layout
 * @param models     folders of models, separated like a class path
 * @param cache      folder for what makes the next start faster
 * @param etc        folder of configuration, need not exist
 * @param plugins    folder of bundles that are installed beside the feature, need not exist
 */
record Distribution(Path feature, Path repository, String models, Path cache, Path etc, Path plugins) {

    /**
     * An installation has all in one folder, {@code pellucid.home}. In a checkout {@code pellucid.features} is the folder
     * where features are built, and {@code pellucid.extensions} that of what the user adds.
     */
    static Distribution fromProperties() {
        Path home = absolute(System.getProperty("pellucid.home", "."));
        Path features = absolute(System.getProperty("pellucid.features", home.resolve("features").toString()));
        Path extensions = absolute(System.getProperty("pellucid.extensions", home.toString()));
        String more = System.getenv("PELLUCID_MODELS");
        Path cache = cacheFolder();
        String models = home.resolve("models") + (more == null || more.isBlank() ? "" : File.pathSeparator + more)
                + File.pathSeparator + cache.resolve("models"); // where models are fetched to
        return new Distribution(features.resolve("pellucid.json"), features.resolve("repository"), models, cache,
                folder("PELLUCID_ETC", extensions.resolve("etc")),
                folder("PELLUCID_PLUGINS", extensions.resolve("plugins")));
    }

    private static Path folder(String variable, Path byDefault) {
        String given = System.getenv(variable);
        return given == null || given.isBlank() ? byDefault : absolute(given);
    }

    private static Path absolute(String path) {
        return Path.of(path).toAbsolutePath().normalize();
    }

    /** {@code pellucid.cache} if given, otherwise as the XDG base directory specification says. */
    private static Path cacheFolder() {
        String given = System.getProperty("pellucid.cache", "");
        if (!given.isBlank()) {
            return Path.of(given).toAbsolutePath();
        }
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path base = xdg != null && Path.of(xdg).isAbsolute() ? Path.of(xdg)
                : Path.of(System.getProperty("user.home"), ".cache");
        return base.resolve("pellucid").toAbsolutePath();
    }
}
