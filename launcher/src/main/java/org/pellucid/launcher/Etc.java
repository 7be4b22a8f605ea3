package org.pellucid.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.apache.felix.cm.json.io.Configurations;

/**
 * The folder with configuration, in the JSON of the Configurator specification (OSGi Compendium 8, chapter 150). Its
 * files are handed to the Configurator as a bundle, since it watches bundles but no folders: a file that goes away takes
 * its configuration with it.
 */
final class Etc {
    private static final String SYMBOLIC_NAME = "org.pellucid.launcher.etc";

    private final Path folder;

    /** @param folder need not exist */
    Etc(Path folder) {
        this.folder = folder;
    }

    private List<Path> files() throws LaunchException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".json") && Files.isRegularFile(file))
                    .sorted().toList();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static LaunchException unreadable(Path path, IOException e) {
        return new LaunchException("the configuration " + path + " cannot be read: " + e.getMessage(), e);
    }

    /** @return what changes with the files; empty if there are none */
    String fingerprint() throws LaunchException {
        StringBuilder text = new StringBuilder();
        for (Path file : files()) {
            try {
                text.append(Files.size(file)).append(' ').append(Files.getLastModifiedTime(file).toMillis()).append(' ')
                        .append(file).append(';');
            } catch (IOException e) {
                throw unreadable(file, e);
            }
        }
        return text.toString();
    }

    /**
     * Packs the files as a bundle.
     *
     * @param jar replaced when the new one is whole
     * @throws LaunchException if a file is not what the Configurator takes; the message says where
     */
    void pack(Path jar) throws LaunchException {
        Path work = jar.resolveSibling(jar.getFileName() + ".part");
        try {
            try (OutputStream out = Files.newOutputStream(work);
                    JarOutputStream entries = new JarOutputStream(out, manifest())) {
                for (Path file : files()) {
                    check(file);
                    entries.putNextEntry(new JarEntry("OSGI-INF/configurator/" + file.getFileName()));
                    Files.copy(file, entries);
                    entries.closeEntry();
                }
            }
            Files.move(work, jar, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new LaunchException("the configuration in " + folder + " cannot be packed: " + e.getMessage(), e);
        }
    }

    /** The Configurator would only log what is wrong, and go on without the file. */
    private static void check(Path file) throws LaunchException {
        try (Reader reader = Files.newBufferedReader(file)) {
            Configurations.buildReader().withIdentifier(file.toString()).verifyAsBundleResource(true).build(reader)
                    .readConfigurationResource();
        } catch (IOException | RuntimeException e) {
            throw new LaunchException("the configuration " + file + " is not JSON as the Configurator takes it: "
                    + reason(e), e);
        }
    }

    private static String reason(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }

    private static Manifest manifest() {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", SYMBOLIC_NAME);
        attributes.putValue("Bundle-Name", "Pellucid configuration of this installation");
        attributes.putValue("Require-Capability", "osgi.extender;"
                + "filter:=\"(&(osgi.extender=osgi.configurator)(version>=1.0)(!(version>=2.0)))\"");
        return manifest;
    }
}
