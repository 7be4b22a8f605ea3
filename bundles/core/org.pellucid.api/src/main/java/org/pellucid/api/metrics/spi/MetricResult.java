package org.pellucid.api.metrics.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a metric found out about one map.
 *
 * @param values finite numbers by the names of {@link org.pellucid.api.metrics.MetricDescription#values()}; those that do not apply are missing
 * @param curve  the curve behind them
 */
public record MetricResult(Map<String, Double> values, Optional<Curve> curve) {
    /** The metric does not apply to this picture. */
    public static final MetricResult NONE = new MetricResult(Map.of(), Optional.empty());

    /** Copies the map in its order, checks the numbers. */
    public MetricResult {
        Objects.requireNonNull(curve, "curve");
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        values.forEach((name, value) -> {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(name + " is " + value + ": must be finite");
            }
        });
    }

    /**
     * @param values by name
     * @return a result without a curve
     */
    public static MetricResult of(Map<String, Double> values) {
        return new MetricResult(values, Optional.empty());
    }
}
