package org.pellucid.api.model;

import java.nio.file.Path;

/**
 * A model that can be loaded by name.
 *
 * @param name       folder name, what {@link ModelLoader#load} takes
 * @param definition the IR's {@code .xml}
 * @param weights    the IR's {@code .bin}; it may be missing on disk
 * @param bytes      size of both files together
 */
public record ModelEntry(String name, Path definition, Path weights, long bytes) {
}
