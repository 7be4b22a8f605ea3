package org.pellucid.api.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A map in the gallery.
 *
 * @param label class, with what should be said beside it
 * @param image the map alone in colour, any size: it is stretched over the picture
 * @param files links to files about it
 */
public record ReportMap(String label, Path image, List<Path> files) {
    /** Checks for {@code null}, copies the list. */
    public ReportMap {
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(image, "image");
        files = List.copyOf(files);
    }
}
