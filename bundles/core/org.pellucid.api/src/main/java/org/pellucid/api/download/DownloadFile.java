package org.pellucid.api.download;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A file to download.
 *
 * @param name     file name, without folders; its extension says what must arrive: a {@code .zip} file must be one, and
 *                 only {@code .html} may be a web page
 * @param urls     places it lies at, {@code http} or {@code https}, tried in this order; at least one
 * @param sha256   64 hexadecimal digits, if known
 * @param maxBytes larger files are refused
 */
public record DownloadFile(String name, List<URI> urls, Optional<String> sha256, long maxBytes) {
    /** Checks name, places and checksum. */
    public DownloadFile {
        Objects.requireNonNull(name, "name");
        urls = List.copyOf(urls);
        if (name.isBlank() || name.startsWith(".") || name.contains("/") || name.contains("\\")
                || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("download '" + name + "': not a plain file name");
        }
        if (urls.isEmpty()) {
            throw new IllegalArgumentException(name + ": no URL to download it from");
        }
        for (URI url : urls) {
            String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
            if (!scheme.equals("http") && !scheme.equals("https") || url.getHost() == null) {
                throw new IllegalArgumentException(name + ": " + url + " is not an http or https URL");
            }
        }
        sha256 = sha256.map(sum -> sum.strip().toLowerCase(Locale.ROOT));
        if (sha256.isPresent() && !sha256.get().matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(name + ": SHA-256 '" + sha256.get() + "' is not 64 hexadecimal digits");
        }
        if (maxBytes < 1) {
            throw new IllegalArgumentException(name + ": size limit " + maxBytes + " must be at least 1 byte");
        }
    }
}
