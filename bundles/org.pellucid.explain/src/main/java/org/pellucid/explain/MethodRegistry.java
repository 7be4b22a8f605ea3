package org.pellucid.explain;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.pellucid.api.explain.ExplainMethod;

/**
 * The methods present, by name and service ranking. A replacement is added before what it replaces is removed, so
 * holders are kept by their service, not by their name.
 */
final class MethodRegistry {
    private static final Comparator<MethodHolder> BEST_FIRST = Comparator
            .comparingInt((MethodHolder holder) -> holder.ranking).reversed()
            .thenComparingLong(holder -> holder.serviceId);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Long, MethodHolder> holders = new TreeMap<>();
    private long state;

    void add(MethodHolder holder) {
        lock.lock();
        try {
            holders.put(holder.serviceId, holder);
            state++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    MethodHolder remove(long serviceId) {
        lock.lock();
        try {
            state++;
            return holders.remove(serviceId);
        } finally {
            lock.unlock();
        }
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

    /** @return all, by name, then best first */
    List<MethodHolder> all() {
        lock.lock();
        try {
            return holders.values().stream()
                    .sorted(Comparator.comparing((MethodHolder holder) -> holder.name).thenComparing(BEST_FIRST))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** @return the names present */
    List<String> names() {
        return all().stream().map(holder -> holder.name).distinct().toList();
    }

    /** @return the best of each name that {@code auto} may take, most preferred first */
    List<MethodHolder> candidates() {
        return names().stream().map(name -> best(name).orElse(null))
                .filter(holder -> holder != null && holder.auto > 0)
                .sorted(Comparator.comparingInt((MethodHolder holder) -> holder.auto).reversed()
                        .thenComparing(holder -> holder.name))
                .toList();
    }

    /** @return the best method of that name now */
    Optional<MethodHolder> best(String name) {
        lock.lock();
        try {
            return holders.values().stream().filter(holder -> holder.name.equals(name)).min(BEST_FIRST);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes a method for one piece of work.
     *
     * @param name   method
     * @param millis how long to wait for it to appear
     * @return the best one, {@linkplain MethodHolder#enter entered}; to be left
     * @throws InterruptedException if interrupted while waiting
     */
    Optional<MethodHolder> enter(String name, long millis) throws InterruptedException {
        long left = TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lockInterruptibly();
        try {
            while (true) {
                Optional<MethodHolder> best = best(name);
                if (best.isPresent() && best.get().enter()) {
                    return best;
                }
                if (left <= 0) {
                    return Optional.empty();
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Name a service registered as. */
    static String name(Map<String, ?> properties, ExplainMethod method) {
        Object name = properties.get(ExplainMethod.METHOD);
        return name instanceof String text ? text : method.description().name();
    }
}
