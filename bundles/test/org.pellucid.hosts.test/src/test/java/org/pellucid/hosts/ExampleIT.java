package org.pellucid.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * The example method, and the other plug-ins of the guide, as that says: built alone, with nothing of the
 * checkout but the published API, then dropped into a running framework and used.
 */
class ExampleIT {
    private static final String NAME = "org.pellucid.example.method";
    private static final String VERSION = "0.1.0-SNAPSHOT";

    /** A file that the guide says to write, and what is to be in it. */
    private static final Pattern SOURCE = Pattern.compile("`(src/main/java/[^`]+)`.*?```java\n(.*?)```",
            Pattern.DOTALL);

    @TempDir
    private Path folder;
    private String printed;

    @Test
    void is_built_alone_and_used_in_a_running_framework() throws Exception {
        Path project = folder.resolve("project");
        copy(Hosts.ROOT.resolve("bundles/methods").resolve(NAME), project);
        Path jar = build(project);
        inFramework(context -> use(context, jar));
    }

    @Test
    void so_are_the_other_plug_ins_of_the_guide() throws Exception {
        Path project = folder.resolve("project");
        copy(Hosts.ROOT.resolve("bundles/methods").resolve(NAME), project);
        Files.delete(project.resolve("src/main/java/org/pellucid/example/method/Occlusion.java"));
        Matcher sources = SOURCE.matcher(Files.readString(Hosts.ROOT.resolve("docs/extending.md")));
        while (sources.find()) {
            Path source = project.resolve(sources.group(1));
            Files.createDirectories(source.getParent());
            Files.writeString(source, sources.group(2));
        }
        Path jar = build(project);
        inFramework(context -> useOthers(context, jar));
    }

    private interface Task {
        void run(BundleContext context) throws Exception;
    }

    private void inFramework(Task task) throws Exception {
        try (URLClassLoader felix = new URLClassLoader(
                new URL[] {Hosts.framework("org.apache.felix.framework").toUri().toURL()})) {
            Framework framework = ServiceLoader.load(FrameworkFactory.class, felix).iterator().next()
                    .newFramework(Map.of("org.osgi.framework.storage", folder.resolve("storage").toString(),
                            "pellucid.models", Hosts.ROOT.resolve("models").toString()));
            framework.start();
            try {
                BundleContext context = framework.getBundleContext();
                List<Bundle> bundles = new ArrayList<>();
                for (Path bundle : Hosts.bundles()) {
                    bundles.add(context.installBundle(bundle.toUri().toString()));
                }
                for (Bundle bundle : bundles) {
                    bundle.start();
                }
                task.run(context);
            } finally {
                framework.stop();
                framework.waitForStop(0);
            }
        }
    }

