package org.pellucid.zip;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * The bytes of an archive file. Not a channel: an interrupted thread would close that under all others. Safe for use by
 * several threads.
 */
final class ZipFileBytes implements AutoCloseable {
    private final RandomAccessFile file;
    private final long length;

    ZipFileBytes(Path path) throws IOException {
        file = new RandomAccessFile(path.toFile(), "r");
        length = file.length();
    }

    long length() {
        return length;
    }

    /** Reads exactly that many bytes. */
    void read(long position, byte[] buffer, int offset, int count) throws IOException {
        if (position < 0 || count > length - position) {
            throw new EOFException("it ends too early");
        }
        synchronized (file) {
            file.seek(position);
            file.readFully(buffer, offset, count);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
