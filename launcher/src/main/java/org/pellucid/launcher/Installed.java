package org.pellucid.launcher;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.apache.felix.feature.impl.FeatureServiceImpl;
import org.osgi.framework.Constants;
import org.osgi.service.feature.Feature;
import org.osgi.service.feature.FeatureBundle;
import org.osgi.service.feature.FeatureExtension;
import org.osgi.service.feature.ID;

/**
 * The bundles of a feature as files. A list of them with sizes and times is kept beside the framework's storage: as
 * long as it holds, the feature need not be read and nothing installed.
 */
final class Installed {
    private static final int DEFAULT_LEVEL = 3;
    /** Line 0 of the stamp describes the feature, line 1 the configuration, line 2 the packages; then come bundles. */
    private static final int FIRST = 3;
    private static final String LAUNCHING = "framework-launching-properties";

    /**
     * A bundle.
     *
     * @param file  jar
     * @param level start level
     */
    record Entry(Path file, int level) {
    }

    /**
     * What a feature says.
     *
     * @param bundles        in the order of the feature
     * @param systemPackages what the framework is to export beside its own
     */
    record Contents(List<Entry> bundles, String systemPackages) {
    }

    private Installed() {
    }

    /** @return whether what the stamp lists is unchanged */
    static boolean holds(Path stamp, Distribution distribution) {
        try {
            List<String> lines = Files.readAllLines(stamp);
            if (lines.size() < FIRST || !lines.get(0).equals(line(distribution.feature()))
                    || !lines.get(1).equals(new Etc(distribution.etc()).fingerprint())) {
                return false;
            }
            for (String line : lines.subList(FIRST, lines.size())) {
                if (!line.equals(line(Path.of(line.substring(line.indexOf(' ', line.indexOf(' ') + 1) + 1))))) {
                    return false;
                }
            }
            return true;
        } catch (IOException | LaunchException | RuntimeException e) {
            // missing, damaged, or of a file that is gone: install anew
            return false;
        }
    }

    /** @return whether the stamp is of a feature that is not there any more */
    static boolean isGone(Path stamp) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(stamp)) {
            String[] feature = String.valueOf(lines.readLine()).split(" ", 3);
            return feature.length == 3 && !Files.exists(Path.of(feature[2]));
        } catch (NoSuchFileException | CharacterCodingException | InvalidPathException e) {
            return false; // never completed, or damaged: it says nothing
        }
    }

    /** @return how many bundles a stamp that holds lists */
    static int size(Path stamp) throws LaunchException {
        return lines(stamp).size() - FIRST;
    }

    /** @return the packages of a stamp that holds */
    static String systemPackages(Path stamp) throws LaunchException {
        return lines(stamp).get(FIRST - 1);
    }

    private static List<String> lines(Path stamp) throws LaunchException {
        try {
            return Files.readAllLines(stamp);
        } catch (IOException e) {
            throw new LaunchException("the cache file " + stamp + " cannot be read: " + e, e);
        }
    }

    static void write(Path stamp, Distribution distribution, String etc, String systemPackages, List<Entry> entries)
            throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(line(distribution.feature()));
        lines.add(etc);
        lines.add(systemPackages);
        for (Entry entry : entries) {
            lines.add(line(entry.file()));
        }
        Files.write(stamp, lines);
    }

    private static String line(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return attributes.size() + " " + attributes.lastModifiedTime().toMillis() + " " + file;
    }

    /** Reads the feature. */
    static Contents read(Distribution distribution) throws LaunchException {
        return read(distribution, distribution.feature());
    }

    /** Reads a feature of the same build. */
    static Contents read(Distribution distribution, Path file) throws LaunchException {
        try (Reader reader = Files.newBufferedReader(file)) {
            Feature feature = new FeatureServiceImpl().readFeature(reader);
            List<Entry> entries = new ArrayList<>();
            for (FeatureBundle bundle : feature.getBundles()) {
                Path jar = file(distribution.repository(), bundle.getID());
                if (!Files.isRegularFile(jar)) {
                    throw new LaunchException("bundle " + bundle.getID() + " of the feature is missing at " + jar
                            + ": build again");
                }
                Object level = bundle.getMetadata().getOrDefault("pellucid.start-level", DEFAULT_LEVEL);
                entries.add(new Entry(jar, Integer.parseInt(level.toString())));
            }
            return new Contents(entries, systemPackages(feature));
        } catch (IOException e) {
            throw new LaunchException("the feature " + file + " cannot be read (" + e.getMessage()
                    + "): build again", e);
        }
    }

    private static String systemPackages(Feature feature) {
        FeatureExtension launching = feature.getExtensions().get(LAUNCHING);
        if (launching == null) {
            return "";
        }
        try (JsonReader reader = Json.createReader(new StringReader(launching.getJSON()))) {
            return reader.readObject().getString(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, "");
        }
    }

    private static Path file(Path repository, ID id) {
        return repository.resolve(id.getGroupId().replace('.', '/')).resolve(id.getArtifactId())
                .resolve(id.getVersion()).resolve(id.getArtifactId() + "-" + id.getVersion() + ".jar");
    }
}
