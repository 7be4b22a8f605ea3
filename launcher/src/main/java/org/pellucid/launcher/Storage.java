package org.pellucid.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A slot: a folder for the framework's storage, used by one process at a time, the first of several numbered ones that
 * is free. The lock ends with the process, however that ends. The first few are kept between runs, which makes the next
 * start fast; the others are given back.
 */
final class Storage implements AutoCloseable {
    /** How many slots are kept: more commands at once than there are cores are rare. */
    static final int KEPT = Math.min(32, Math.max(4, Runtime.getRuntime().availableProcessors()));

    /** Of a slot, what was installed there. */
    static final String STAMP = "installed";
    /** Behind a slot's name, its lock: a file that stays when the slot is given back. */
    static final String LOCK = ".lock";

    private static final int SLOTS = 64;

    private final Path base;
    private final int slot;
    private final FileChannel channel;

    private Storage(Path base, int slot, FileChannel channel) {
        this.base = base;
        this.slot = slot;
        this.channel = channel;
    }

    /** Takes the first slot that is free. */
    static Storage acquire(Distribution distribution) throws LaunchException {
        String key = Integer.toHexString(distribution.feature().hashCode());
        Path base = folder(distribution.cache()).resolve(key);
        try {
            Files.createDirectories(base);
            for (int slot = 0; slot < SLOTS; slot++) {
                Storage taken = take(base, slot);
                if (taken != null) {
                    return taken;
                }
            }
        } catch (IOException e) {
            throw unwritable(base, e);
        }
        throw new LaunchException(SLOTS + " commands run at the same time: wait for one of them");
    }

    private static LaunchException unwritable(Path folder, IOException e) {
        String why = e instanceof AccessDeniedException ? "permission denied"
                : e instanceof NoSuchFileException ? "it cannot be made"
                        : e instanceof FileSystemException refused && refused.getReason() != null
                                ? refused.getReason() : e.getMessage();
        return new LaunchException("the cache folder " + folder + " cannot be written (" + why
                + "): make it writable, or choose another with XDG_CACHE_HOME", e);
    }

    /** @return the folder in a cache with a folder of slots for each installation */
    static Path folder(Path cache) {
        return cache.resolve("framework");
    }

    /** @return the slot, or {@code null} if another process has it */
    static Storage take(Path base, int slot) throws IOException {
        Path file = lock(base, slot);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        // A file that was cleared away meanwhile keeps nobody else out.
        if (tryLock(channel) && Files.exists(file)) {
            return new Storage(base, slot, channel);
        }
        channel.close();
        return null;
    }

    private static Path lock(Path base, int slot) {
        return base.resolve("slot-" + slot + LOCK);
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** @return whether this is that slot */
    boolean is(Path installation, int number) {
        return slot == number && base.equals(installation);
    }

    /** @return whether other processes ran when this one began */
    boolean isOneOfSeveral() {
        return slot > 0;
    }

    private Path folder() {
        return base.resolve("slot-" + slot);
    }

    /** @return where the framework keeps its bundles */
    Path framework() {
        return folder().resolve("framework");
    }

    /** @return what was installed there, if that was completed */
    Path stamp() {
        return folder().resolve(STAMP);
    }

    /** @return the configuration, packed for the framework */
    Path etc() {
        return folder().resolve("etc.jar");
    }

    /** @return whether the last process that used it came to its end, so that nothing in it is half written */
    boolean isClean() {
        return !Files.exists(mark());
    }

    /** To be called before anything is written. */
    void use() throws LaunchException {
        try {
            Files.createDirectories(folder());
            if (isClean()) {
                Files.createFile(mark());
            }
        } catch (IOException e) {
            throw unwritable(folder(), e);
        }
    }

    /** To be called when all is written. */
    void used() {
        try {
            Files.deleteIfExists(mark());
        } catch (IOException e) {
            // then it is made anew next time
        }
    }

    private Path mark() {
        return folder().resolve("in-use");
    }

    /** Deletes what is in it. Damage it may leave behind if it fails, or is killed, is found by the next to use it. */
    void clear() throws IOException {
        Files.deleteIfExists(stamp());
        Leftovers.delete(folder());
    }

    /** Deletes its lock too, for an installation that is gone. */
    void forget() throws IOException {
        Files.deleteIfExists(lock(base, slot));
    }

    @Override
    public void close() {
        try (channel) {
            if (slot >= KEPT) {
                clear();
            }
        } catch (IOException e) {
            // a later process clears it away; the lock ends with this one
        }
    }
}
