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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * The example method as its guide says: built alone, with nothing of the checkout but the published API, then dropped
 * into a running framework and used.
 */
class ExampleIT {
    private static final String NAME = "org.pellucid.example.method";
    private static final String VERSION = "0.1.0-SNAPSHOT";

    @TempDir
    private Path folder;
    private String printed;

    @Test
    void is_built_alone_and_used_in_a_running_framework() throws Exception {
        Path jar = build();
        try (URLClassLoader felix = new URLClassLoader(
                new URL[] {Hosts.framework("org.apache.felix.framework").toUri().toURL()})) {
            Framework framework = ServiceLoader.load(FrameworkFactory.class, felix).iterator().next()
                    .newFramework(Map.of("org.osgi.framework.storage", folder.resolve("storage").toString(),
                            "pellucid.models", Hosts.ROOT.resolve("models").toString()));
            framework.start();
            try {
                use(framework.getBundleContext(), jar);
            } finally {
                framework.stop();
                framework.waitForStop(0);
            }
        }
    }

    private void use(BundleContext context, Path jar) throws Exception {
        List<Bundle> bundles = new ArrayList<>();
        for (Path bundle : Hosts.bundles()) {
            bundles.add(context.installBundle(bundle.toUri().toString()));
        }
        for (Bundle bundle : bundles) {
            bundle.start();
        }
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

    private Path build() throws Exception {
        Path project = folder.resolve("project");
        copy(Hosts.ROOT.resolve("bundles").resolve(NAME), project);
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
        publish(repository, "org.pellucid.api", "bundles/org.pellucid.api/pom.xml");
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
