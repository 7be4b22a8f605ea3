package org.pellucid.evaluate;

import java.util.List;
import java.util.Map;
import org.pellucid.api.evaluate.spi.MetricResult;
import org.pellucid.api.explain.Prediction;

/** All that was measured for one picture. */
record Measured(String id, List<Target> targets) {
    /**
     * One class of it.
     *
     * @param prediction what the model thinks of the class
     * @param best       whether it is the most probable one
     * @param results    by method, then by metric
     */
    record Target(Prediction prediction, boolean best, Map<String, Map<AskedMetric, MetricResult>> results) {
    }

    /** Takes one result. */
    interface Taker {
        void take(String method, AskedMetric metric, MetricResult result);
    }

    void forEach(Taker taker) {
        targets.forEach(target -> target.results()
                .forEach((method, row) -> row.forEach((metric, result) -> taker.take(method, metric, result))));
    }
}
