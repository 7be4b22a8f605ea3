package org.pellucid.metrics;

import org.pellucid.api.evaluate.MetricDescription;
import org.pellucid.api.evaluate.spi.Metric;

/** A metric with its description. */
abstract class DescribedMetric implements Metric {
    private final MetricDescription description;

    DescribedMetric(MetricDescription description) {
        this.description = description;
    }

    @Override
    public final MetricDescription description() {
        return description;
    }
}
