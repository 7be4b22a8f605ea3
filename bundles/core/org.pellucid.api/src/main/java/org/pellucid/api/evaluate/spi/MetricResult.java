package org.pellucid.api.evaluate.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Holds what a metric found out about one map. */
public final class MetricResult {
    /** The metric does not apply to this picture. */
    public static final MetricResult NONE = new MetricResult(Map.of(), Optional.empty());

    private final Map<String, Double> values;
    private final Optional<Curve> curve;

    private MetricResult(Map<String, Double> values, Optional<Curve> curve) {
        values.forEach((name, value) -> {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(name + " is " + value + ": must be finite");
            }
        });
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        this.curve = Objects.requireNonNull(curve, "curve");
    }

    /**
     * {@return a result without a curve}
     *
     * @param values finite numbers by name
     */
    public static MetricResult of(Map<String, Double> values) {
        return new MetricResult(values, Optional.empty());
    }

    /**
     * {@return a result}
     *
     * @param values finite numbers by name
     * @param curve  the curve that they come from
     */
    public static MetricResult of(Map<String, Double> values, Curve curve) {
        return new MetricResult(values, Optional.of(curve));
    }

    /** {@return finite numbers by the names of
     * {@link org.pellucid.api.evaluate.MetricDescription#values()}; those that do not apply are missing} */
    public Map<String, Double> values() {
        return values;
    }

    /** {@return the curve that the numbers come from} */
    public Optional<Curve> curve() {
        return curve;
    }

    /** Returns whether both say the same. */
    @Override
    public boolean equals(Object other) {
        return other instanceof MetricResult that && values.equals(that.values) && curve.equals(that.curve);
    }

    @Override
    public int hashCode() {
        return Objects.hash(values, curve);
    }

    /** Returns the numbers by name. */
    @Override
    public String toString() {
        return values.toString();
    }
}
