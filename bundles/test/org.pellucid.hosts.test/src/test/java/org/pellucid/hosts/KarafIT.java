package org.pellucid.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
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
    /** What the last line of the document printed. */
    private static String documented;

    @BeforeAll
    static void install() throws Exception {
        karaf = shared.toRealPath().resolve("karaf");
        copy(Path.of(System.getProperty("pellucid.test.karaf")), karaf);
        // Neither SSH nor JMX: nothing here listens, so nothing can be in its way.
        edit(karaf.resolve("etc/org.apache.karaf.features.cfg"), "(?m)^ *(ssh|management)/[\\d.]+, *\\\\\\R", "");
        edit(karaf.resolve("etc/org.ops4j.pax.url.mvn.cfg"),
                "(?m)^(org\\.ops4j\\.pax\\.url\\.mvn\\.repositories=)(.*\\\\\\R)*.*",
                "$1\norg.ops4j.pax.url.mvn.localRepository=" + shared.resolve("empty"));
        // The console comes when all has started.
        Files.writeString(karaf.resolve("etc/custom.properties"), "\nkaraf.delay.console=true\n",
                StandardOpenOption.APPEND);
        Files.copy(Hosts.PICTURE, karaf.resolve("chelsea.png"));
        Files.copy(Hosts.PICTURE, karaf.resolve("cat.png"));
        Files.copy(ARCHIVE, karaf.resolve("pellucid.kar"));
        console = KarafConsole.start(karaf, shared.resolve("karaf.log"));
        console.awaitCommands("kar:list", "feature:repo-list", "bundle:list", "service:list -n");
        Matcher block = Pattern.compile("(?s)```karaf\n(.*?)```")
                .matcher(Files.readString(Hosts.ROOT.resolve("docs/osgi.md")));
        assertThat(block.find()).as("docs/osgi.md says what to type in Karaf").isTrue();
        for (String line : block.group(1).lines().toList()) {
            documented = console.run(line);
        }
    }

    @AfterAll
    static void end() throws Exception {
        if (console != null) {
            console.close();
        }
    }

    @Test
    void the_document_ends_with_an_explanation() {
        assertThat(documented).contains("Predicted class Egyptian_cat").contains("cat_Egyptian_cat.jpg");
    }

    @Test
    void explains_with_the_model_that_the_feature_brings() throws Exception {
        String printed = console.run("pellucid:explain -f npy chelsea.png");
        assertThat(printed).contains("Predicted class Egyptian_cat, index 285, probability: 0.78");
        Path map = karaf.resolve("saliency_maps").resolve(Hosts.MAP);
        assertThat(map).hasBinaryContent(Hosts.mapWithoutOsgi(shared));
        assertThat(printed.lines()).as("Karaf's folder is not the user's: files are named whole")
                .contains(map.toString());
        assertThat(karaf.resolve("models/imagenet_2012.txt")).exists();
    }

    @Test
    void a_file_that_is_missing_is_said_to_be_missing_in_karafs_folder() throws Exception {
        assertThat(console.refused("pellucid:explain gone.png")).isEqualTo("gone.png: no such file in " + karaf);
        assertThat(console.refused("pellucid:explain -l gone.txt chelsea.png"))
                .startsWith("label file " + karaf + "/gone.txt: ");
        assertThat(console.refused("pellucid:explain -m gone.xml chelsea.png")).contains(karaf + "/gone.xml");
    }

    @Test
    void health_checks_are_a_feature_of_their_own() throws Exception {
        console.run("feature:install pellucid-health");
        assertThat(console.run("service:list org.apache.felix.hc.api.HealthCheck"))
                .contains("hc.name = Pellucid natives");
    }

    @Test
    void the_page_is_a_feature_of_its_own() throws Exception {
        console.run("feature:install pellucid-web");
        Matcher address = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/")
                .matcher(console.run("pellucid:serve --port 0"));
        assertThat(address.find()).isTrue();
        URI health = URI.create(address.group() + "api/health");
        HttpClient client = HttpClient.newHttpClient();
        assertThat(client.send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.ofString()).body())
                .contains("ok");
        assertThat(console.run("pellucid:serve stop")).contains("not served any more");
        assertThatThrownBy(() -> client.send(HttpRequest.newBuilder(health).build(),
                HttpResponse.BodyHandlers.discarding())).isInstanceOf(IOException.class);
    }

    @Test
    void options_and_names_are_completed() throws Exception {
        assertThat(console.run("pellucid:methods --js\t")).contains("\"methods\"");
        assertThat(console.run("pellucid:methods recip\t")).contains("reciprocam").contains("arXiv:2209.14074");
    }

    @Test
    void a_users_method_comes_back_with_the_feature() throws Exception {
        console.run("bundle:install -s " + methodOfAUser().toUri());
        assertThat(console.run("pellucid:methods")).contains("mine");
        console.run("feature:uninstall pellucid");
        console.run("feature:install pellucid");
        assertThat(console.run("pellucid:methods")).contains("mine");
        assertThat(console.run("pellucid:explain -M mine -o mine chelsea.png")).contains("Egyptian_cat");
    }

    @Test
    void nothing_was_looked_for_elsewhere() throws IOException {
        assertThat(shared.resolve("empty")).satisfiesAnyOf(empty -> assertThat(empty).doesNotExist(),
                empty -> assertThat(empty).isEmptyDirectory());
    }

    /** A bundle that is not of the feature: a method that ships, under other names. */
    private static Path methodOfAUser() throws IOException {
        Path shipped = Hosts.bundles().stream()
                .filter(bundle -> bundle.getFileName().toString().contains(".method.activationmap")).findFirst()
                .orElseThrow();
        Path jar = shared.resolve("mine.jar");
        try (JarFile source = new JarFile(shipped.toFile())) {
            Manifest manifest = source.getManifest();
            manifest.getMainAttributes().putValue("Bundle-SymbolicName", "mine");
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
                for (ZipEntry entry : Collections.list(source.entries())) {
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        byte[] content = source.getInputStream(entry).readAllBytes();
                        out.putNextEntry(new ZipEntry(entry.getName()));
                        out.write(entry.getName().endsWith("ActivationMap.xml")
                                ? new String(content, StandardCharsets.UTF_8).replace("\"activation-map\"", "\"mine\"")
                                        .getBytes(StandardCharsets.UTF_8)
                                : content);
                    }
                }
            }
        }
        return jar;
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
