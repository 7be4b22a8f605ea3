package org.pellucid.api.evaluate;

/**
 * A metric present in the framework.
 *
 * @param description what it is
 * @param bundle      symbolic name of the bundle it comes from
 * @param version     version of that bundle
 */
public record MetricEntry(MetricDescription description, String bundle, String version) {
}
