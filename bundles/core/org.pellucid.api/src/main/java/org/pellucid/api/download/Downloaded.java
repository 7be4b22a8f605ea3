package org.pellucid.api.download;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A downloaded file.
 *
 * @param path   where it lies now
 * @param bytes  its size
 * @param sha256 64 lower-case hexadecimal digits
 * @param from   the URL it came from; empty if it was there already
 */
public record Downloaded(Path path, long bytes, String sha256, Optional<URI> from) {
}
