package org.pellucid.zip;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes archives that lie. */
final class ZipBuilder {
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
    private int count;

    /** What the directory says of an entry, to be bent. */
    static final class Entry {
        final byte[] name;
        byte[] packed;
        int method = 8;
        int flags = 1 << 11;
        int mode = 0100644;
        long crc;
        long size;
        long packedSize;
        long header = -1;

        Entry(String name, byte[] content) {
            this.name = name.getBytes(StandardCharsets.UTF_8);
            this.packed = deflate(content);
            CRC32 sum = new CRC32();
            sum.update(content);
            crc = sum.getValue();
            size = content.length;
            packedSize = packed.length;
        }

        private static byte[] deflate(byte[] content) {
            Deflater deflater = new Deflater(9, true);
            deflater.setInput(content);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            deflater.end();
            return out.toByteArray();
        }
    }

    static Entry entry(String name, String content) {
        return new Entry(name, content.getBytes(StandardCharsets.UTF_8));
    }

    ZipBuilder add(Entry entry) {
        if (entry.header < 0) {
            entry.header = data.size();
            ByteBuffer local = buffer(30).putInt(0x04034b50).putShort((short) 20).putShort((short) entry.flags)
                    .putShort((short) entry.method).putInt(0).putInt((int) entry.crc).putInt((int) entry.packedSize)
                    .putInt((int) entry.size).putShort((short) entry.name.length).putShort((short) 0);
            data.writeBytes(local.array());
            data.writeBytes(entry.name);
            data.writeBytes(entry.packed);
        }
        ByteBuffer central = buffer(46).putInt(0x02014b50).putShort((short) (3 << 8 | 20)).putShort((short) 20)
                .putShort((short) entry.flags).putShort((short) entry.method).putInt(0).putInt((int) entry.crc)
                .putInt((int) entry.packedSize).putInt((int) entry.size).putShort((short) entry.name.length)
                .putShort((short) 0).putShort((short) 0).putShort((short) 0).putShort((short) 0)
                .putInt(entry.mode << 16).putInt((int) entry.header);
        directory.writeBytes(central.array());
        directory.writeBytes(entry.name);
        count++;
        return this;
    }

    ZipBuilder add(String name, String content) {
        return add(entry(name, content));
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(data.toByteArray());
        out.writeBytes(directory.toByteArray());
        out.writeBytes(buffer(22).putInt(0x06054b50).putInt(0).putShort((short) count).putShort((short) count)
                .putInt(directory.size()).putInt(data.size()).putShort((short) 0).array());
        return out.toByteArray();
    }

    Path write(Path file) throws IOException {
        return Files.write(file, bytes());
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
