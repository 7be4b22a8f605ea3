package org.pellucid.interpret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.pellucid.files.Sha256;

/**
 * Remembers which work an earlier run has done: eight bytes of a hash each, since there may be millions. Two of a
 * million pictures have the same eight bytes once in forty million runs.
 */
final class SeenSet {
    private long[] sums = new long[16];
    private int size;
    private boolean sorted = true;

    void add(String key) {
        if (size == sums.length) {
            sums = Arrays.copyOf(sums, 2 * size);
        }
        sums[size++] = sum(key);
        sorted = false;
    }

    boolean contains(String key) {
        if (!sorted) {
            Arrays.sort(sums, 0, size);
            sorted = true;
        }
        return size > 0 && Arrays.binarySearch(sums, 0, size, sum(key)) >= 0;
    }

    int size() {
        return size;
    }

    private static long sum(String key) {
        return ByteBuffer.wrap(Sha256.begin().digest(key.getBytes(StandardCharsets.UTF_8))).getLong();
    }
}
