package org.pellucid.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Makes SHA-256 sums in hexadecimal. */
public final class Sha256 {
    private static final int BUFFER = 1 << 16;

    private Sha256() {
    }

    /**
     * Begins a sum.
     *
     * @return to be fed, then given to {@link #hex}
     */
    public static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Ends a sum.
     *
     * @param sum of everything it was fed
     * @return 64 lower-case digits
     */
    public static String hex(MessageDigest sum) {
        return HexFormat.of().formatHex(sum.digest());
    }

    /**
     * Sums bytes.
     *
     * @param bytes to be summed
     * @return 64 lower-case digits
     */
    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(begin().digest(bytes));
    }

    /**
     * Sums a text as UTF-8.
     *
     * @param text to be summed
     * @return 64 lower-case digits
     */
    public static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Sums a file.
     *
     * @param file to be summed
     * @return 64 lower-case digits
     * @throws IOException if it cannot be read
     */
    public static String of(Path file) throws IOException {
        MessageDigest sum = begin();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                sum.update(buffer, 0, count);
            }
        }
        return hex(sum);
    }
}
