package org.pellucid.launcher;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.pellucid.testkit.TestData;

/** Lays out a checkout, or an installation, of links to what this build made. */
final class Layout {
    private static final Path ROOT = TestData.root();
    private static final Path SCRIPTS = ROOT.resolve("launcher/src/main/dist");

    private Layout() {
    }

    /**
     * A checkout in which all counts as built.
     *
     * @param name of its folder: always the same one for a test, since the cache keeps something for each
     * @return its folder
     */
    static Path checkout(String name) throws IOException {
        Path home = fresh(name);
        for (String folder : List.of("cnf", "bundles", "features", "launcher/target", "launcher/src/main/dist/lib",
                "launcher/src/test")) {
            Files.createDirectories(home.resolve(folder));
        }
        Files.createFile(home.resolve("pom.xml"));
        for (String script : List.of("launcher/pellucid", "launcher/src/main/dist/lib/start.bash")) {
            Files.copy(ROOT.resolve(script), home.resolve(script));
        }
        for (String built : List.of("models", "features/target", "launcher/target/lib")) {
            Files.createSymbolicLink(home.resolve(built), ROOT.resolve(built));
        }
        Files.createFile(home.resolve("launcher/target/built"));
        return home;
    }

    /**
     * An installation without a Java runtime.
     *
     * @param name of its folder, see above
     * @return its folder
     */
    static Path installation(String name) throws IOException {
        Path home = fresh(name);
        Files.createDirectory(home.resolve("features"));
        Files.createSymbolicLink(home.resolve("models"), ROOT.resolve("models"));
        for (String part : List.of("pellucid.json", "repository")) {
            Files.createSymbolicLink(home.resolve("features").resolve(part),
                    ROOT.resolve("features/target").resolve(part));
        }
        for (String folder : List.of("bin", "lib")) {
            copy(SCRIPTS.resolve(folder), Files.createDirectory(home.resolve(folder)));
        }
        copy(ROOT.resolve("launcher/target/lib"), home.resolve("lib"));
        return home;
    }

    private static Path fresh(String name) throws IOException {
        Path home = Command.CACHE.resolveSibling(name);
        Samples.delete(home);
        return Files.createDirectories(home);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(from)) {
            for (Path file : files) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
