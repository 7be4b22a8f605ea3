package org.pellucid.explain;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.pellucid.api.explain.MethodEntry;

/**
 * The methods present, by name and service ranking. A replacement is added before what it replaces is removed, so
 * holders are kept by their service, not by their name. One that goes away is listed until its work has ended, but gets
 * no more.
 */
final class MethodRegistry {
    private static final Comparator<MethodHolder> BEST_FIRST = Comparator
            .comparingInt((MethodHolder holder) -> holder.ranking).reversed()
            .thenComparingLong(holder -> holder.serviceId);
    private static final Comparator<MethodHolder> BY_NAME = Comparator
            .comparing((MethodHolder holder) -> holder.name).thenComparing(BEST_FIRST);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Long, MethodHolder> holders = new TreeMap<>();
    private long state;
    /** When the last one went, {@link System#nanoTime()}; at first, when this was made and all were still to come. */
    private long lastGone = System.nanoTime();
    private boolean anyGone;

    void add(MethodHolder holder) {
        lock.lock();
        try {
            holders.put(holder.serviceId, holder);
            change();
        } finally {
            lock.unlock();
        }
    }

    /** A service has changed its properties. */
    void update(long serviceId, Map<String, ?> properties) {
        lock.lock();
        try {
            MethodHolder holder = holders.get(serviceId);
            if (holder != null) {
                holder.configure(properties);
                change();
            }
        } finally {
            lock.unlock();
        }
    }

    /** @return the method, which gets no more work; to be {@linkplain #forget forgotten} when its work has ended */
    MethodHolder remove(long serviceId) {
        lock.lock();
        try {
            MethodHolder holder = holders.get(serviceId);
            if (holder != null) {
                holder.seal();
                lastGone = System.nanoTime();
                anyGone = true;
                change();
            }
            return holder;
        } finally {
            lock.unlock();
        }
    }

    void forget(MethodHolder holder) {
        lock.lock();
        try {
            holders.remove(holder.serviceId, holder);
            lastGone = System.nanoTime();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void change() {
        state++;
        changed.signalAll();
    }

    /** @return a number that changes whenever a method comes or goes */
    long state() {
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
    }

    /** @return all, those that go away too, by name, then best first */
    List<MethodEntry> entries() {
        lock.lock();
        try {
            return holders.values().stream().sorted(BY_NAME)
                    .map(holder -> holder.entry(best(MethodRequest.named(holder.name)).orElse(null) == holder))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** @return the names present */
    List<String> names() {
        return present().map(holder -> holder.name).distinct().toList();
    }

    /** @return all present, as they can be asked for by version */
    List<String> versions() {
        return present().map(holder -> new MethodRequest(holder.name, holder.version).toString()).toList();
    }

    /** By name, then best first. */
    private Stream<MethodHolder> present() {
        lock.lock();
        try {
            return holders.values().stream().filter(holder -> !holder.isGone()).sorted(BY_NAME).toList().stream();
        } finally {
            lock.unlock();
        }
    }

    /** @return the best of each name that {@code auto} may take, most preferred first */
    List<MethodHolder> candidates() {
        return names().stream().map(name -> best(MethodRequest.named(name)).orElse(null))
                .filter(holder -> holder != null && holder.auto > 0)
                .sorted(Comparator.comparingInt((MethodHolder holder) -> holder.auto).reversed()
                        .thenComparing(holder -> holder.name))
                .toList();
    }

    private Optional<MethodHolder> best(MethodRequest request) {
        lock.lock();
        try {
            return holders.values().stream().filter(holder -> request.matches(holder) && !holder.isGone())
                    .min(BEST_FIRST);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes a method for one piece of work. The time to wait does not count while one that was asked for ends what it
     * has in flight: its successor can come only then.
     *
     * @param request method
     * @param millis  how long to wait for it to appear; 0 not to wait
     * @return the best one, {@linkplain MethodHolder#enter entered}; to be left
     * @throws InterruptedException if interrupted while waiting
     */
    Optional<MethodHolder> enter(MethodRequest request, long millis) throws InterruptedException {
        long left = TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lockInterruptibly();
        try {
            while (true) {
                Optional<MethodHolder> best = best(request);
                if (best.isPresent() && best.get().enter()) {
                    return best;
                }
                if (left <= 0) {
                    return Optional.empty();
                }
                if (holders.values().stream().anyMatch(holder -> request.matches(holder) && holder.isGone())) {
                    changed.await();
                } else {
                    left = changed.awaitNanos(left);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a change, if a method is about to go or went lately and may come back.
     *
     * @param known  {@link #state()} in which nothing suitable was found
     * @param millis how long a method may be away; 0 not to wait
     * @return whether there was a change; not if interrupted, which is left to the caller to see
     */
    boolean awaitReturn(long known, long millis) {
        lock.lock();
        try {
            while (state == known) {
                long left = lastGone + TimeUnit.MILLISECONDS.toNanos(millis) - System.nanoTime();
                if (millis > 0 && holders.values().stream().anyMatch(MethodHolder::isGone)) {
                    changed.await();
                } else if (left <= 0 || !anyGone && !holders.isEmpty()) {
                    return false;
                } else {
                    changed.awaitNanos(left);
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
