package org.pellucid.api.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A map in the gallery.
 *
 * @param label    class, with what should be said beside it
 * @param image    the map alone in colour, any size: it is stretched over the picture
 * @param files    links to files about it
 * @param shared   the same map on a scale that all maps of the picture share, if it is there to be switched to
 * @param contrast whether the map shows what speaks for a class and what for another, with white for zero
 */
public record ReportMap(String label, Path image, List<Path> files, Optional<Path> shared, boolean contrast) {
    /** Checks for {@code null}, copies the list. */
    public ReportMap {
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(shared, "shared");
        files = List.copyOf(files);
    }

    /**
     * A map of a class on its own scale alone.
     *
     * @param label class, with what should be said beside it
     * @param image the map alone in colour, any size
     * @param files links to files about it
     */
    public ReportMap(String label, Path image, List<Path> files) {
        this(label, image, files, Optional.empty(), false);
    }
}
