package org.pellucid.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.pellucid.api.evaluate.Better;
import org.pellucid.api.evaluate.MetricSummary;
import org.pellucid.api.evaluate.MetricValue;
import org.pellucid.api.evaluate.spi.Curve;
import org.pellucid.api.evaluate.spi.MetricResult;

/** Means over all maps, gathered as they come so that memory does not grow with the pictures. For one thread. */
final class Tally {
    /** A value of a method. */
    private record Value(Better better, Running running) {
    }

    /** The points of a curve. */
    private static final class Points {
        private final double[] x;
        private final Running[] y;

        Points(Curve first) {
            x = first.x();
            y = Stream.generate(Running::new).limit(x.length).toArray(Running[]::new);
        }

        void add(Curve curve) {
            if (curve.x().length != x.length) {
                throw new IllegalArgumentException("a curve has " + curve.x().length + " points, the one before "
                        + x.length);
            }
            for (int i = 0; i < y.length; i++) {
                y[i].add(curve.y()[i]);
            }
        }

        MeanCurve mean() {
            return new MeanCurve(new Curve(x, Arrays.stream(y).mapToDouble(Running::mean).toArray()),
                    Arrays.stream(y).mapToDouble(Running::standardError).toArray(), y[0].count());
        }
    }

    private final Map<String, Map<String, Value>> values = new LinkedHashMap<>();
    private final Map<String, Map<String, Points>> curves = new LinkedHashMap<>();

    void add(String method, AskedMetric metric, MetricResult result) {
        Map<String, Value> row = values.computeIfAbsent(method, name -> new LinkedHashMap<>());
        result.values().forEach((name, value) -> row
                .computeIfAbsent(metric.name() + "." + name, key -> new Value(better(metric, name), new Running()))
                .running().add(value));
        result.curve().ifPresent(curve -> curves.computeIfAbsent(metric.name(), name -> new LinkedHashMap<>())
                .computeIfAbsent(method, name -> new Points(curve)).add(curve));
    }

    private static Better better(AskedMetric metric, String name) {
        int colon = name.indexOf(':');
        String stem = colon < 0 ? name : name.substring(0, colon);
        return metric.description().values().stream().filter(value -> value.name().equals(stem))
                .map(MetricValue::better).findFirst().orElse(Better.NEITHER);
    }

    List<MetricSummary> summaries() {
        List<MetricSummary> summaries = new ArrayList<>();
        values.forEach((method, row) -> row.forEach((name, value) -> summaries.add(new MetricSummary(method, name,
                value.better(), value.running().mean(), value.running().standardError(), value.running().count()))));
        return summaries;
    }

    /** @return mean curves by metric and method */
    Map<String, Map<String, MeanCurve>> curves() {
        Map<String, Map<String, MeanCurve>> means = new LinkedHashMap<>();
        curves.forEach((metric, sums) -> {
            Map<String, MeanCurve> row = new LinkedHashMap<>();
            sums.forEach((method, points) -> row.put(method, points.mean()));
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
