package org.pellucid.image;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;

/**
 * The structure of a picture file format, as far as it must be known before OpenCV may see a file: OpenCV has no way to
 * read the size alone, decodes truncated files to half grey pictures without a word, and its codecs print what they
 * dislike straight to standard error. Buffers start at 0 and end at their limit. Stateless.
 */
abstract class PictureFormat {
    /** Width and height in pixels as the header has them, before EXIF orientation. */
    record Size(long width, long height) {
    }

    /** Every format that can be decoded. */
    static final List<PictureFormat> ALL = List.of(new PngFormat(), new JpegFormat(), new BmpFormat(),
            new WebpFormat(), new TiffFormat(), new GifFormat());

    /** @return the format a file begins like, or {@code null} */
    static PictureFormat of(ByteBuffer file) {
        for (PictureFormat format : ALL) {
            if (format.matches(file)) {
                return format;
            }
        }
        return null;
    }

    private final String name;
    private final int[][] beginnings;

    /**
     * @param name       people know the format by
     * @param beginnings one of which a file of the format has
     */
    PictureFormat(String name, int[]... beginnings) {
        this.name = name;
        this.beginnings = beginnings;
    }

    final String name() {
        return name;
    }

    /** @return whether the file begins like this format */
    boolean matches(ByteBuffer file) {
        return Stream.of(beginnings).anyMatch(bytes -> startsWith(file, bytes));
    }

    /**
     * Reads the size; the buffer may hold just the beginning of the file.
     *
     * @throws DamagedPictureException if the header is broken or goes past the buffer's end
     */
    abstract Size size(ByteBuffer file) throws DamagedPictureException;

    /**
     * Walks through the whole file.
     *
     * @return what to hand to the decoder: the file, or a copy without what a decoder only complains about
     * @throws DamagedPictureException if something is missing
     */
    abstract ByteBuffer verify(ByteBuffer file) throws DamagedPictureException;

    /** @throws DamagedPictureException unless the file has bytes {@code [offset,offset+length)} */
    final void require(ByteBuffer file, long offset, long length) throws DamagedPictureException {
        if (offset < 0 || length < 0 || offset > file.limit() - length) {
            throw truncated(file, "");
        }
    }

    /** @return whether the pixels of a verified file have more than 8 bits a channel */
    boolean isDeep(ByteBuffer file) throws DamagedPictureException {
        return false;
    }

    /** @return whether a verified file is a JPEG that is to be shown as it lies in the file */
    boolean isPlainJpeg(ByteBuffer file) {
        return false;
    }

    final DamagedPictureException truncated(ByteBuffer file, String detail) {
        return new DamagedPictureException(
                "is truncated: the " + name + " ends too early, after " + file.limit() + " bytes" + detail);
    }

    final DamagedPictureException damaged(String detail) {
        return new DamagedPictureException("is damaged: " + detail);
    }

    static boolean startsWith(ByteBuffer file, int... bytes) {
        return at(file, 0, bytes);
    }

    static boolean at(ByteBuffer file, int offset, int... bytes) {
        if (file.limit() < offset + bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((file.get(offset + i) & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
