package org.pellucid.shell.base;

import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Guesses how long the rest will take from how long the first part took. For one thread. */
public final class TimeLeft {
    private static final long NANOS_A_SECOND = 1_000_000_000L;
    private static final long SECONDS_A_MINUTE = 60;
    private static final long SECONDS_AN_HOUR = 3600;

    private final LongSupplier clock;
    private final long begun;

    /** @param clock nanoseconds, as of {@link System#nanoTime} */
    public TimeLeft(LongSupplier clock) {
        this.clock = clock;
        this.begun = clock.getAsLong();
    }

    /**
     * @param done  how many things are done
     * @param total how many there are, if known
     * @return {@code , 2m10s left}, or empty while nothing can be said
     */
    public String text(long done, OptionalLong total) {
        if (done < 1 || total.isEmpty() || total.getAsLong() <= done) {
            return "";
        }
        double perThing = (double) (clock.getAsLong() - begun) / done;
        return ", " + of(Math.round(perThing * (total.getAsLong() - done) / NANOS_A_SECOND)) + " left";
    }

    private static String of(long seconds) {
        if (seconds < SECONDS_A_MINUTE) {
            return seconds + "s";
        }
        if (seconds < SECONDS_AN_HOUR) {
            return seconds / SECONDS_A_MINUTE + "m" + seconds % SECONDS_A_MINUTE + "s";
        }
        return seconds / SECONDS_AN_HOUR + "h" + seconds % SECONDS_AN_HOUR / SECONDS_A_MINUTE + "m";
    }
}