    private void useOthers(BundleContext context, Path jar) throws Exception {
        context.installBundle(jar.toUri().toString()).start();
        assertThat(run(context, "renderers")).isZero();
        assertThat(printed).contains("the map as text, a line a row");
        assertThat(run(context, "explain", "-f", "csv", "-o", "maps", Hosts.PICTURE.toString())).as(printed).isZero();
        List<String> rows = Files.readAllLines(folder.resolve("maps/chelsea_Egyptian_cat.csv"));
        assertThat(rows).hasSize(7).allMatch(row -> row.matches("\\d+(,\\d+){6}"));

        assertThat(run(context, "datasets")).isZero();
        assertThat(printed).contains("a line PICTURE,CLASS each");
        Files.writeString(folder.resolve("pictures.txt"), Hosts.PICTURE + ",Egyptian_cat\nmissing.png,tabby\n");
        assertThat(run(context, "evaluate", "-M", "reciprocam,activation-map", "--metric", "deletion", "--steps", "2",
                "list:pictures.txt")).as("one of the pictures is missing: " + printed).isEqualTo(1);
        assertThat(Files.readAllLines(folder.resolve("evaluation/pictures.csv")))
                .anyMatch(line -> line.contains("chelsea.png") && line.contains("deletion"));
        assertThat(run(context, "evaluate", "--metric", "focus", "list:pictures.txt")).as(printed).isEqualTo(1);
        assertThat(printed).contains("focus").contains("area");
        assertThat(run(context, "interpret", "--triage", "-o", "run", "list:pictures.txt")).as(printed).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("run/manifest.json"))).contains("Egyptian_cat");
        assertThat(run(context, "interpret", "--triage", "list:gone.txt")).isNotZero();
        assertThat(printed).contains("gone.txt: cannot be read");

        assertThat(run(context, "explain", "-p", "negative", "--json", Hosts.PICTURE.toString())).as(printed).isZero();
        assertThat(printed).contains("\"preset\": \"negative\"");
        assertThat(run(context, "brightness", Hosts.PICTURE.toString())).as(printed).isZero();
        assertThat(printed).matches("chelsea.png: 1\\d\\d\n");
        assertThat(run(context, "brightness", "--json", Hosts.PICTURE.toString())).as(printed).isZero();
        assertThat(printed).contains("\"pictures\"", "\"brightness\": 1");
        assertThat(run(context, "--help")).isZero();
        assertThat(printed).contains("says how bright pictures are");
    }

    private void use(BundleContext context, Path jar) throws Exception {
        assertThat(run(context, "methods")).isZero();
        assertThat(printed).doesNotContain("occlusion");

        Bundle example = context.installBundle(jar.toUri().toString());
        example.start();
        assertThat(run(context, "methods", "occlusion")).isZero();
        assertThat(printed).contains("black-box").contains("arXiv:1311.2901").contains("2..64");
        assertThat(run(context, "explain", "-M", "occlusion", "-O", "cells=5", "-f", "npy", "-o", "maps",
                Hosts.PICTURE.toString())).as(printed).isZero();
        byte[] map = Files.readAllBytes(folder.resolve("maps/chelsea_Egyptian_cat.npy"));
        assertThat(map).as("a header and 5x5 cells").hasSize(128 + 25);
        int most = 0;
        for (int cell = 0; cell < 25; cell++) {
            most = (map[128 + cell] & 0xff) > (map[128 + most] & 0xff) ? cell : most;
        }
        assertThat(most / 5).as("row of the cell that matters most: the cat's face").isBetween(1, 3);
        assertThat(run(context, "explain", "-M", "occlusion", "-O", "cells=1", Hosts.PICTURE.toString())).isEqualTo(2);
        assertThat(printed).contains("option cells=1: must be a whole number in 2..64");

        example.uninstall();
        assertThat(run(context, "methods")).isZero();
        assertThat(printed).doesNotContain("occlusion");
    }

    @SuppressWarnings("unchecked")
    private int run(BundleContext context, String... arguments) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        var entry = context.getServiceReferences(ToIntFunction.class, "(pellucid.entry=command-line)").iterator()
                .next();
        int code = context.getService(entry).applyAsInt(Map.of("arguments", arguments, "in",
                new ByteArrayInputStream(new byte[0]), "out", out, "err", out, "terminal", false, "width", 0,
                "directory", folder));
        printed = bytes.toString(StandardCharsets.UTF_8);
        return code;
    }

    private Path build(Path project) throws Exception {
        Path settings = Files.writeString(folder.resolve("settings.xml"), """
                <settings>
                  <mirrors>
                    <mirror>
                      <id>present</id>
                      <mirrorOf>central</mirrorOf>
                      <url>%s</url>
                    </mirror>
                  </mirrors>
                  <profiles>
                    <profile>
                      <id>api</id>
                      <repositories>
                        <repository>
                          <id>api</id>
                          <url>%s</url>
                        </repository>
                      </repositories>
                    </profile>
                  </profiles>
                  <activeProfiles>
                    <activeProfile>api</activeProfile>
                  </activeProfiles>
                </settings>
                """.formatted(Path.of(System.getProperty("pellucid.test.repository")).toUri(), publish().toUri()));
        // A local repository of its own: the project cannot see what else was built here.
        Hosts.run(project, List.of(System.getProperty("pellucid.test.maven"), "-B", "-s", settings.toString(),
                "-Dmaven.repo.local=" + folder.resolve("local"), "package"));
        return project.resolve("target/" + NAME + "-1.0.0.jar");
    }

    /** A repository with what would be published: the API's jar and the POMs it names. */
    private Path publish() throws IOException {
        Path repository = folder.resolve("published");
        publish(repository, "org.pellucid.api", "bundles/core/org.pellucid.api/pom.xml");
        publish(repository, "org.pellucid.cnf.bundle", "cnf/bundle/pom.xml");
        publish(repository, "org.pellucid.cnf", "cnf/pom.xml");
        Path jar = Path.of("org/pellucid/org.pellucid.api", VERSION, "org.pellucid.api-" + VERSION + ".jar");
        Files.copy(Hosts.ROOT.resolve("features/target/repository").resolve(jar), repository.resolve(jar));
        return repository;
    }

    private static void publish(Path repository, String artifact, String pom) throws IOException {
        Path place = Files.createDirectories(repository.resolve("org/pellucid").resolve(artifact).resolve(VERSION));
        Files.copy(Hosts.ROOT.resolve(pom), place.resolve(artifact + "-" + VERSION + ".pom"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(path -> !from.relativize(path).startsWith("target")).toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
