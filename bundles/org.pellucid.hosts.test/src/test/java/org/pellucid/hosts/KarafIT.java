package org.pellucid.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pellucid in Apache Karaf's own distribution, with a local Maven repository that is empty and no other to look into.
 * What is typed here is what a user is told to type.
 */
class KarafIT {
    private static final Path ARCHIVE = Hosts.ROOT.resolve("features/karaf/target/pellucid.kar");

    @TempDir
    private static Path shared;
    private static Path karaf;
    private static KarafConsole console;

    @BeforeAll
    static void install() throws Exception {
        karaf = shared.toRealPath().resolve("karaf");
        copy(Path.of(System.getProperty("pellucid.test.karaf")), karaf);
        // Neither SSH nor JMX: nothing here listens, so nothing can be in its way.
        edit(karaf.resolve("etc/org.apache.karaf.features.cfg"), "(?m)^ *(ssh|management)/[\\d.]+, *\\\\\\R", "");
        edit(karaf.resolve("etc/org.ops4j.pax.url.mvn.cfg"),
                "(?m)^(org\\.ops4j\\.pax\\.url\\.mvn\\.repositories=)(.*\\\\\\R)*.*",
                "$1\norg.ops4j.pax.url.mvn.localRepository=" + shared.resolve("empty"));
        // The console comes when all has started, so that every command is there.
        Files.writeString(karaf.resolve("etc/custom.properties"), "\nkaraf.delay.console=true\n",
                StandardOpenOption.APPEND);
        Files.copy(Hosts.PICTURE, karaf.resolve("chelsea.png"));
        console = KarafConsole.start(karaf, shared.resolve("karaf.log"));
        console.run("kar:install " + ARCHIVE.toUri());
    }

    @AfterAll
    static void end() throws Exception {
        if (console != null) {
            console.close();
        }
    }

    @Test
    void explains_with_the_model_that_the_feature_brings() throws Exception {
        String printed = console.run("pellucid:explain -f npy chelsea.png");
        assertThat(printed).contains("Predicted class Egyptian_cat, index 285, probability: 0.78");
        Path map = karaf.resolve("saliency_maps").resolve(Hosts.MAP);
        assertThat(map).hasBinaryContent(Hosts.mapWithoutOsgi(shared));
        assertThat(karaf.resolve("models/imagenet_2012.txt")).exists();
    }

    @Test
    void health_checks_are_a_feature_of_their_own() throws Exception {
        console.run("feature:install pellucid-health");
        assertThat(console.run("service:list org.apache.felix.hc.api.HealthCheck"))
                .contains("hc.name = Pellucid natives");
    }

    @Test
    void nothing_was_looked_for_elsewhere() throws IOException {
        assertThat(shared.resolve("empty")).satisfiesAnyOf(empty -> assertThat(empty).doesNotExist(),
                empty -> assertThat(empty).isEmptyDirectory());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static void edit(Path file, String pattern, String replacement) throws IOException {
        String text = Files.readString(file);
        String edited = text.replaceAll(pattern, replacement);
        assertThat(edited).as(file.toString()).isNotEqualTo(text);
        Files.writeString(file, edited);
    }
}
