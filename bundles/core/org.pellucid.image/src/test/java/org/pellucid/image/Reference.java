package org.pellucid.image;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pictures and reference arrays beside the repository. Tests that need them are skipped where they are absent. */
final class Reference {
    private static final Path DATA = root().resolve("../shared/data").normalize();
    private static final Pattern SHAPE = Pattern.compile("'descr': '([^']+)'.*'shape': \\(([^)]*)\\)");

    /** An array out of a {@code .npy} file; {@code data} is little-endian and begins at 0. */
    record Array(String type, int[] shape, ByteBuffer data) {
        byte[] bytes() {
            byte[] bytes = new byte[data.remaining()];
            data.get(0, bytes);
            return bytes;
        }
    }

    private Reference() {
    }

    static Path picture(String name) {
        return existing("pictures/" + name);
    }

    static Path reference(String name) {
        return existing("reference/" + name);
    }

    static Array array(String name) {
        try {
            ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(reference(name))).order(ByteOrder.LITTLE_ENDIAN);
            int start = 10 + file.getShort(8);
            Matcher header = SHAPE.matcher(new String(file.array(), 10, start - 10, StandardCharsets.ISO_8859_1));
            if (!header.find()) {
                throw new IllegalStateException(name + " has no NumPy header");
            }
            int[] shape = Arrays.stream(header.group(2).split(",")).map(String::strip).filter(s -> !s.isEmpty())
                    .mapToInt(Integer::parseInt).toArray();
            return new Array(header.group(1), shape,
                    file.slice(start, file.limit() - start).order(ByteOrder.LITTLE_ENDIAN));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Swaps red and blue. */
    static byte[] swapped(byte[] pixels) {
        byte[] swapped = pixels.clone();
        for (int i = 0; i < swapped.length; i += 3) {
            swapped[i] = pixels[i + 2];
            swapped[i + 2] = pixels[i];
        }
        return swapped;
    }

    private static Path existing(String name) {
        Path file = DATA.resolve(name);
        assumeTrue(Files.exists(file), () -> "skipped: there is no " + file);
        return file;
    }

    private static Path root() {
        String module = System.getProperty("basedir", "");
        return Path.of(module).toAbsolutePath().resolve("../../..").normalize();
    }
}
