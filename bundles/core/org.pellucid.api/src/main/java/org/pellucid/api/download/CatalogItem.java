package org.pellucid.api.download;

import java.util.List;
import java.util.Objects;

/**
 * Something that can be fetched by name.
 *
 * @param name        letters, digits, {@code . _ -}; begins with a letter or digit
 * @param kind        what it is
 * @param description one line
 * @param files       what it consists of, the file to be named by others (a model's definition) first
 * @param unpack      whether the first file is a ZIP archive to be unpacked, and not kept
 */
public record CatalogItem(String name, CatalogKind kind, String description, List<DownloadFile> files,
        boolean unpack) {
    /** Checks the name and that there is a file. */
    public CatalogItem {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(description, "description");
        files = List.copyOf(files);
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new IllegalArgumentException("catalogue name '" + name + "': only letters, digits, . _ and -");
        }
        if (files.isEmpty() || unpack && files.size() != 1) {
            throw new IllegalArgumentException(
                    name + ": " + files.size() + " files: takes at least one, exactly one to unpack");
        }
    }
}
