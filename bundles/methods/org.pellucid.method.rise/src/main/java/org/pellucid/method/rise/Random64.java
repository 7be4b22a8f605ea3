package org.pellucid.method.rise;

/** Random numbers by position instead of in sequence: any thread can have any of them. Immutable. */
final class Random64 {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final long seed;

    Random64(long seed) {
        this.seed = mix(seed + GOLDEN);
    }

    /** @return 64 random bits, the same for the same seed, stream and position */
    long at(long stream, long position) {
        return mix(mix(seed ^ mix(stream * GOLDEN + GOLDEN)) + position * GOLDEN);
    }

    /** @return at least 0, less than 1 */
    double unit(long stream, long position) {
        return (at(stream, position) >>> 11) * 0x1p-53;
    }

    /** The output function of SplitMix64 (Steele, Lea, Flood 2014). */
    private static long mix(long bits) {
        long z = bits;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
