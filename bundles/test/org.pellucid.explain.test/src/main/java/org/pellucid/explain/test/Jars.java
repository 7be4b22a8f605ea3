package org.pellucid.explain.test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.osgi.framework.Bundle;
import org.pellucid.explain.test.probe.ProbeActivator;

/** Writes bundles to install. */
final class Jars {
    private Jars() {
    }

    /**
     * @param bundle  installed from a file
     * @param version another for it
     * @param target  file to write: the same bundle with that version
     */
    static Path withVersion(Bundle bundle, String version, Path target) throws IOException {
        return changed(bundle, version, Map.of(), target);
    }

    /**
     * @param bundle  installed from a file
     * @param version another for it
     * @param entries other contents for some of its entries, by name
     * @param target  file to write
     */
    static Path changed(Bundle bundle, String version, Map<String, byte[]> entries, Path target) throws IOException {
        String location = bundle.getLocation().replaceFirst("^reference:", "");
        try (JarFile source = new JarFile(Path.of(URI.create(location)).toFile())) {
            Manifest manifest = source.getManifest();
            manifest.getMainAttributes().putValue("Bundle-Version", version);
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(target), manifest)) {
                for (var entry : Collections.list(source.entries())) {
                    if (!entry.isDirectory() && !entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        byte[] other = entries.get(entry.getName());
                        add(out, entry.getName(),
                                other == null ? source.getInputStream(entry) : new ByteArrayInputStream(other));
                    }
                }
            }
        }
        return target;
    }

    /**
     * @param bundle  of these tests: holds the probe's classes
     * @param headers of the probe's bundle, besides those every bundle needs
     * @param target  file to write
     */
    static Path probe(Bundle bundle, Map<String, String> headers, Path target) throws IOException {
        Manifest manifest = new Manifest();
        Map.of("Manifest-Version", "1.0", "Bundle-ManifestVersion", "2", "Bundle-SymbolicName", "probe",
                "Bundle-Activator", ProbeActivator.class.getName(), "Probe-Ranking", "0", "Probe-Auto", "0",
                "Import-Package", "org.osgi.framework,org.pellucid.api,org.pellucid.api.explain,"
                        + "org.pellucid.api.explain.spi,org.pellucid.api.model.spi,"
                        + "org.pellucid.api.model")
                .forEach(manifest.getMainAttributes()::putValue);
        headers.forEach(manifest.getMainAttributes()::putValue);
        String folder = ProbeActivator.class.getPackageName().replace('.', '/');
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(target), manifest)) {
            for (URL url : Collections.list(bundle.findEntries(folder, "*.class", false))) {
                add(out, url.getPath().substring(1), url.openStream());
            }
        }
        return target;
    }

    private static void add(JarOutputStream out, String name, InputStream content) throws IOException {
        try (content) {
            out.putNextEntry(new ZipEntry(name));
            content.transferTo(out);
            out.closeEntry();
        }
    }

    static InputStream open(Path jar) {
        try {
            return Files.newInputStream(jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
