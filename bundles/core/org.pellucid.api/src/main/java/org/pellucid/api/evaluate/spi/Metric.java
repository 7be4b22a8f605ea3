package org.pellucid.api.evaluate.spi;

import org.osgi.annotation.versioning.ConsumerType;
import org.pellucid.api.PellucidException;
import org.pellucid.api.evaluate.MetricDescription;

/**
 * Judges saliency maps: the SPI. Register an implementation as a service with the property {@link #METRIC}; where
 * several have the same name the one with the highest service ranking is used. Holds no state from map to map. Safe for
 * use by several threads.
 */
@ConsumerType
public interface Metric {
    /** Service property: the metric's name, lower case with hyphens. */
    String METRIC = "pellucid.metric";

    /** {@return what this metric is} */
    MetricDescription description();

    /**
     * Whether maps are judged by the places of objects. Such a metric has nothing to say about a data set that knows no
     * objects, and an evaluation by nothing else is refused there.
     *
     * @return whether {@link #measure} gives {@link MetricResult#NONE} where {@link MetricInput#objects()} is empty
     */
    default boolean needsObjects() {
        return false;
    }

    /**
     * Whether maps are judged by those of other methods. Such a metric has nothing to say where there is one method, and
     * an evaluation by nothing else is refused there.
     *
     * @return whether {@link #measure} gives {@link MetricResult#NONE} where {@link MetricInput#others()} is empty
     */
    default boolean comparesMethods() {
        return false;
    }

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
