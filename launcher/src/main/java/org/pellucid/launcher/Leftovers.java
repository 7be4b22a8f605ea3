package org.pellucid.launcher;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Clears the cache of what nobody needs any more: slots beyond those that are kept, left by processes that were killed;
 * the slots of installations that are gone; slots and natives of builds not used for a month. It works beside a command
 * and ends with it: what it does not get done, the next one does.
 */
final class Leftovers {
    private static final Duration UNUSED = Duration.ofDays(30);

    private static final Pattern LOCK = Pattern.compile("slot-(\\d+)" + Pattern.quote(Storage.LOCK));

    private final Path cache;
    private final Storage own;

    private Leftovers(Path cache, Storage own) {
        this.cache = cache;
        this.own = own;
    }

    /**
     * Begins to clear, on a thread that keeps no process alive.
     *
     * @param cache folder to clear
     * @param own   slot of this process
     */
    static void clear(Path cache, Storage own) {
        Thread thread = new Thread(new Leftovers(cache, own)::clear, "pellucid-leftovers");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }

    private void clear() {
        try {
            for (Path installation : list(Storage.folder(cache))) {
                clearSlots(installation);
            }
            for (Path natives : list(cache.resolve("natives"))) {
                if (isOld(natives)) {
                    delete(natives);
                }
            }
        } catch (IOException | RuntimeException e) {
            // of another user, or used again just now: not worth a word in somebody's command
        }
    }

    private void clearSlots(Path installation) throws IOException {
        List<Integer> slots = new ArrayList<>();
        boolean abandoned = true;
        for (Path file : list(installation)) {
            Matcher lock = LOCK.matcher(file.getFileName().toString());
            if (lock.matches()) {
                int slot = Integer.parseInt(lock.group(1));
                slots.add(slot);
                Path folder = installation.resolve("slot-" + slot);
                abandoned &= !Files.exists(folder) || isOld(folder) || Installed.isGone(folder.resolve(Storage.STAMP));
            }
        }
        for (int slot : slots) {
            if (abandoned || slot >= Storage.KEPT) {
                clearSlot(installation, slot, abandoned);
            }
        }
        if (abandoned && list(installation).isEmpty()) {
            Files.deleteIfExists(installation);
        }
    }

    private void clearSlot(Path installation, int slot, boolean abandoned) throws IOException {
        // Opening and closing the lock of this process would end it.
        if (own.is(installation, slot)) {
            return;
        }
        try (Storage taken = Storage.take(installation, slot)) {
            if (taken != null) {
                taken.clear();
                if (abandoned) {
                    taken.forget();
                }
            }
        }
    }

    /** Whoever uses a folder of the cache changes the time of it. */
    private static boolean isOld(Path folder) throws IOException {
        return Files.getLastModifiedTime(folder).toInstant().isBefore(Instant.now().minus(UNUSED));
    }

    private static List<Path> list(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                entries.forEach(found::add);
            }
        }
        return found;
    }

    /** Deletes a folder with all that is in it, or a file; does nothing if there is none. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
