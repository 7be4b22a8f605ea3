package org.pellucid.download;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.pellucid.api.OutputException;

/**
 * Keeps two processes, or two threads, from fetching the same thing. Given back when a process ends, however it does.
 */
final class FetchLock implements AutoCloseable {
    private final FileChannel channel;

    private FetchLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws OutputException if another one has it, or it cannot be written */
    static FetchLock take(Path file, String name) throws OutputException {
        FileChannel channel = null;
        try {
            if (!Files.isDirectory(file.getParent())) {
                Files.createDirectories(file.getParent());
            }
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock != null) {
                FetchLock taken = new FetchLock(channel);
                channel = null;
                return taken;
            }
            throw busy(name, null);
        } catch (OverlappingFileLockException e) {
            throw busy(name, e);
        } catch (IOException e) {
            throw OutputException.unwritable(file.getParent(), e);
        } finally {
            closeQuietly(channel);
        }
    }

    private static OutputException busy(String name, Exception e) {
        return new OutputException(name + " is being fetched by another process; wait for that", e);
    }

    /** The file stays: removing it would let a third one lock a file that a second one is waiting for. */
    @Override
    public void close() {
        closeQuietly(channel);
    }

    private static void closeQuietly(FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // the lock goes with the process
            }
        }
    }
}
