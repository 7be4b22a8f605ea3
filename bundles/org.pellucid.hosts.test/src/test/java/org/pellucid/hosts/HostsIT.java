package org.pellucid.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same bundles, unmodified, in hosts booted from their own artifacts: the same map, byte for byte. */
class HostsIT {
    private static final String MAP = "chelsea_Egyptian_cat.npy";

    @TempDir
    private static Path shared;
    /** The map as the plain class path gives it. */
    private static byte[] reference;

    @TempDir
    private Path folder;

    @BeforeAll
    static void explainWithoutOsgi() throws Exception {
        Path output = shared.resolve("plain");
        Hosts.run(shared, command(System.getProperty("java.class.path"), PlainHost.class, Hosts.PICTURE, output,
                Hosts.ROOT.resolve("models")));
        reference = Files.readAllBytes(output.resolve(MAP));
        assertThat(reference).as("a header and 7x7 cells").hasSize(128 + 49);
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

    @Test
    void karaf() throws Exception {
        Path karaf = Path.of(System.getProperty("pellucid.test.karaf"));
        // Neither SSH nor JMX: nothing here listens, so nothing can be in its way.
        edit(karaf.resolve("etc/org.apache.karaf.features.cfg"), "(?m)^ *(ssh|management)/[\\d.]+, *\\\\\\R", "");
        // What is not in the build's own repository is missing, and not to be looked for elsewhere.
        edit(karaf.resolve("etc/org.ops4j.pax.url.mvn.cfg"),
                "(?m)^(org\\.ops4j\\.pax\\.url\\.mvn\\.repositories=)(.*\\\\\\R)*.*", "$1");
        Path features = Hosts.ROOT.resolve("features/target");
        String printed = Hosts.run(folder, List.of("bash", karaf.resolve("bin/karaf").toString(), "clean"),
                (input, log) -> {
                    KarafConsole console = new KarafConsole(input, log);
                    console.runUntilPrinted("system.repository",
                            "config:property-list --pid org.ops4j.pax.url.mvn");
                    console.run("config:property-append --pid org.ops4j.pax.url.mvn "
                            + "org.ops4j.pax.url.mvn.defaultRepositories \", file:" + features.resolve("repository")
                            + "@id=pellucid@snapshots\"");
                    console.run("feature:repo-add file:" + features.resolve("pellucid-karaf.xml"));
                    console.run("feature:install pellucid pellucid-health");
                    console.run("service:list org.apache.felix.hc.api.HealthCheck");
                    console.run("pellucid:explain -f npy -o " + folder.resolve("maps") + " " + Hosts.PICTURE);
                    console.end("system:shutdown --force");
                });
        assertThat(printed).contains("Predicted class Egyptian_cat, index 285, probability: 0.78")
                .contains("hc.name = Pellucid natives");
        sameMap();
    }

    private static void edit(Path file, String pattern, String replacement) throws IOException {
        String text = Files.readString(file);
        String edited = text.replaceAll(pattern, replacement);
        assertThat(edited).as(file.toString()).isNotEqualTo(text);
        Files.writeString(file, edited);
    }

    private void sameMap() throws IOException {
        assertThat(folder.resolve("maps").resolve(MAP)).hasBinaryContent(reference);
    }

    private String embedded(String framework) throws Exception {
        List<Object> arguments = new ArrayList<>(
                List.of(Hosts.PICTURE, folder.resolve("maps"), folder.resolve("storage")));
        arguments.addAll(Hosts.bundles());
        String classPath = Hosts.framework(framework) + ":"
                + Hosts.TARGET.resolve("test-classes");
        return Hosts.run(folder, command(classPath, EmbeddedHost.class, arguments.toArray()));
    }

    private static List<String> command(String classPath, Class<?> main, Object... arguments) {
        return Stream.concat(
                Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath,
                        "-Dpellucid.models=" + Hosts.ROOT.resolve("models"), main.getName()),
                Arrays.stream(arguments).map(Object::toString)).toList();
    }
}
