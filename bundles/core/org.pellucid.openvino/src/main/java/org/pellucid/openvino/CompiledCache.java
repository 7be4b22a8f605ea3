package org.pellucid.openvino;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.osgi.service.log.Logger;

/**
 * Compiled models on disk. OpenVINO's own cache is used, with two precautions: it believes a blob whose bits have
 * flipped, and writes it in place, where another process may be reading. Here each definition has a folder
 * <pre>
 * KEY/model.xml           the definition
 * KEY/model.bin           link to the weights
 * KEY/cpu-auto-latency/   OpenVINO's blobs, and a file with their checksums, written last; the folder is moved into
 *                         place when it is complete
 * </pre>
 * The key covers the definition and the weights' path, size and time, so the weights need not be read to know that a
 * blob fits, nor stored with it. Compiling from a file that lies there, OpenVINO need not even parse the definition.
 *
 * <p>
 * A cache only saves time: whatever fails here is logged and done without. Safe for use by several threads and
 * processes.
 */
final class CompiledCache {
    private static final String CHECKSUMS = "checksums";

    private final Path root;
    private final Logger logger;
    private final KeptFolders folders;

    CompiledCache(Path root, Logger logger) {
        this.root = root;
        this.logger = logger;
        this.folders = new KeptFolders(root, logger);
    }

    /**
     * @param definition IR XML
     * @param files      whose weights it uses
     * @param variant    names device and settings; safe as a file name
     * @return where to compile; empty if nothing can be kept
     */
    Optional<Slot> slot(byte[] definition, ModelFiles files, String variant) {
        try {
            Path folder = root.resolve(key(definition, files));
            Files.createDirectories(folder);
            Path xml = folder.resolve("model.xml");
            if (!holds(xml, definition)) {
                Path part = folder.resolve(KeptFolders.UNFINISHED + UUID.randomUUID());
                Files.write(part, definition);
                Files.move(part, xml, StandardCopyOption.ATOMIC_MOVE);
            }
            link(folder.resolve("model.bin"), files.realWeights());
            Slot slot = new Slot(xml, folder.resolve(variant));
            if (!slot.kept()) {
                folders.tidy(folder);
            }
            return Optional.of(slot);
        } catch (IOException | UnsupportedOperationException e) {
            logger.warn("Compiled models are not kept in {}: {}", root, e.toString());
            return Optional.empty();
        }
    }

    /**
     * Checksums rather than a digest, whose provider takes longer to start than everything else here: two definitions
     * of one key would replace each other, since {@link #holds} compares them in full.
     */
    private static String key(byte[] definition, ModelFiles files) {
        CRC32C weights = new CRC32C();
        weights.update((files.realWeights() + "\n" + files.weightsSize() + "\n" + files.weightsTime())
                .getBytes(StandardCharsets.UTF_8));
        CRC32 first = new CRC32();
        first.update(definition);
        CRC32C second = new CRC32C();
        second.update(definition);
        return hex(weights) + hex(first) + hex(second);
    }

    private static String hex(Checksum sum) {
        String digits = Long.toHexString(sum.getValue());
        return "0".repeat(8 - digits.length()) + digits;
    }

    /** A file of the same name with other content is damaged, since the name comes from the content. */
    private static boolean holds(Path file, byte[] content) throws IOException {
        try {
            return Files.size(file) == content.length && Arrays.equals(Files.readAllBytes(file), content);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static void link(Path link, Path target) throws IOException {
        if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(target)) {
            return;
        }
        Files.deleteIfExists(link);
        try {
            Files.createSymbolicLink(link, target);
        } catch (FileAlreadyExistsException e) {
            // another process made it in between, with the same target, since the key says so
            if (!Files.isSymbolicLink(link)) {
                throw e;
            }
        }
    }

    /** Checksums of the blobs in a folder, in the order of their names. */
    private static String checksums(Path folder) throws IOException {
        List<Path> blobs;
        try (Stream<Path> files = Files.list(folder)) {
            blobs = files.filter(file -> !file.getFileName().toString().startsWith(CHECKSUMS)).sorted().toList();
        }
        StringBuilder text = new StringBuilder();
        for (Path blob : blobs) {
            byte[] bytes = Files.readAllBytes(blob);
            CRC32 crc = new CRC32();
            crc.update(bytes);
            text.append(String.join(" ", blob.getFileName().toString(), Integer.toString(bytes.length),
                    Long.toHexString(crc.getValue()))).append('\n');
        }
        return text.toString();
    }

    /** A place for one compiled form of one definition. */
    final class Slot {
        private final Path definition;
        private final Path folder;
        private final boolean kept;
        private final Path working;

        private Slot(Path definition, Path folder) {
            this.definition = definition;
            this.folder = folder;
            this.kept = isIntact();
            this.working = kept ? folder : definition.resolveSibling(KeptFolders.UNFINISHED + UUID.randomUUID());
        }

        private boolean isIntact() {
            if (!Files.isDirectory(folder)) {
                return false;
            }
            try {
                String sums = checksums(folder);
                if (!sums.isEmpty() && Files.readString(folder.resolve(CHECKSUMS)).equals(sums)) {
                    folders.touch(folder.getParent());
                    return true;
                }
            } catch (IOException e) {
                logger.debug("{} is incomplete: {}", folder, e.toString());
            }
            logger.warn("The compiled model in {} is damaged and is compiled again", folder);
            folders.delete(folder);
            return false;
        }

        /** @return the definition's file, with the weights beside it */
        Path definition() {
            return definition;
        }

        /** @return OpenVINO's cache directory for this compilation */
        Path working() {
            return working;
        }

        /** @return whether an intact compiled model is there */
        boolean kept() {
            return kept;
        }

        /**
         * Called after compiling.
         *
         * @param loaded whether the runtime took what was kept
         */
        void done(boolean loaded) {
            if (kept && loaded) {
                return;
            }
            try {
                if (kept) {
                    // made by another version or for another processor: the runtime has replaced it
                    Files.writeString(folder.resolve(CHECKSUMS), checksums(folder));
                } else if (Files.isDirectory(working)) {
                    String sums = checksums(working);
                    if (sums.isEmpty()) {
                        folders.delete(working); // a device that keeps nothing
                        return;
                    }
                    Files.writeString(working.resolve(CHECKSUMS), sums);
                    Files.move(working, folder, StandardCopyOption.ATOMIC_MOVE);
                }
            } catch (IOException e) {
                logger.debug("{} is not kept, likely because another process was faster: {}", folder, e.toString());
                discard();
            }
        }

        /** Called if compiling failed: whatever is there may be the reason. */
        void discard() {
            if (Files.exists(working)) {
                folders.delete(working);
            }
        }
    }
}
