package org.pellucid.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where models, pictures and reference maps lie. The repository's own {@code models/} is always there; the larger data
 * folder {@code ../shared/data} is not for a reader who only has the repository, and what needs it is skipped then.
 */
public final class TestData {
    private TestData() {
    }

    /** @return the root of the checkout, looked for upwards from the working directory */
    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isDirectory(folder.resolve("cnf"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("not inside a checkout of Pellucid: " + Path.of("").toAbsolutePath());
        }
        return folder;
    }

    /** @return the folder of the models that ship */
    public static Path models() {
        return root().resolve("models");
    }

    /**
     * @param name of a sample picture
     * @return its file
     */
    public static Path sample(String name) {
        return models().resolve("samples").resolve(name);
    }

    /**
     * @param file one network in every format: {@code twin.xml}, {@code twin.onnx}, {@code twin.pb}, {@code twin} (a
     *             SavedModel), {@code twin.tflite}, {@code twin.pdmodel}; made by {@code twins.py} beside them
     * @return that file
     */
    public static Path twin(String file) {
        return root().resolve("bundles/test/org.pellucid.testkit/twins").resolve(file);
    }

    /**
     * @param path relative to the data folder
     * @return the file; the test is skipped if it is not there
     */
    public static Path shared(String path) {
        Path file = root().resolveSibling("shared").resolve("data").resolve(path);
        assumeTrue(Files.exists(file), "skipped: no " + path + " in the data folder beside the repository");
        return file;
    }

    /**
     * @param name of a model, shipped or in the data folder
     * @return its definition
     */
    public static Path model(String name) {
        Path shipped = models().resolve(name).resolve(name + ".xml");
        return Files.exists(shipped) ? shipped : shared("models/" + name + "/" + name + ".xml");
    }
}
