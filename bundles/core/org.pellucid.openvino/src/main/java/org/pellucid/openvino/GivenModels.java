package org.pellucid.openvino;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.Map;
import java.util.UUID;
import org.osgi.service.log.Logger;
import org.pellucid.api.ModelException;
import org.pellucid.api.model.ModelBytes;
import org.pellucid.files.Sha256;

/**
 * Models that were given as bytes, as files: the runtime maps weights from a file, and everything that is remembered of
 * a model hangs on its file. Named by what they hold, so the same bytes are one model. Safe for use by several threads
 * and processes.
 */
final class GivenModels {
    private final Path root;
    private final KeptFolders kept;

    /** @param root folder for them, made when needed */
    GivenModels(Path root, Logger logger) {
        this.root = root;
        this.kept = new KeptFolders(root, logger);
    }

    /**
     * Writes a model, unless that was done.
     *
     * @return the file to load
     * @throws ModelException if it cannot be written
     */
    Path file(ModelBytes model) throws ModelException {
        Path folder = root.resolve(key(model));
        Path main = folder.resolve(model.files().keySet().iterator().next());
        try {
            if (Files.isRegularFile(main)) {
                kept.touch(folder);
                return main;
            }
            Path unfinished = Files
                    .createDirectories(root.resolve(KeptFolders.UNFINISHED + UUID.randomUUID()));
            try {
                for (Map.Entry<String, byte[]> file : model.files().entrySet()) {
                    Files.write(unfinished.resolve(file.getKey()), file.getValue());
                }
                Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                // another process may have written the same in between
                if (!Files.isRegularFile(main)) {
                    throw e;
                }
            } finally {
                kept.delete(unfinished);
            }
            kept.tidy(folder);
            return main;
        } catch (IOException e) {
            throw new ModelException("model " + model.name() + " cannot be loaded from bytes, since " + root
                    + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static String key(ModelBytes model) {
        MessageDigest digest = Sha256.begin();
        model.files().forEach((name, bytes) -> {
            digest.update((name + "\n" + bytes.length + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        });
        return Sha256.hex(digest);
    }
}
