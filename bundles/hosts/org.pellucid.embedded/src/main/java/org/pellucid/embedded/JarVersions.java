package org.pellucid.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/** The versions of Pellucid's jars on the class path: those of the bundles that they are as well. */
final class JarVersions {
    private JarVersions() {
    }

    /** @return versions by symbolic name; none where all jars were merged into one */
    static Map<String, String> read() {
        Map<String, String> versions = new TreeMap<>();
        try {
            for (URL url : Collections.list(JarVersions.class.getClassLoader().getResources("META-INF/MANIFEST.MF"))) {
                try (InputStream in = url.openStream()) {
                    Attributes attributes = new Manifest(in).getMainAttributes();
                    String name = String.valueOf(attributes.getValue("Bundle-SymbolicName")).split(";")[0].strip();
                    String version = attributes.getValue("Bundle-Version");
                    if (version != null && name.matches("org\\.(pellucid|bytedeco)\\..+|org\\.opencv")) {
                        versions.put(name, version);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a manifest on the class path cannot be read", e);
        }
        return versions;
    }
}
