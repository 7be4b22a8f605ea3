package org.pellucid.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A NumPy array file, version 1 to 3, little-endian and in C order.
 *
 * @param type  {@code u1}, {@code f4}, {@code f8} …
 * @param shape dimensions
 * @param data  elements
 */
public record NpyArray(String type, int[] shape, ByteBuffer data) {
    private static final Pattern HEADER = Pattern
            .compile("'descr': '[<|]?(\\w+)', 'fortran_order': False, 'shape': \\(([^)]*)\\)");

    /**
     * @param file a {@code .npy} file
     * @return its array
     */
    public static NpyArray read(Path file) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            boolean first = bytes.get(6) == 1;
            int start = first ? 10 : 12;
            int length = first ? bytes.getShort(8) & 0xffff : bytes.getInt(8);
            String header = new String(bytes.array(), start, length, StandardCharsets.US_ASCII);
            Matcher matcher = HEADER.matcher(header);
            if (!matcher.find()) {
                throw new IOException(file + ": header not understood: " + header);
            }
            int[] shape = Arrays.stream(matcher.group(2).split(",")).map(String::strip).filter(s -> !s.isEmpty())
                    .mapToInt(Integer::parseInt).toArray();
            bytes.position(start + length);
            return new NpyArray(matcher.group(1), shape, bytes.slice().order(ByteOrder.LITTLE_ENDIAN));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return elements of type {@code u1} */
    public byte[] bytes() {
        byte[] values = new byte[data.capacity()];
        data.get(0, values);
        return values;
    }

    /** @return elements of type {@code f4} */
    public float[] floats() {
        float[] values = new float[data.capacity() / Float.BYTES];
        data.asFloatBuffer().get(0, values);
        return values;
    }

    /** @return elements of type {@code f8} */
    public double[] doubles() {
        double[] values = new double[data.capacity() / Double.BYTES];
        data.asDoubleBuffer().get(0, values);
        return values;
    }
}
