package org.pellucid.zip;

/**
 * What an archive may ask for.
 *
 * @param maxItems      number of entries
 * @param maxItemBytes  unpacked size of one entry
 * @param maxTotalBytes unpacked size of all entries together; checked where everything is unpacked
 * @param maxRatio      unpacked to packed size, of one entry and of the whole; the first mebibyte is free
 */
public record ZipLimits(long maxItems, long maxItemBytes, long maxTotalBytes, int maxRatio) {
    /** Below this a ratio says nothing: an empty picture shrinks to nearly nothing. */
    private static final long FREE_BYTES = 1 << 20;

    /** Two million entries of up to 1 GiB, 64 GiB in all, 200 times the packed size. */
    public static final ZipLimits DEFAULTS = new ZipLimits(2_000_000, 1L << 30, 64L << 30, 200);

    /** Checks that every limit is positive. */
    public ZipLimits {
        if (maxItems < 1 || maxItemBytes < 1 || maxTotalBytes < 1 || maxRatio < 1) {
            throw new IllegalArgumentException("limits of an archive must be at least 1");
        }
    }

    /**
     * @param packed   bytes
     * @param unpacked bytes
     * @return whether this is more than pictures and models ever shrink
     */
    public boolean isBomb(long packed, long unpacked) {
        return unpacked > FREE_BYTES && (unpacked - FREE_BYTES) / maxRatio > packed;
    }
}
