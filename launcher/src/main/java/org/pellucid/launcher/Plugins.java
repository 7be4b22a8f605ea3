package org.pellucid.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** The folder of plug-ins, looked at for files that are no bundles: File Install passes them over in silence. */
final class Plugins {
    private final Path folder;
    /** Size and time of each file when it was last looked at. */
    private Map<Path, String> seen = new HashMap<>();
    private final Map<Path, String> judged = new HashMap<>();

    /** @param folder need not exist */
    Plugins(Path folder) {
        this.folder = folder;
    }

    /**
     * @param settled whether a file must have been the same at the last look: one being copied is no bundle yet
     * @return what is wrong with files that nothing was said of so far
     */
    List<String> troubles(boolean settled) {
        List<String> troubles = new ArrayList<>();
        Map<Path, String> now = look();
        now.forEach((file, state) -> {
            if ((!settled || state.equals(seen.get(file))) && !state.equals(judged.put(file, state))) {
                fault(file).ifPresent(fault -> troubles.add("plug-in " + file + ": " + fault));
            }
        });
        judged.keySet().retainAll(now.keySet());
        seen = now;
        return troubles;
    }

    private Map<Path, String> look() {
        Map<Path, String> files = new HashMap<>();
        try (Stream<Path> found = Files.isDirectory(folder) ? Files.list(folder) : Stream.of()) {
            for (Path file : (Iterable<Path>) found.filter(name -> name.toString().endsWith(".jar"))::iterator) {
                files.put(file, Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis());
            }
        } catch (IOException e) {
            // looked at next time
        }
        return files;
    }

    private static Optional<String> fault(Path file) {
        try (JarFile jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            return manifest == null || manifest.getMainAttributes().getValue("Bundle-SymbolicName") == null
                    ? Optional.of("no bundle, its manifest has no Bundle-SymbolicName") : Optional.empty();
        } catch (IOException e) {
            return Optional.of("no jar: " + e.getMessage());
        }
    }
}
