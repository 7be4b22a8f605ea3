package org.pellucid.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A folder for the framework's storage, kept between runs and used by one process at a time: the first of several
 * numbered ones that is free. The lock ends with the process, however that ends.
 */
final class Storage implements AutoCloseable {
    private static final int SLOTS = 64;

    private final Path folder;
    private final FileChannel channel;
    private final FileLock lock;

    private Storage(Path folder, FileChannel channel, FileLock lock) {
        this.folder = folder;
        this.channel = channel;
        this.lock = lock;
    }

    static Storage acquire(Distribution distribution) throws LaunchException {
        String key = Integer.toHexString(distribution.feature().hashCode());
        Path base = distribution.cache().resolve("framework").resolve(key);
        try {
            Files.createDirectories(base);
            for (int slot = 0; slot < SLOTS; slot++) {
                FileChannel channel = FileChannel.open(base.resolve("slot-" + slot + ".lock"),
                        StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = tryLock(channel);
                if (lock != null) {
                    return new Storage(base.resolve("slot-" + slot), channel, lock);
                }
                channel.close();
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

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** @return where the framework keeps its bundles */
    Path framework() {
        return folder.resolve("framework");
    }

    /** @return what was installed there, if that was completed */
    Path stamp() {
        return folder.resolve("installed");
    }

    /** @return the configuration, packed for the framework */
    Path etc() {
        return folder.resolve("etc.jar");
    }

    /** @return whether the last process that used it came to its end, so that nothing in it is half written */
    boolean isClean() {
        return !Files.exists(mark());
    }

    /** To be called before anything is written. */
    void use() throws LaunchException {
        try {
            Files.createDirectories(folder);
            if (isClean()) {
                Files.createFile(mark());
            }
        } catch (IOException e) {
            throw unwritable(folder, e);
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
        return folder.resolve("in-use");
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            // the process ends, and the lock with it
        }
    }
}
