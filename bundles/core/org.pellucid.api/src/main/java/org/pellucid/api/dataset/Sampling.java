package org.pellucid.api.dataset;

/**
 * A choice among the samples of a data set. It depends on ids and seed only, not on the order in which a file system
 * lists files: those samples are taken whose SHA-256 of the seed (eight bytes, high byte first) and the id (UTF-8) is
 * smallest. A larger count takes the same samples and more.
 *
 * @param count how many samples to take, at least 1; all if there are fewer
 * @param seed  another seed makes another choice
 */
public record Sampling(int count, long seed) {
    /** Checks the count. */
    public Sampling {
        if (count < 1) {
            throw new IllegalArgumentException("sample of " + count + ": must be at least 1");
        }
    }
}
