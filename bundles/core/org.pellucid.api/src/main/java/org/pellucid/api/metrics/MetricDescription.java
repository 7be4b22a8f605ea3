package org.pellucid.api.metrics;

import java.util.List;

/**
 * What a metric is, for lists and help texts.
 *
 * @param name    the service property {@link org.pellucid.api.metrics.spi.Metric#METRIC}
 * @param summary what it measures, one or two sentences
 * @param paper   author, title, year, and where to find it
 * @param cost    for a picture and a method, in inferences or explanations
 * @param values  the numbers it gives
 */
public record MetricDescription(String name, String summary, String paper, String cost, List<MetricValue> values) {
    /** Copies the list. */
    public MetricDescription {
        values = List.copyOf(values);
    }
}
