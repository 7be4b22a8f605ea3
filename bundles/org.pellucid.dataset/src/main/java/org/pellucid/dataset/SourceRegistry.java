package org.pellucid.dataset;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The sources present. A replacement is added before what it replaces is removed, so they are kept by service, not by
 * scheme. No service is called here. Safe for use by several threads.
 */
final class SourceRegistry {
    private static final Comparator<SourceHolder> BEST_LAST = Comparator.comparingInt(SourceHolder::ranking)
            .thenComparing(Comparator.comparingLong(SourceHolder::serviceId).reversed());

    private final Map<Long, SourceHolder> holders = new HashMap<>();

    synchronized void add(SourceHolder holder) {
        holders.put(holder.serviceId(), holder);
    }

    synchronized void remove(long serviceId) {
        holders.remove(serviceId);
    }

    /** @return the best source of each scheme, by scheme */
    synchronized Collection<SourceHolder> best() {
        Map<String, SourceHolder> best = new TreeMap<>();
        holders.values().forEach(holder -> best.merge(holder.scheme(), holder,
                (a, b) -> BEST_LAST.compare(a, b) >= 0 ? a : b));
        return new ArrayList<>(best.values());
    }

    /** @return the best source of a scheme */
    Optional<SourceHolder> best(String scheme) {
        return best().stream().filter(holder -> holder.scheme().equals(scheme)).findFirst();
    }
}
