package org.pellucid.openvino;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.osgi.service.log.Logger;
import org.pellucid.files.Folders;

/**
 * A folder of folders that are kept for as long as they are used. Nothing here fails: what cannot be tidied stays.
 */
final class KeptFolders {
    /** Begins the name of what is being written; what a process that died has left is removed. */
    static final String UNFINISHED = "unfinished-";
    private static final Duration UNUSED = Duration.ofDays(30);
    private static final Duration ABANDONED = Duration.ofHours(1);

    private final Path root;
    private final Logger logger;

    KeptFolders(Path root, Logger logger) {
        this.root = root;
        this.logger = logger;
    }

    /** Notes that a folder, or a file, is used. */
    void touch(Path folder) {
        try {
            Files.setLastModifiedTime(folder, FileTime.from(Instant.now()));
        } catch (IOException e) {
            logger.debug("{} cannot be touched: {}", folder, e.toString());
        }
    }

    /**
     * Removes what was not used for long, and what was left by processes that died. To be called when something is added.
     *
     * @param added the folder that is new
     */
    void tidy(Path added) {
        touch(added);
        deleteOld(root, added);
        deleteOld(added, added);
    }

    private void deleteOld(Path folder, Path keep) {
        try (Stream<Path> entries = Files.list(folder)) {
            entries.filter(entry -> !entry.equals(keep)).filter(entry -> isUnfinished(entry)
                    ? olderThan(entry, ABANDONED) : folder.equals(root) && olderThan(entry, UNUSED))
                    .forEach(this::delete);
        } catch (IOException e) {
            logger.debug("{} cannot be tidied: {}", folder, e.toString());
        }
    }

    private static boolean isUnfinished(Path entry) {
        return entry.getFileName().toString().startsWith(UNFINISHED);
    }

    private static boolean olderThan(Path file, Duration age) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(Instant.now().minus(age));
        } catch (IOException e) {
            return false;
        }
    }

    /** Removes a folder and all in it, or a file. */
    void delete(Path folder) {
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            logger.debug("{} cannot be removed: {}", folder, e.toString());
        }
    }
}
