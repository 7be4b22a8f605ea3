package org.pellucid.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same bundles, unmodified, in hosts booted from their own artifacts: the same map, byte for byte. {@link KarafIT}
 * does so for Karaf.
 */
class HostsIT {
    @TempDir
    private static Path shared;
    /** The map as the plain class path gives it. */
    private static byte[] reference;

    @TempDir
    private Path folder;

    @BeforeAll
    static void explainWithoutOsgi() throws Exception {
        reference = Hosts.mapWithoutOsgi(shared);
    }

    @Test
    void felix() throws Exception {
        assertThat(embedded("org.apache.felix.framework")).contains("org.apache.felix.framework ended with code 0");
        sameMap();
    }

    @Test
    void equinox() throws Exception {
        assertThat(embedded("org.eclipse.osgi")).contains("org.eclipse.osgi ended with code 0");
        sameMap();
    }

    private void sameMap() throws IOException {
        assertThat(folder.resolve("maps").resolve(Hosts.MAP)).hasBinaryContent(reference);
    }

    private String embedded(String framework) throws Exception {
        List<Object> arguments = new ArrayList<>(
                List.of(Hosts.PICTURE, folder.resolve("maps"), folder.resolve("storage")));
        arguments.addAll(Hosts.bundles());
        String classPath = Hosts.framework(framework) + ":"
                + Hosts.TARGET.resolve("test-classes");
        return Hosts.run(folder, Hosts.java(classPath, EmbeddedHost.class, arguments.toArray()));
    }
}
