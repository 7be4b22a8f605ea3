package org.pellucid.render;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * The renderers present. A replacement is added before what it replaces is removed, so they are kept by service, not by
 * format. No service is called here. Safe for use by several threads.
 */
final class RendererRegistry {
    private static final Comparator<RendererHolder> BEST_LAST = Comparator.comparingInt(RendererHolder::ranking)
            .thenComparing(Comparator.comparingLong(RendererHolder::serviceId).reversed());

    private final Map<Long, RendererHolder> holders = new HashMap<>();
    /** When a renderer of a format last went, {@link System#nanoTime()}. */
    private final Map<String, Long> gone = new HashMap<>();

    synchronized void add(RendererHolder holder) {
        holders.put(holder.serviceId(), holder);
        notifyAll();
    }

    synchronized void remove(long serviceId) {
        RendererHolder holder = holders.remove(serviceId);
        if (holder != null) {
            holder.formats().forEach(format -> gone.put(format, System.nanoTime()));
        }
    }

    /** @return the formats present, sorted */
    synchronized SortedSet<String> formats() {
        return holders.values().stream().map(RendererHolder::formats).flatMap(Collection::stream)
                .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
    }

    /** @return the best renderer of a format */
    synchronized Optional<RendererHolder> best(String format) {
        return holders.values().stream().filter(holder -> holder.formats().contains(format)).max(BEST_LAST);
    }

    /**
     * @return whether there is a renderer of a format, waited for if one has gone lately: a format that never was is
     *         refused at once
     */
    synchronized boolean isKnown(String format, long millis) {
        Long since = gone.get(format);
        long away = since == null ? millis : TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
        return await(format, millis - away).isPresent();
    }

    /** @return the best renderer of a format, waited for if there is none just now */
    synchronized Optional<RendererHolder> await(String format, long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (true) {
            Optional<RendererHolder> best = best(format);
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (best.isPresent() || left <= 0) {
                return best;
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
    }
}
