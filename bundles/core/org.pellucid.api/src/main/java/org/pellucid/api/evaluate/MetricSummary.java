package org.pellucid.api.evaluate;

/**
 * One value of one metric for one method, over all pictures.
 *
 * @param method        method
 * @param name          {@code METRIC.VALUE}, e.g. {@code insertion.auc}
 * @param better        which way it is better
 * @param mean          over the maps it applies to
 * @param standardError of the mean: sample deviation over the root of the count; 0 for a single map
 * @param count         number of maps
 */
public record MetricSummary(String method, String name, Better better, double mean, double standardError, long count) {
}
