package org.pellucid.zip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.pellucid.api.InputException;

/** An open ZIP archive. Safe for use by several threads. */
public final class ZipArchive implements AutoCloseable {
    private final Path path;
    private final ZipLimits limits;
    private final ZipFileBytes file;
    private final ZipDirectory directory;

    private ZipArchive(Path path, ZipLimits limits, ZipFileBytes file, ZipDirectory directory) {
        this.path = path;
        this.limits = limits;
        this.file = file;
        this.directory = directory;
    }

    /**
     * Opens an archive: reads where its directory lies, nothing else.
     *
     * @param path   a regular file
     * @param limits what it may ask for
     * @return the archive, closed by the caller
     * @throws InputException if it is missing, no ZIP archive, or has too many entries
     */
    public static ZipArchive open(Path path, ZipLimits limits) throws InputException {
        ZipFileBytes file = null;
        try {
            if (!Files.exists(path)) {
                throw new NoSuchFileException(path.toString());
            }
            if (!Files.isRegularFile(path)) {
                throw new InputException(path + " is not a file");
            }
            file = new ZipFileBytes(path);
            ZipDirectory directory = ZipDirectory.find(file);
            if (directory.count() > limits.maxItems()) {
                throw new IOException(
                        "has " + directory.count() + " entries; the limit is " + limits.maxItems());
            }
            ZipArchive archive = new ZipArchive(path, limits, file, directory);
            file = null;
            return archive;
        } catch (NoSuchFileException e) {
            throw new InputException(path + ": no such file", e);
        } catch (IOException e) {
            throw damaged(path, e);
        } finally {
            if (file != null) {
                closeQuietly(file);
            }
        }
    }

    /** @return the archive file */
    public Path path() {
        return path;
    }

    /** @return size of the archive file, bytes */
    public long length() {
        return file.length();
    }

    /** @return number of entries, folders included, as the archive claims */
    public long count() {
        return directory.count();
    }

    /** @return what the archive may ask for */
    public ZipLimits limits() {
        return limits;
    }

    /** @return a pass over all entries, hostile ones included */
    public ZipItems items() {
        return new ZipItems(this, file, directory, directory.start());
    }

    /**
     * @param position of an entry, see {@link ZipItem#position()}
     * @return the entry
     * @throws InputException if none begins there
     */
    public ZipItem item(long position) throws InputException {
        return new ZipItems(this, file, directory, position).next()
                .orElseThrow(() -> new InputException(path + " has no entry at " + position));
    }

    /**
     * Begins to unpack an entry.
     *
     * @param item an entry of this archive
     * @return its bytes
     * @throws InputException if it is hostile, too large or damaged
     */
    public ZipItemReader read(ZipItem item) throws InputException {
        Optional<String> refusal = item.refusal();
        if (refusal.isPresent()) {
            throw refused(item, refusal.get());
        }
        if (item.size() > limits.maxItemBytes()) {
            throw refused(item, "has " + item.size() + " bytes; the limit is " + limits.maxItemBytes());
        }
        if (limits.isBomb(item.packed(), item.size())) {
            throw refused(item, "would grow from " + item.packed() + " to " + item.size()
                    + " bytes; the limit is " + limits.maxRatio() + " times");
        }
        return new ZipItemReader(this, file, item, directory.start());
    }

    /**
     * Unpacks an entry into memory.
     *
     * @param item an entry of this archive
     * @return its bytes
     * @throws InputException if it is hostile, too large or damaged
     */
    public byte[] bytes(ZipItem item) throws InputException {
        try (ZipItemReader reader = read(item)) {
            if (item.size() > Integer.MAX_VALUE - 16) {
                throw refused(item, "has " + item.size() + " bytes, too many to be held in memory");
            }
            byte[] bytes = new byte[(int) item.size()];
            int filled = 0;
            int count;
            while ((count = reader.read(bytes, filled, Math.max(1, bytes.length - filled))) > 0) {
                filled += count;
            }
            return bytes;
        } catch (OutOfMemoryError e) {
            throw new InputException(path + ": " + item.name() + " has " + item.size()
                    + " bytes, which do not fit into memory; give Java more, for example with PELLUCID_OPTS=-Xmx4g", e);
        }
    }

    /** Closes the file. A second call does nothing. */
    @Override
    public void close() {
        closeQuietly(file);
    }

    /**
     * @param item an entry of this archive
     * @param why  a phrase that goes on from the entry's name
     * @return what to throw
     */
    public InputException refused(ZipItem item, String why) {
        return new InputException(path + ": entry '" + printable(item.name()) + "' " + why);
    }

    InputException damaged(IOException e) {
        return damaged(path, e);
    }

    private static InputException damaged(Path path, IOException e) {
        return new InputException(path + " " + (e.getMessage() == null ? "cannot be read" : e.getMessage()), e);
    }

    /** A name from a hostile archive must not drive the reader's terminal. */
    private static String printable(String name) {
        String shown = name.length() > 200 ? name.substring(0, 200) + "…" : name;
        return shown.replaceAll("\\p{Cntrl}", "?");
    }

    private static void closeQuietly(ZipFileBytes file) {
        try {
            file.close();
        } catch (IOException e) {
            // opened for reading: nothing is lost
        }
    }
}
