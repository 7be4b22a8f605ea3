package org.pellucid.files;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.UnaryOperator;

/** Finds and removes folders. */
public final class Folders {
    /** Framework or system property with the folder of all caches. */
    private static final String CACHE = "pellucid.cache";

    private Folders() {
    }

    /**
     * Removes a folder with everything in it, or a file. Links are removed, not followed.
     *
     * @param folder to be removed; nothing happens if it is not there
     * @throws IOException if something in it cannot be removed
     */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException e) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /**
     * Finds the folder of the cache: the one configured, else the property {@code pellucid.cache}, else the folder that
     * the XDG base directory specification names.
     *
     * @param configured folder, empty if none is
     * @param properties framework or system properties by name
     * @return an absolute path, whether there is such a folder or not
     */
    public static Path cache(String configured, UnaryOperator<String> properties) {
        String given = configured.isBlank() ? properties.apply(CACHE) : configured;
        if (given != null && !given.isBlank()) {
            return Path.of(given.strip()).toAbsolutePath().normalize();
        }
        String xdg = System.getenv("XDG_CACHE_HOME");
        // The specification says to ignore a relative value.
        Path caches = xdg != null && Path.of(xdg).isAbsolute() ? Path.of(xdg)
                : Path.of(System.getProperty("user.home", "."), ".cache");
        return caches.resolve("pellucid").toAbsolutePath().normalize();
    }
}
