package org.pellucid.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** TIFF and BigTIFF: the first directory and every strip or tile it names. */
final class TiffFormat extends PictureFormat {
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int BITS = 258;
    private static final int STRIP_OFFSETS = 273;
    private static final int STRIP_LENGTHS = 279;
    private static final int ORIENTATION = 274;
    private static final int TILE_OFFSETS = 324;
    private static final int TILE_LENGTHS = 325;

    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int LONG8 = 16;
    private static final int IFD8 = 18;

    TiffFormat() {
        super("TIFF", new int[] {'I', 'I', 42, 0}, new int[] {'M', 'M', 0, 42}, new int[] {'I', 'I', 43, 0},
                new int[] {'M', 'M', 0, 43});
    }

    @Override
    Size size(ByteBuffer file) throws DamagedPictureException {
        Directory directory = new Directory(file);
        long[] width = directory.values(WIDTH);
        long[] height = directory.values(HEIGHT);
        if (width.length == 0 || height.length == 0) {
            throw damaged("the TIFF does not say how large it is");
        }
        return new Size(width[0], height[0]);
    }

    @Override
    ByteBuffer verify(ByteBuffer file) throws DamagedPictureException {
        Directory directory = new Directory(file);
        boolean tiled = directory.has(TILE_OFFSETS);
        long[] offsets = directory.values(tiled ? TILE_OFFSETS : STRIP_OFFSETS);
        long[] lengths = directory.values(tiled ? TILE_LENGTHS : STRIP_LENGTHS);
        if (offsets.length == 0) {
            throw damaged("the TIFF has no pixels");
        }
        for (int i = 0; i < offsets.length; i++) {
            // Very old files leave the lengths out.
            require(file, offsets[i], i < lengths.length ? lengths[i] : 1);
        }
        return file;
    }

    @Override
    boolean isDeep(ByteBuffer file) throws DamagedPictureException {
        long[] bits = new Directory(file).values(BITS);
        return bits.length > 0 && bits[0] == 16;
    }

    /** @return whether the first directory asks for its picture to be turned or mirrored */
    boolean isTurned(ByteBuffer file) throws DamagedPictureException {
        long[] orientation = new Directory(file).values(ORIENTATION);
        return orientation.length > 0 && orientation[0] != 1;
    }

    /** The first image file directory. */
    private final class Directory {
        private final ByteBuffer file;
        private final boolean big;
        private final int first;
        private final int entries;
        private final int entryLength;

        Directory(ByteBuffer whole) throws DamagedPictureException {
            require(whole, 0, 16);
            file = whole.duplicate().order(whole.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            big = file.getShort(2) == 43;
            long start = big ? file.getLong(8) : file.getInt(4) & 0xFFFFFFFFL;
            require(file, start, big ? 8 : 2);
            long count = big ? file.getLong((int) start) : file.getShort((int) start) & 0xFFFF;
            entryLength = big ? 20 : 12;
            first = (int) start + (big ? 8 : 2);
            if (count < 0 || count > 0xFFFF) {
                throw damaged("the TIFF directory has " + count + " entries");
            }
            require(file, first, count * entryLength);
            entries = (int) count;
        }

        boolean has(int tag) {
            return find(tag) >= 0;
        }

        /** @return the values of a tag of an integer type, none if there is no such tag */
        long[] values(int tag) throws DamagedPictureException {
            int entry = find(tag);
            if (entry < 0) {
                return new long[0];
            }
            int type = file.getShort(entry + 2) & 0xFFFF;
            int bytes = switch (type) {
                case SHORT -> 2;
                case LONG -> 4;
                case LONG8, IFD8 -> 8;
                default -> throw damaged("the TIFF has a value of an unexpected type (tag " + tag + ")");
            };
            long count = big ? file.getLong(entry + 4) : file.getInt(entry + 4) & 0xFFFFFFFFL;
            if (count < 0 || count > file.limit()) {
                throw truncated(file, "");
            }
            long offset = entry + (big ? 12 : 8);
            if (count * bytes > (big ? 8 : 4)) {
                offset = big ? file.getLong((int) offset) : file.getInt((int) offset) & 0xFFFFFFFFL;
                require(file, offset, count * bytes);
            }
            long[] values = new long[(int) count];
            for (int i = 0; i < values.length; i++) {
                int at = (int) offset + i * bytes;
                values[i] = switch (bytes) {
                    case 2 -> file.getShort(at) & 0xFFFF;
                    case 4 -> file.getInt(at) & 0xFFFFFFFFL;
                    default -> file.getLong(at);
                };
            }
            return values;
        }

        private int find(int tag) {
            for (int i = 0; i < entries; i++) {
                if ((file.getShort(first + i * entryLength) & 0xFFFF) == tag) {
                    return first + i * entryLength;
                }
            }
            return -1;
        }
    }
}
