package org.pellucid.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.pellucid.api.evaluate.Better;
import org.pellucid.api.evaluate.MetricDescription;
import org.pellucid.api.evaluate.MetricValue;
import org.pellucid.api.evaluate.spi.Metric;
import org.pellucid.api.evaluate.spi.MetricInput;
import org.pellucid.api.evaluate.spi.MetricResult;
import org.pellucid.maps.MapStatistics;

/** Agreement: how much the maps of different methods are alike. */
@Component(service = Metric.class, property = Metric.METRIC + "=" + Agreement.NAME)
public final class Agreement extends DescribedMetric {
    static final String NAME = "agreement";

    /** Made by Declarative Services. */
    public Agreement() {
        super(MetricDescription.of(NAME)
                .summary("Correlates the map with that of each other method, both resized to the model's input. "
                        + "Low agreement says that at least one of them is wrong, high agreement not that both are "
                        + "right. Needs two methods.")
                .paper("Krishna et al.: The Disagreement Problem in Explainable Machine Learning, arXiv:2202.01602 (2022)")
                .cost("none")
                .values(List.of(
                        MetricValue.of("spearman", "-1..1", Better.NEITHER, "rank correlation with the other method"),
                        MetricValue.of("pearson", "-1..1", Better.NEITHER, "Pearson's correlation with it"))));
    }

    @Override
    public boolean comparesMethods() {
        return true;
    }

    @Override
    public MetricResult measure(MetricInput input) {
        float[] own = input.inInput(input.map());
        Map<String, Double> values = new LinkedHashMap<>();
        input.others().forEach((method, map) -> {
            float[] other = input.inInput(map);
            values.put("spearman:" + method, MapStatistics.spearman(own, other));
            values.put("pearson:" + method, MapStatistics.pearson(own, other));
        });
        return MetricResult.of(values);
    }
}
