package org.pellucid.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pellucid.api.UsageException;

/**
 * The metrics present. A replacement is added before what it replaces is removed, so they are kept by service, not by
 * name. No service is called here. Safe for use by several threads.
 */
final class MetricRegistry {
    private static final Comparator<MetricHolder> BEST_LAST = Comparator.comparingInt(MetricHolder::ranking)
            .thenComparing(Comparator.comparingLong(MetricHolder::serviceId).reversed());

    private final Map<Long, MetricHolder> holders = new HashMap<>();

    synchronized void add(MetricHolder holder) {
        holders.put(holder.serviceId(), holder);
    }

    synchronized void remove(long serviceId) {
        holders.remove(serviceId);
    }

    /** @return the best metric of each name, by name */
    synchronized Map<String, MetricHolder> best() {
        Map<String, MetricHolder> best = new TreeMap<>();
        holders.values().forEach(holder -> best.merge(holder.name(), holder,
                (a, b) -> BEST_LAST.compare(a, b) >= 0 ? a : b));
        return best;
    }

    /** @return the metrics of those names, in their order, without repetition */
    List<MetricHolder> choose(List<String> names) throws UsageException {
        Map<String, MetricHolder> best = best();
        List<MetricHolder> chosen = new ArrayList<>();
        for (String name : names) {
            MetricHolder holder = best.get(name);
            if (holder == null) {
                throw new UsageException("unknown metric '" + name + "'; "
                        + (best.isEmpty() ? "none is present" : "there are: " + String.join(", ", best.keySet())));
            }
            if (!chosen.contains(holder)) {
                chosen.add(holder);
            }
        }
        return chosen;
    }
}
