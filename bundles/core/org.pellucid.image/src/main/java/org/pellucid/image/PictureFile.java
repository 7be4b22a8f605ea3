package org.pellucid.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import org.pellucid.api.InputException;

/**
 * Reads picture files and refuses what must not reach the decoder. Immutable.
 *
 * @param maxPixels largest width times height
 * @param maxBytes  largest file
 */
record PictureFile(long maxPixels, long maxBytes) {
    /** OpenCV's own limit for either side. */
    private static final int MAX_SIDE = 1 << 20;
    /** Enough for the header of nearly every picture. */
    private static final int HEAD = 1 << 16;

    /**
     * A picture file found whole.
     *
     * @param format    name
     * @param width     pixels, before EXIF orientation
     * @param height    pixels, before EXIF orientation
     * @param deep      whether its pixels have more than 8 bits a channel
     * @param plainJpeg whether it is a JPEG that is to be shown as it lies in the file
     * @param bytes     for the decoder, array-backed
     */
    record Checked(String format, int width, int height, boolean deep, boolean plainJpeg, ByteBuffer bytes) {
    }

    /** Reads a file; its size in pixels is checked when no more than its beginning was read. */
    Checked read(Path file) throws InputException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                throw new InputException(file + " is a folder, not a picture");
            }
            if (!attributes.isRegularFile()) {
                throw new InputException(file + " is not a regular file");
            }
            try (InputStream in = Files.newInputStream(file)) {
                byte[] head = in.readNBytes(HEAD);
                peek(file.toString(), ByteBuffer.wrap(head));
                long length = Math.max(attributes.size(), head.length);
                if (length > maxBytes) {
                    throw new InputException(String.format(Locale.ROOT,
                            "%s has %.1f MiB, the limit is %.1f MiB; shrink it or raise maxFileMebibytes of %s", file,
                            length / 1048576.0, maxBytes / 1048576.0, OpenCvImageService.PID));
                }
                if (head.length < HEAD) {
                    return check(file.toString(), ByteBuffer.wrap(head));
                }
                byte[] whole = new byte[(int) length];
                System.arraycopy(head, 0, whole, 0, head.length);
                int read = head.length + in.readNBytes(whole, head.length, whole.length - head.length);
                return check(file.toString(), ByteBuffer.wrap(whole, 0, read));
            }
        } catch (NoSuchFileException e) {
            throw new InputException(file + " does not exist", e);
        } catch (AccessDeniedException e) {
            throw new InputException(file + " cannot be read: permission denied", e);
        } catch (IOException e) {
            throw new InputException(file + " cannot be read: " + e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            throw new InputException(file + " does not fit into memory; give Java more, for example with"
                    + " PELLUCID_OPTS=-Xmx4g", e);
        }
    }

    /** Checks a whole file in memory. */
    Checked check(String name, ByteBuffer file) throws InputException {
        if (file.limit() == 0) {
            throw new InputException(name + " is empty (0 bytes)");
        }
        if (file.limit() > maxBytes) {
            throw new InputException(String.format(Locale.ROOT,
                    "%s has %.1f MiB, the limit is %.1f MiB; shrink it or raise maxFileMebibytes of %s", name,
                    file.limit() / 1048576.0, maxBytes / 1048576.0, OpenCvImageService.PID));
        }
        PictureFormat format = PictureFormat.of(file);
        if (format == null) {
            throw new InputException(name + " is not a picture: " + whatElse(file));
        }
        try {
            PictureFormat.Size size = format.size(file);
            checkSize(name, size);
            ByteBuffer verified = format.verify(file);
            return new Checked(format.name(), (int) size.width(), (int) size.height(), format.isDeep(file),
                    format.isPlainJpeg(verified), verified);
        } catch (DamagedPictureException e) {
            throw new InputException(name + " " + e.getMessage(), e);
        }
    }

    /** Checks the size if it can be told from the file's beginning. */
    private void peek(String name, ByteBuffer head) throws InputException {
        PictureFormat format = PictureFormat.of(head);
        if (format == null) {
            return;
        }
        PictureFormat.Size size;
        try {
            size = format.size(head);
        } catch (DamagedPictureException e) {
            // Perhaps it stands further back; the whole file will tell.
            return;
        }
        checkSize(name, size);
    }

    private void checkSize(String name, PictureFormat.Size size) throws InputException {
        if (size.width() < 1 || size.height() < 1) {
            throw new InputException(
                    name + " is damaged: its size is " + size.width() + "x" + size.height() + " pixels");
        }
        if (size.width() > MAX_SIDE || size.height() > MAX_SIDE) {
            throw new InputException(name + " is " + size.width() + "x" + size.height() + " pixels; no side may be "
                    + "longer than " + MAX_SIDE);
        }
        // Both sides are below 2^20, so the product cannot overflow.
        if (size.width() * size.height() > maxPixels) {
            throw new InputException(String.format(Locale.ROOT,
                    "%s is %dx%d pixels (%.1f megapixels), the limit is %.1f megapixels; shrink it or raise "
                            + "maxMegapixels of %s",
                    name, size.width(), size.height(), size.width() * size.height() / 1e6, maxPixels / 1e6,
                    OpenCvImageService.PID));
        }
    }

    /** Says what a file is that is no picture. */
    private static String whatElse(ByteBuffer file) {
        if (PictureFormat.at(file, 4, 'j', 'P', ' ', ' ') || PictureFormat.startsWith(file, 0xFF, 0x4F, 0xFF, 0x51)) {
            return "it is a JPEG 2000, which cannot be decoded; convert it to PNG or JPEG";
        }
        if (PictureFormat.at(file, 4, 'f', 't', 'y', 'p')) {
            return "it is a HEIC, AVIF or video file, which cannot be decoded; convert it to PNG or JPEG";
        }
        if (PictureFormat.startsWith(file, '%', 'P', 'D', 'F')) {
            return "it is a PDF";
        }
        if (PictureFormat.startsWith(file, 'P', 'K', 3, 4)) {
            return "it is a ZIP archive";
        }
        if (isText(file)) {
            return "it holds text";
        }
        return "it begins like none of JPEG, PNG, BMP, WebP, TIFF and GIF";
    }

    private static boolean isText(ByteBuffer file) {
        ByteBuffer head = file.slice(0, Math.min(file.limit(), 512));
        for (int i = 0; i < head.limit(); i++) {
            byte b = head.get(i);
            if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f') {
                return false;
            }
        }
        // The head may end within a character, so up to three bytes may be left over.
        for (int cut = 0; cut < Math.min(4, head.limit()); cut++) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(head.slice(0, head.limit() - cut));
                return true;
            } catch (CharacterCodingException e) {
                // try with one byte less
            }
        }
        return false;
    }
}
