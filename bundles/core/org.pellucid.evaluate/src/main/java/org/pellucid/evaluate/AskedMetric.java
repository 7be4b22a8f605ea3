package org.pellucid.evaluate;

import org.pellucid.api.evaluate.MetricDescription;
import org.pellucid.api.evaluate.spi.Metric;

/**
 * A metric of an evaluation, as it described itself at the beginning. Who measures may be replaced before the end.
 *
 * @param name            it was asked for by
 * @param description     of its values
 * @param needsObjects    whether it applies only where objects are known
 * @param comparesMethods whether it applies only where there are several methods
 */
record AskedMetric(String name, MetricDescription description, boolean needsObjects, boolean comparesMethods) {
    AskedMetric(String name, Metric metric) {
        this(name, metric.description(), metric.needsObjects(), metric.comparesMethods());
    }
}
