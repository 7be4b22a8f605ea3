package org.pellucid.render;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The renderers present. A replacement is added before what it replaces is removed, so they are kept by service, not by
 * format. One that goes away gets no new work, and is kept until what it renders is done. No service is called here. Safe
 * for use by several threads.
 */
final class RendererRegistry {
    private static final Comparator<RendererHolder> BEST_LAST = Comparator
            .comparingInt((RendererHolder holder) -> holder.ranking)
            .thenComparing(Comparator.comparingLong((RendererHolder holder) -> holder.serviceId).reversed());

    private final Map<Long, RendererHolder> holders = new HashMap<>();
    /** When a renderer of a format last went, {@link System#nanoTime()}. */
    private final Map<String, Long> lastGone = new HashMap<>();

    synchronized void add(RendererHolder holder) {
        holders.put(holder.serviceId, holder);
        notifyAll();
    }

    /**
     * Takes a renderer away; returns when what it renders is done, so that its bundle can be torn down.
     *
     * @param millis how long to wait for that
     */
    synchronized void remove(long serviceId, long millis) {
        RendererHolder holder = holders.get(serviceId);
        if (holder == null) {
            return;
        }
        holder.gone = true;
        try {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            for (long left = millis; holder.inFlight > 0 && left > 0; left = millisUntil(end)) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            holders.remove(serviceId, holder);
            holder.formats.forEach(format -> lastGone.put(format, System.nanoTime()));
            notifyAll();
        }
    }

    /** @return the formats present, sorted */
    synchronized SortedSet<String> formats() {
        return present().map(holder -> holder.formats).flatMap(Collection::stream)
                .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
    }

    /** @return the best renderer of a format */
    synchronized Optional<RendererHolder> best(String format) {
        return present().filter(holder -> holder.formats.contains(format)).max(BEST_LAST);
    }

    private Stream<RendererHolder> present() {
        return holders.values().stream().filter(holder -> !holder.gone);
    }

    /**
     * @return whether there is a renderer of a format, waited for if one has gone lately: a format that never was is
     *         refused at once
     */
    synchronized boolean isKnown(String format, long millis) {
        Long since = lastGone.get(format);
        long away = isLeaving(List.of(format)) ? 0
                : since == null ? millis : TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
        return await(List.of(format), millis - away);
    }

    private boolean isLeaving(List<String> formats) {
        return holders.values().stream()
                .anyMatch(holder -> holder.gone && formats.stream().anyMatch(holder.formats::contains));
    }

    /**
     * Takes the best renderer of each format for one picture. All at once: who held one and waited for another would
     * keep the one from going, and with that whoever brings the other back.
     *
     * @param millis how long to wait for those that are away
     * @return by format, in the order given, to be {@linkplain #leave left}; empty if one did not come
     */
    synchronized Optional<Map<String, RendererHolder>> enter(List<String> formats, long millis) {
        if (!await(formats, millis)) {
            return Optional.empty();
        }
        Map<String, RendererHolder> entered = new LinkedHashMap<>();
        formats.forEach(format -> entered.put(format, best(format).orElseThrow()));
        entered.values().forEach(holder -> holder.inFlight++);
        return Optional.of(entered);
    }

    synchronized void leave(Collection<RendererHolder> entered) {
        entered.forEach(holder -> holder.inFlight--);
        notifyAll();
    }

    /**
     * Waits until there is a renderer of each format. The time does not count while one that is asked for ends what it
     * renders: its successor can come only then.
     */
    private boolean await(List<String> formats, long millis) {
        long left = TimeUnit.MILLISECONDS.toNanos(millis);
        while (!formats.stream().allMatch(format -> best(format).isPresent())) {
            boolean leaving = isLeaving(formats);
            if (millis <= 0 || left <= 0 && !leaving) {
                return false;
            }
            long begun = System.nanoTime();
            try {
                // rounded up, since 0 is without end
                wait(leaving ? 0 : TimeUnit.NANOSECONDS.toMillis(left) + 1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            if (!leaving) {
                left -= System.nanoTime() - begun;
            }
        }
        return true;
    }

    private static long millisUntil(long end) {
        return TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
}
