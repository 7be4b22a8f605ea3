package org.pellucid.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pellucid.api.metrics.Better;
import org.pellucid.api.metrics.Curve;
import org.pellucid.api.metrics.MetricResult;
import org.pellucid.api.metrics.MetricSummary;
import org.pellucid.api.metrics.MetricValue;

/** Means over all maps, gathered as they come so that memory does not grow with the pictures. For one thread. */
final class Tally {
    /** Welford's running mean and sum of squared deviations. */
    private static final class Running {
        private final Better better;
        private long count;
        private double mean;
        private double squares;

        Running(Better better) {
            this.better = better;
        }

        void add(double value) {
            count++;
            double delta = value - mean;
            mean += delta / count;
            squares += delta * (value - mean);
        }

        double standardError() {
            return count < 2 ? 0 : Math.sqrt(squares / (count - 1) / count);
        }
    }

    /** The sum of curves. */
    private static final class Sum {
        private final double[] x;
        private final double[] y;
        private long count;

        Sum(Curve first) {
            x = first.x();
            y = new double[x.length];
        }

        void add(Curve curve) {
            if (curve.x().length != x.length) {
                throw new IllegalArgumentException("a curve has " + curve.x().length + " points, the one before "
                        + x.length);
            }
            count++;
            for (int i = 0; i < y.length; i++) {
                y[i] += curve.y()[i];
            }
        }

        Curve mean() {
            double[] mean = new double[y.length];
            for (int i = 0; i < y.length; i++) {
                mean[i] = y[i] / count;
            }
            return new Curve(x, mean);
        }
    }

    private final Map<String, Map<String, Running>> values = new LinkedHashMap<>();
    private final Map<String, Map<String, Sum>> curves = new LinkedHashMap<>();

    void add(String method, MetricHolder metric, MetricResult result) {
        Map<String, Running> row = values.computeIfAbsent(method, name -> new LinkedHashMap<>());
        result.values().forEach((name, value) -> row
                .computeIfAbsent(metric.name() + "." + name, key -> new Running(better(metric, name))).add(value));
        result.curve().ifPresent(curve -> curves.computeIfAbsent(metric.name(), name -> new LinkedHashMap<>())
                .computeIfAbsent(method, name -> new Sum(curve)).add(curve));
    }

    private static Better better(MetricHolder metric, String name) {
        int colon = name.indexOf(':');
        String stem = colon < 0 ? name : name.substring(0, colon);
        return metric.metric().description().values().stream().filter(value -> value.name().equals(stem))
                .map(MetricValue::better).findFirst().orElse(Better.NEITHER);
    }

    List<MetricSummary> summaries() {
        List<MetricSummary> summaries = new ArrayList<>();
        values.forEach((method, row) -> row.forEach((name, running) -> summaries.add(new MetricSummary(method, name,
                running.better, running.mean, running.standardError(), running.count))));
        return summaries;
    }

    /** @return mean curves by metric and method */
    Map<String, Map<String, Curve>> curves() {
        Map<String, Map<String, Curve>> means = new LinkedHashMap<>();
        curves.forEach((metric, sums) -> {
            Map<String, Curve> row = new LinkedHashMap<>();
            sums.forEach((method, sum) -> row.put(method, sum.mean()));
            means.put(metric, row);
        });
        return means;
    }

    /** @return whether the metric applied to any map */
    boolean has(String metric) {
        return values.values().stream()
                .anyMatch(row -> row.keySet().stream().anyMatch(name -> name.startsWith(metric + ".")));
    }
}
