package org.pellucid.dataset;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The sources present. A replacement is added before what it replaces is removed, so they are kept by service, not by
 * scheme. One that goes away gets no new work, and is kept until the calls in flight on it have ended. No service is
 * called here. Safe for use by several threads.
 */
final class SourceRegistry {
    private static final Comparator<SourceHolder> BEST_LAST = Comparator
            .comparingInt((SourceHolder holder) -> holder.ranking)
            .thenComparing(Comparator.comparingLong((SourceHolder holder) -> holder.serviceId).reversed());

    private final Map<Long, SourceHolder> holders = new HashMap<>();
    /** When a source of a scheme last went, {@link System#nanoTime()}. */
    private final Map<String, Long> lastGone = new HashMap<>();
    private long state;

    synchronized void add(SourceHolder holder) {
        holders.put(holder.serviceId, holder);
        state++;
        notifyAll();
    }

    /**
     * Takes a source away; returns when the calls in flight on it are done, so that its bundle can be torn down.
     *
     * @param millis how long to wait for them
     */
    synchronized void remove(long serviceId, long millis) {
        SourceHolder holder = holders.get(serviceId);
        if (holder == null) {
            return;
        }
        holder.gone = true;
        state++;
        notifyAll();
        try {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            for (long left = millis; holder.inFlight > 0 && left > 0; left = millisUntil(end)) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            holders.remove(serviceId);
            lastGone.put(holder.scheme, System.nanoTime());
            notifyAll();
        }
    }

    /** @return a number that changes whenever a source comes or goes */
    synchronized long state() {
        return state;
    }

    /** @return the best source of each scheme, by scheme */
    synchronized Collection<SourceHolder> best() {
        Map<String, SourceHolder> best = new TreeMap<>();
        holders.values().stream().filter(holder -> !holder.gone).forEach(holder -> best.merge(holder.scheme, holder,
                (a, b) -> BEST_LAST.compare(a, b) >= 0 ? a : b));
        return List.copyOf(best.values());
    }

    /** @return the best source of a scheme, for one call; to be {@linkplain #leave left} */
    synchronized Optional<SourceHolder> enter(String scheme) {
        Optional<SourceHolder> best = best().stream().filter(holder -> holder.scheme.equals(scheme)).findFirst();
        best.ifPresent(this::enter);
        return best;
    }

    /** @return false if the source has gone: its bundle does not wait for this call */
    synchronized boolean enter(SourceHolder holder) {
        if (!holder.gone) {
            holder.inFlight++;
        }
        return !holder.gone;
    }

    synchronized void leave(SourceHolder holder) {
        holder.inFlight--;
        notifyAll();
    }

    synchronized boolean isGone(SourceHolder holder) {
        return holder.gone;
    }

    /**
     * Waits for a change, if a source is about to go or went lately and may come back. The time does not count while one
     * ends what it has in flight: its successor can come only then.
     *
     * @param known   {@link #state()} in which nothing suitable was found
     * @param schemes that would be suitable
     * @param millis  how long a source may be away; 0 not to wait
     * @return whether there was a change
     * @throws InterruptedException if interrupted while waiting
     */
    synchronized boolean awaitReturn(long known, Predicate<String> schemes, long millis) throws InterruptedException {
        while (state == known) {
            if (millis > 0
                    && holders.values().stream().anyMatch(holder -> holder.gone && schemes.test(holder.scheme))) {
                wait();
                continue;
            }
            long now = System.nanoTime();
            // How long each has been away is compared, not when it went: nanoTime may be of any sign.
            long away = lastGone.entrySet().stream().filter(entry -> schemes.test(entry.getKey()))
                    .mapToLong(entry -> now - entry.getValue()).min().orElse(Long.MAX_VALUE);
            if (away >= TimeUnit.MILLISECONDS.toNanos(millis)) {
                return false;
            }
            wait(Math.max(1, millisUntil(now - away + TimeUnit.MILLISECONDS.toNanos(millis))));
        }
        return true;
    }

    private static long millisUntil(long end) {
        return TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
}
