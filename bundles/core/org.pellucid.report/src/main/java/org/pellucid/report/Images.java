package org.pellucid.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import org.pellucid.api.InputException;

/** How a report refers to files: embedded, or by a relative address. */
final class Images {
    private static final String KEPT = "-_.~";

    private final Path folder;
    private final boolean assets;

    Images(Path folder, boolean assets) {
        this.folder = folder;
        this.assets = assets;
    }

    /** @return address of a picture */
    String source(Path file) throws InputException {
        if (assets) {
            return href(file);
        }
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        String type = name.endsWith(".png") ? "image/png" : "image/jpeg";
        try {
            return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new InputException("report: picture " + file + " is missing", e);
        } catch (IOException e) {
            throw new InputException("report: picture " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * @return the file's address from the report. It begins with a dot, so that no file name can make it something else
     *         ({@code javascript:…})
     */
    String href(Path file) {
        StringBuilder href = new StringBuilder(".");
        for (Path part : folder.toAbsolutePath().normalize().relativize(file.toAbsolutePath().normalize())) {
            href.append('/');
            for (byte b : part.toString().getBytes(StandardCharsets.UTF_8)) {
                char c = (char) (b & 255);
                boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
                        || KEPT.indexOf(c) >= 0;
                href.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return href.toString();
    }
}
