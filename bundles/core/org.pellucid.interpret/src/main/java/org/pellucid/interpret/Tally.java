package org.pellucid.interpret;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.pellucid.files.Sha256;

/** Counts the entries of the stage that every picture goes through, and sums their checksums up. */
final class Tally {
    private static final int MOST_MISSING = 1000;

    private final List<String> missing = new ArrayList<>();
    private BigInteger sum = BigInteger.ZERO;
    private long done;
    private long failed;

    void add(Entry entry) {
        if (entry.done()) {
            done++;
            // a sum, so that the order in which threads finish does not matter
            sum = sum.add(new BigInteger(1, Sha256.begin()
                    .digest((entry.sample() + '\n' + entry.sha256()).getBytes(StandardCharsets.UTF_8))));
        } else {
            failed++;
            if (entry.isMissing() && missing.size() < MOST_MISSING) {
                missing.add(entry.sample());
            }
        }
    }

    long done() {
        return done;
    }

    long failed() {
        return failed;
    }

    List<String> missing() {
        return missing;
    }

    /** @return the sum, modulo 2 to the 256th, of the SHA-256 of {@code id \n sha256} of every picture done */
    String sha256() {
        return String.format("%064x", sum.mod(BigInteger.TWO.pow(256)));
    }
}
