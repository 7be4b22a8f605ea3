package org.pellucid.dataset.archive;

import java.util.Arrays;

/**
 * From names to the place of their entries, 16 bytes a name: a hash of 64 bits stands for the name. For one thread at a
 * time.
 */
final class NameTable {
    private static final long FREE = -1;

    private long[] hashes = new long[1024];
    private long[] positions = new long[1024];
    private int size;

    NameTable() {
        Arrays.fill(positions, FREE);
    }

    /** @return the position known for the name, which is the one given if the name was not known */
    long putIfAbsent(String name, long position) {
        if (size > hashes.length / 2) {
            grow();
        }
        long hash = hash(name);
        int slot = slot(hash);
        if (positions[slot] == FREE) {
            hashes[slot] = hash;
            positions[slot] = position;
            size++;
        }
        return positions[slot];
    }

    /** @return the position known for the name, or -1 */
    long get(String name) {
        return positions[slot(hash(name))];
    }

    private int slot(long hash) {
        int slot = (int) (hash ^ hash >>> 32) & hashes.length - 1;
        while (positions[slot] != FREE && hashes[slot] != hash) {
            slot = slot + 1 & hashes.length - 1;
        }
        return slot;
    }

    private void grow() {
        long[] oldHashes = hashes;
        long[] oldPositions = positions;
        hashes = new long[2 * oldHashes.length];
        positions = new long[2 * oldPositions.length];
        Arrays.fill(positions, FREE);
        for (int i = 0; i < oldPositions.length; i++) {
            if (oldPositions[i] != FREE) {
                int slot = slot(oldHashes[i]);
                hashes[slot] = oldHashes[i];
                positions[slot] = oldPositions[i];
            }
        }
    }

    /** FNV-1a, its bits mixed once more since the table uses few of them. */
    private static long hash(String name) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        return hash ^ hash >>> 33;
    }
}
