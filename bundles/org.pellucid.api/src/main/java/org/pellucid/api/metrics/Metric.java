package org.pellucid.api.metrics;

import org.osgi.annotation.versioning.ConsumerType;
import org.pellucid.api.PellucidException;

/**
 * Judges saliency maps: the SPI. Register an implementation as a service with the property {@link #METRIC}; where
 * several have the same name the one with the highest service ranking is used. Holds no state from map to map. Safe for
 * use by several threads.
 */
@ConsumerType
public interface Metric {
    /** Service property: the metric's name, lower case with hyphens. */
    String METRIC = "pellucid.metric";

    /** @return what this metric is */
    MetricDescription description();

    /**
     * Judges one map.
     *
     * @param input the map, and what can be asked about it
     * @return the numbers; {@link MetricResult#NONE} if the metric does not apply, for lack of known objects say
     * @throws PellucidException    if the model or a method cannot be asked
     * @throws InterruptedException if the thread was interrupted or the work is no longer wanted
     */
    MetricResult measure(MetricInput input) throws PellucidException, InterruptedException;
}
