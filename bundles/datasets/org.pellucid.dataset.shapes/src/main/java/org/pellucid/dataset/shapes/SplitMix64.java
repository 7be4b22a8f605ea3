package org.pellucid.dataset.shapes;

/** The random numbers of a scene: SplitMix64, modulo 2^64. For one thread. */
final class SplitMix64 {
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private long state;

    SplitMix64(long state) {
        this.state = state;
    }

    /** @return what a generator must be made with to go on from here */
    long state() {
        return state;
    }

    long next() {
        state += STEP;
        return mix(state);
    }

    /** @return 0 .. n-1 */
    int next(int n) {
        return (int) ((next() >>> 33) % n);
    }

    private static long mix(long state) {
        long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
