package org.pellucid.api.model;

import java.nio.file.Path;

/**
 * A model that can be loaded by name.
 *
 * @param name       folder name, what {@link ModelLoader#load} takes
 * @param definition the IR's {@code .xml}, a file of another format, or the folder of a SavedModel
 * @param weights    the IR's {@code .bin}, which may be missing on disk; the same as the definition for other formats
 * @param bytes      size of the files together
 */
public record ModelEntry(String name, Path definition, Path weights, long bytes) {
}
