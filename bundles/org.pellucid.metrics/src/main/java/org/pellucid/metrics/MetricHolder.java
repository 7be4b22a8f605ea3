package org.pellucid.metrics;

import org.pellucid.api.metrics.Metric;
import org.pellucid.api.metrics.MetricEntry;

/** A metric present, with what its service says of it. */
record MetricHolder(long serviceId, int ranking, String name, Metric metric, String bundle, String version) {
    MetricEntry entry() {
        return new MetricEntry(metric.description(), bundle, version);
    }
}
