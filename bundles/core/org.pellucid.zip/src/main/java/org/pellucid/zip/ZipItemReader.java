package org.pellucid.zip;

import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.pellucid.api.InputException;

/**
 * Unpacks one entry, never more than its directory says, and checks size and CRC at its end. For one thread at a time.
 */
public final class ZipItemReader implements AutoCloseable {
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_SIZE = 30;
    private static final int CHUNK = 1 << 16;

    private final ZipArchive archive;
    private final ZipFileBytes file;
    private final ZipItem item;
    private final Inflater inflater;
    private final CRC32 crc = new CRC32();
    private final byte[] packed;
    private long position;
    private long packedLeft;
    private long left;

    ZipItemReader(ZipArchive archive, ZipFileBytes file, ZipItem item, long dataEnd) throws InputException {
        this.archive = archive;
        this.file = file;
        this.item = item;
        this.left = item.size();
        this.packedLeft = item.packed();
        byte[] local = new byte[LOCAL_SIZE];
        try {
            file.read(item.header(), local, 0, LOCAL_SIZE);
        } catch (IOException e) {
            throw archive.refused(item, "begins outside the file");
        }
        position = item.header() + LOCAL_SIZE + LittleEndian.int16(local, 26) + LittleEndian.int16(local, 28);
        if (LittleEndian.int32(local, 0) != LOCAL || item.packed() > dataEnd - position) {
            throw archive.refused(item, "does not lie where the directory says");
        }
        packed = new byte[(int) Math.min(CHUNK, Math.max(1, packedLeft))];
        inflater = item.method() == ZipItem.DEFLATED ? new Inflater(true) : null;
    }

    /**
     * @param buffer receives bytes
     * @param offset of the first one
     * @param length at least 1
     * @return how many arrived, -1 at the end
     * @throws InputException if the entry is damaged or not as large as its directory says
     */
    public int read(byte[] buffer, int offset, int length) throws InputException {
        if (left == 0) {
            finish();
            return -1;
        }
        int wanted = (int) Math.min(length, left);
        int count;
        try {
            count = inflater == null ? copy(buffer, offset, wanted) : inflate(buffer, offset, wanted);
        } catch (IOException | DataFormatException e) {
            throw archive.refused(item, "is damaged" + (e.getMessage() == null ? "" : " (" + e.getMessage() + ")"));
        }
        crc.update(buffer, offset, count);
        left -= count;
        return count;
    }

    private int copy(byte[] buffer, int offset, int wanted) throws IOException {
        file.read(position, buffer, offset, wanted);
        position += wanted;
        return wanted;
    }

    private int inflate(byte[] buffer, int offset, int wanted) throws IOException, DataFormatException {
        while (true) {
            int count = inflater.inflate(buffer, offset, wanted);
            if (count > 0) {
                return count;
            }
            if (inflater.finished() || inflater.needsDictionary() || packedLeft == 0) {
                throw new DataFormatException("it is shorter than its directory says");
            }
            int chunk = (int) Math.min(packed.length, packedLeft);
            file.read(position, packed, 0, chunk);
            inflater.setInput(packed, 0, chunk);
            position += chunk;
            packedLeft -= chunk;
        }
    }

    private void finish() throws InputException {
        if (inflater != null && item.size() > 0 && !atEnd()) {
            throw archive.refused(item, "is larger than its directory says");
        }
        if (crc.getValue() != item.crc()) {
            throw archive.refused(item, "is damaged (wrong checksum)");
        }
    }

    private boolean atEnd() throws InputException {
        try {
            return inflater.finished() || inflate(new byte[1], 0, 1) == 0;
        } catch (DataFormatException e) {
            return inflater.finished();
        } catch (IOException e) {
            throw archive.refused(item, "is damaged");
        }
    }

    @Override
    public void close() {
        if (inflater != null) {
            inflater.end();
        }
    }
}
