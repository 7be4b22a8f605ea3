package org.pellucid.download;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.pellucid.api.InputException;
import org.pellucid.zip.ZipArchive;
import org.pellucid.zip.ZipItems;
import org.pellucid.zip.ZipLimits;

/** Tells whether what arrived is what the name says: a server in trouble likes to answer with a web page. */
final class ContentCheck {
    /** Bytes that are looked at. */
    static final int HEAD = 512;

    private ContentCheck() {
    }

    /**
     * @param name        of the file
     * @param contentType as the server says, or empty
     * @param head        the first bytes
     * @return what is wrong, or empty
     */
    static Optional<String> refusal(String name, String contentType, byte[] head) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!lower.endsWith(".html") && !lower.endsWith(".htm")) {
            String text = new String(head, StandardCharsets.ISO_8859_1).replace("ï»¿", "").stripLeading()
                    .toLowerCase(Locale.ROOT);
            boolean page = text.startsWith("<!doctype html") || text.startsWith("<html")
                    || text.startsWith("<?xml") && text.contains("<html");
            if (page || contentType.toLowerCase(Locale.ROOT).startsWith("text/html")) {
                return Optional.of("a web page came in place of the file");
            }
        }
        if (lower.endsWith(".zip") && !(head.length >= 4 && head[0] == 'P' && head[1] == 'K')) {
            return Optional.of("what came is no ZIP archive");
        }
        return Optional.empty();
    }

    /** @return what is wrong with the whole file, or empty: an archive that was cut off lacks its directory */
    static Optional<String> wholeRefusal(String name, Path file) {
        if (name.toLowerCase(Locale.ROOT).endsWith(".zip")) {
            try (ZipArchive archive = ZipArchive.open(file, ZipLimits.DEFAULTS)) {
                ZipItems items = archive.items();
                while (items.next().isPresent()) {
                    // reading the directory to its end is the check
                }
            } catch (InputException e) {
                return Optional.of("what came is cut off or damaged");
            }
        }
        return Optional.empty();
    }
}
