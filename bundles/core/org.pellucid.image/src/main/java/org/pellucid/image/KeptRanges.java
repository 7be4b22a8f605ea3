package org.pellucid.image;

import java.nio.ByteBuffer;

/** Parts of a file that are kept, in order. Neighbouring parts are joined. Not thread-safe. */
final class KeptRanges {
    private int[] bounds = new int[16];
    private int count;
    private int total;

    void keep(int start, int end) {
        total += end - start;
        if (count > 0 && bounds[count - 1] == start) {
            bounds[count - 1] = end;
            return;
        }
        if (count == bounds.length) {
            bounds = java.util.Arrays.copyOf(bounds, 2 * count);
        }
        bounds[count++] = start;
        bounds[count++] = end;
    }

    /** @return a view if one part was kept, a copy otherwise */
    ByteBuffer of(ByteBuffer file) {
        if (count == 2) {
            return file.slice(bounds[0], bounds[1] - bounds[0]);
        }
        ByteBuffer copy = ByteBuffer.allocate(total);
        for (int i = 0; i < count; i += 2) {
            copy.put(file.slice(bounds[i], bounds[i + 1] - bounds[i]));
        }
        return copy.flip();
    }
}
