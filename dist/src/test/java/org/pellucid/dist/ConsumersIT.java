package org.pellucid.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Maven repository, used by projects outside of the checkout that know nothing else of Pellucid. */
class ConsumersIT {
    private static final Path TARGET = Path.of(System.getProperty("pellucid.test.target"));
    private static final Path PUBLISHED = TARGET.resolve("maven");
    private static final String VERSION = System.getProperty("pellucid.test.version");
    private static final Path MODELS = Path.of(System.getProperty("pellucid.test.root"), "models");
    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static final Pattern MANAGED = Pattern
            .compile("<dependency>\\s*<groupId>org.pellucid</groupId>\\s*<artifactId>([^<]+)</artifactId>");
    private static final Pattern FEATURE_BUNDLE = Pattern
            .compile("\"id\": \"(?!org\\.pellucid:)([^:\"]+:[^:\"]+:[^:\"]+)\"");

    @TempDir
    private Path folder;

    @BeforeEach
    void projects() throws IOException {
        Path consumers = Path.of(System.getProperty("pellucid.test.consumers"));
        try (Stream<Path> files = Files.walk(consumers)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(consumers.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    @Test
    void bom_names_all_that_is_published_each_with_sources_and_javadoc() throws IOException {
        List<String> bundles = new ArrayList<>();
        try (Stream<Path> artifacts = Files.list(PUBLISHED.resolve("org/pellucid"))) {
            for (Path artifact : artifacts.sorted().toList()) {
                List<String> files = files(artifact.resolve(VERSION));
                if (files.stream().anyMatch(file -> file.endsWith(".jar"))) {
                    bundles.add(artifact.getFileName().toString());
                    assertThat(files).as("%s", artifact.getFileName())
                            .anyMatch(file -> file.endsWith("-sources.jar"))
                            .anyMatch(file -> file.endsWith("-javadoc.jar"));
                }
            }
        }
        assertThat(managed()).containsExactlyInAnyOrderElementsOf(bundles);
    }

    @Test
    void an_application_without_osgi_explains_a_picture() throws Exception {
        Path project = folder.resolve("plain");
        Program.run(project, Program.ordinary(), List.of(System.getProperty("pellucid.test.maven"), "-B", "-s",
                folder.resolve("settings.xml").toString(), "-Dmaven.repo.local=" + folder.resolve("local"),
                "-Dpresent=" + present(), "-Dpublished=" + PUBLISHED.toUri(), "-Dpellucid.version=" + VERSION,
                "compile", "dependency:copy-dependencies"));
        assertThat(Program.run(project, Program.ordinary(), List.of(JAVA, "-Dpellucid.cache=" + TARGET.resolve("cache"),
                "-cp", "target/classes" + File.pathSeparator + "target/dependency/*", "consumer.Classify",
                MODELS.toString(), MODELS.resolve("samples/chelsea.png").toString())))
                .contains("explained: Egyptian_cat");
    }

    @Test
    void a_bnd_workspace_resolves_an_application() throws Exception {
        Path workspace = folder.resolve("bnd");
        Files.createDirectory(workspace.resolve("cnf/ext"));
        Files.writeString(workspace.resolve("cnf/ext/places.bnd"), "published: %s%npresent: %s%nlocal: %s%n"
                .formatted(PUBLISHED.toUri(), present(), folder.resolve("local")));
        Files.write(workspace.resolve("cnf/pellucid.mvn"), managed().stream()
                .filter(artifact -> !artifact.equals("org.pellucid.embedded")) // no bundle
                .map(artifact -> "org.pellucid:" + artifact + ":" + VERSION).toList());
        List<String> others = new ArrayList<>(List.of(System.getProperty("pellucid.test.framework").strip()));
        FEATURE_BUNDLE.matcher(Files.readString(Path.of(System.getProperty("pellucid.test.root"),
                "features/target/pellucid.json"))).results().map(match -> match.group(1)).forEach(others::add);
        Files.write(workspace.resolve("cnf/others.mvn"), others);
        String resolved = Program.run(workspace, Program.ordinary(), List.of(JAVA, "-Duser.home=" + folder, "-jar",
                TARGET.resolve("tools/biz.aQute.bnd.jar").toString(), "resolve", "resolve", "--bundles",
                "app/app.bndrun"));
        assertThat(resolved).contains("org.pellucid.api;", "org.pellucid.explain;", "org.pellucid.render;",
                "org.pellucid.method.reciprocam;", "org.pellucid.openvino;", "org.pellucid.natives.openvino;", "org.pellucid.natives.opencv;",
                "org.apache.felix.scr;");
    }

    private static String present() {
        return Path.of(System.getProperty("pellucid.test.repository")).toUri().toString();
    }

    private static List<String> managed() throws IOException {
        Path folder = PUBLISHED.resolve("org/pellucid/org.pellucid.bom").resolve(VERSION);
        String pom = files(folder).stream().filter(file -> file.endsWith(".pom")).findFirst().orElseThrow();
        return MANAGED.matcher(Files.readString(folder.resolve(pom))).results().map(match -> match.group(1)).toList();
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
