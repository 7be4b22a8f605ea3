package org.pellucid.zip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.pellucid.api.InputException;

/** One pass over the directory of an archive, of which only a small window is held. For one thread at a time. */
public final class ZipItems {
    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_SIZE = 46;
    private static final int WINDOW = 1 << 18;
    private static final int EXTRA64 = 1;
    private static final int UNIX = 3;
    private static final int MACOS = 19;
    /** What names are in that are not UTF-8; not every Java has the code page of DOS. */
    private static final Charset FALLBACK = Charset.isSupported("IBM437") ? Charset.forName("IBM437")
            : StandardCharsets.ISO_8859_1;

    private final ZipArchive archive;
    private final ZipFileBytes file;
    private final ZipDirectory directory;
    private byte[] window = new byte[0];
    private long windowStart;
    private long position;
    private long seen;

    ZipItems(ZipArchive archive, ZipFileBytes file, ZipDirectory directory, long position) {
        this.archive = archive;
        this.file = file;
        this.directory = directory;
        this.position = position;
    }

    /**
     * @return the next entry, or empty at the end
     * @throws InputException if the directory is damaged; there is no going on
     */
    public Optional<ZipItem> next() throws InputException {
        if (position >= directory.end()) {
            return Optional.empty();
        }
        try {
            if (++seen > archive.limits().maxItems()) {
                throw new IOException("has more than " + archive.limits().maxItems() + " entries");
            }
            return Optional.of(read());
        } catch (IOException e) {
            position = directory.end();
            throw archive.damaged(e);
        }
    }

    private ZipItem read() throws IOException {
        int at = need(ENTRY_SIZE);
        if (LittleEndian.int32(window, at) != ENTRY) {
            throw new IOException("has a damaged directory");
        }
        int nameLength = LittleEndian.int16(window, at + 28);
        int extraLength = LittleEndian.int16(window, at + 30);
        int length = ENTRY_SIZE + nameLength + extraLength + LittleEndian.int16(window, at + 32);
        at = need(length);
        int madeOn = window[at + 5];
        int mode = madeOn == UNIX || madeOn == MACOS ? LittleEndian.int16(window, at + 40) : 0;
        long[] sizes = {LittleEndian.uint32(window, at + 24), LittleEndian.uint32(window, at + 20),
                LittleEndian.uint32(window, at + 42)};
        extra64(sizes, at + ENTRY_SIZE + nameLength, extraLength);
        for (long size : sizes) {
            if (size < 0) {
                throw new IOException("has a damaged directory");
            }
        }
        ZipItem item = new ZipItem(name(at + ENTRY_SIZE, nameLength), position, LittleEndian.int16(window, at + 8),
                LittleEndian.int16(window, at + 10), LittleEndian.uint32(window, at + 16), sizes[1], sizes[0],
                sizes[2] + directory.shift(), mode);
        position += length;
        return item;
    }

    /** Sizes that do not fit into 32 bits stand in an extra field, in a fixed order, and only those. */
    private void extra64(long[] sizes, int start, int length) throws IOException {
        int end = start + length;
        for (int at = start; at + 4 <= end;) {
            int next = at + 4 + LittleEndian.int16(window, at + 2);
            if (next > end) {
                return; // padding that some programs leave
            }
            if (LittleEndian.int16(window, at) == EXTRA64) {
                int value = at + 4;
                for (int i = 0; i < sizes.length; i++) {
                    if (sizes[i] == LittleEndian.MAX32) {
                        if (value + 8 > next) {
                            throw new IOException("has a damaged directory");
                        }
                        sizes[i] = LittleEndian.int64(window, value);
                        value += 8;
                    }
                }
                return;
            }
            at = next;
        }
    }

    private String name(int at, int length) {
        try {
            // Without the bit that says UTF-8 most programs write it nonetheless; few other texts are valid UTF-8.
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(window, at, length)).toString();
        } catch (CharacterCodingException e) {
            return new String(window, at, length, FALLBACK);
        }
    }

    /** @return where in the window the current position is, with that many bytes behind it */
    private int need(int count) throws IOException {
        if (count > directory.end() - position) {
            throw new IOException("has a damaged directory");
        }
        long at = position - windowStart;
        if (window.length == 0 || at < 0 || at + count > window.length) {
            int size = (int) Math.min(Math.max(WINDOW, count), directory.end() - position);
            window = window.length == size ? window : new byte[size];
            windowStart = position;
            file.read(position, window, 0, size);
            at = 0;
        }
        return (int) at;
    }
}
