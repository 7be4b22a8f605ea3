package org.pellucid.console;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Tells how fast work goes, and guesses how long the rest will take. For one thread. */
public final class TimeLeft {
    private static final long NANOS_A_SECOND = 1_000_000_000L;
    private static final long TENTHS_A_SECOND = 10;
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
     * @return {@code , 33/s, 2m10s left}, or as much of it as can be said
     */
    public String text(long done, OptionalLong total) {
        long nanos = clock.getAsLong() - begun;
        if (done < 1 || nanos < 1) {
            return "";
        }
        String rate = ", " + rate((double) done * NANOS_A_SECOND / nanos);
        if (total.isEmpty() || total.getAsLong() <= done) {
            return rate;
        }
        double perThing = (double) nanos / done;
        return rate + ", " + of(Math.round(perThing * (total.getAsLong() - done) / NANOS_A_SECOND)) + " left";
    }

    /** @return how long it has taken until now: {@code 9.2 s}, {@code 2m10s} */
    public String taken() {
        long tenths = Math.round((double) (clock.getAsLong() - begun) * TENTHS_A_SECOND / NANOS_A_SECOND);
        return tenths < SECONDS_A_MINUTE * TENTHS_A_SECOND
                ? tenths / TENTHS_A_SECOND + "." + tenths % TENTHS_A_SECOND + " s" : of(tenths / TENTHS_A_SECOND);
    }

    private static String rate(double perSecond) {
        double shown = perSecond < 1 ? perSecond * SECONDS_A_MINUTE : perSecond;
        return String.format(Locale.ROOT, shown < 10 ? "%.1f/%s" : "%.0f/%s", shown, perSecond < 1 ? "min" : "s");
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
