package org.pellucid.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What is prepared, the least recently used given up first. */
final class PreparedCache {
    private final int capacity;
    private final Map<Prepared.Key, Prepared> entries = new LinkedHashMap<>(16, 0.75f, true);

    PreparedCache(int capacity) {
        this.capacity = capacity;
    }

    /**
     * @param key         what is needed
     * @param preparation how to make it; run later, by {@link Prepared#ready()}
     * @return the entry, {@linkplain Prepared#enter entered}; to be left
     */
    Prepared enter(Prepared.Key key, Prepared.Preparation preparation) {
        List<Prepared> evicted = new ArrayList<>(0);
        Prepared prepared;
        synchronized (entries) {
            prepared = entries.get(key);
            if (prepared == null || !prepared.enter()) {
                prepared = new Prepared(key, preparation);
                prepared.enter();
                entries.put(key, prepared);
                if (entries.size() > capacity) {
                    Prepared.Key eldest = entries.keySet().iterator().next();
                    evicted.add(entries.remove(eldest));
                }
            }
        }
        evicted.forEach(Prepared::retire);
        return prepared;
    }

    /** Gives up an entry that failed, so that the next explanation tries again. */
    void forget(Prepared prepared) {
        synchronized (entries) {
            entries.remove(prepared.key, prepared);
        }
        prepared.retire();
    }

    /** Gives up all entries of that kind; those in use are closed by their last user. */
    void retire(Predicate<Prepared.Key> kind) {
        List<Prepared> retired = new ArrayList<>();
        synchronized (entries) {
            entries.values().removeIf(prepared -> kind.test(prepared.key) && retired.add(prepared));
        }
        retired.forEach(Prepared::retire);
    }
}
