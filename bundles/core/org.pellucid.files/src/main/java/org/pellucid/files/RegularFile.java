package org.pellucid.files;

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

/**
 * Looks at a file before it is opened. A pipe would be waited for without end and a device would fill the heap, so both
 * are refused, and so is a file larger than expected. The message of every exception thrown here is what follows
 * the file's name and a colon: {@code is a folder}, {@code no such file}.
 */
public final class RegularFile {
    private RegularFile() {
    }

    /**
     * Looks at a file without opening it.
     *
     * @param file to be looked at; a link is followed
     * @return its size and times
     * @throws IOException if there is none, or if it is a folder, a pipe or a device
     */
    public static BasicFileAttributes look(Path file) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (IOException e) {
            throw new IOException(why(e), e);
        }
        if (attributes.isDirectory()) {
            throw new IOException("is a folder");
        }
        if (!attributes.isRegularFile()) {
            throw new IOException("is not a regular file");
        }
        return attributes;
    }

    /**
     * Reads a whole text.
     *
     * @param file    to be read
     * @param largest bytes it may have, a multiple of 1 MiB
     * @return its text, without a byte order mark
     * @throws IOException if there is none, or if it is no regular file, too large, no UTF-8, or cannot be read
     */
    public static String text(Path file, int largest) throws IOException {
        long size = look(file).size();
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            // The size of files that the system makes up while they are read, as in /proc, is not known before.
            bytes = size > largest ? new byte[0] : in.readNBytes(largest + 1);
        } catch (IOException e) {
            throw new IOException(why(e), e);
        }
        if (Math.max(size, bytes.length) > largest) {
            throw new IOException("is larger than " + (largest >> 20) + " MiB");
        }
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new IOException("is not UTF-8 text", e);
        }
    }

    private static String why(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        return "cannot be read: " + (e instanceof AccessDeniedException ? "permission denied" : e.getMessage());
    }
}
