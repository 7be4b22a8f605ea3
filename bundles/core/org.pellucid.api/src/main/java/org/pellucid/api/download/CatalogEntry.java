package org.pellucid.api.download;

import java.nio.file.Path;
import java.util.Optional;

/**
 * An item of the catalogue and whether it is here.
 *
 * @param item what can be fetched
 * @param path where it lies, as {@link Catalog#find} says; empty if it was not fetched yet
 */
public record CatalogEntry(CatalogItem item, Optional<Path> path) {
}
