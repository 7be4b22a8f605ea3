package org.pellucid.api.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Holds a model whose files are in memory: from a database, an archive or the class path, say. Made by factories. The
 * arrays are not copied, and not changed by anyone until the model is loaded.
 */
public final class ModelBytes {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}._-]{0,99}");

    private final String name;
    private final Map<String, byte[]> files;

    private ModelBytes(String name, Map<String, byte[]> files) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("model name '" + name
                    + "': takes 1 to 100 letters, digits, dots, hyphens and underscores, a letter or digit first");
        }
        files.forEach((file, bytes) -> Objects.requireNonNull(bytes, file));
        this.name = name;
        this.files = Collections.unmodifiableMap(files);
    }

    /**
     * {@return an OpenVINO IR}
     *
     * @param name       the model's name: letters, digits, dots, hyphens and underscores
     * @param definition all bytes of the {@code .xml}
     * @param weights    all bytes of the {@code .bin}
     * @throws IllegalArgumentException if the name holds other characters
     */
    public static ModelBytes ir(String name, byte[] definition, byte[] weights) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(name + ".xml", definition);
        files.put(name + ".bin", weights);
        return new ModelBytes(name, files);
    }

    /**
     * {@return an ONNX model that holds its weights}
     *
     * @param name the model's name: letters, digits, dots, hyphens and underscores
     * @param file all bytes of the {@code .onnx}
     * @throws IllegalArgumentException if the name holds other characters
     */
    public static ModelBytes onnx(String name, byte[] file) {
        return new ModelBytes(name, new LinkedHashMap<>(Map.of(name + ".onnx", file)));
    }

    /** {@return the model's name} */
    public String name() {
        return name;
    }

    /** {@return the bytes of each file by the file's name, the one that names the others first; unmodifiable} */
    public Map<String, byte[]> files() {
        return files;
    }

    /** Returns the names of the files. */
    @Override
    public String toString() {
        return String.join(", ", files.keySet());
    }
}
