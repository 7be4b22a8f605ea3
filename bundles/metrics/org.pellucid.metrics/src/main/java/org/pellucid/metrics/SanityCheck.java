package org.pellucid.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.pellucid.api.PellucidException;
import org.pellucid.api.evaluate.Better;
import org.pellucid.api.evaluate.MetricDescription;
import org.pellucid.api.evaluate.MetricValue;
import org.pellucid.api.evaluate.spi.Metric;
import org.pellucid.api.evaluate.spi.MetricInput;
import org.pellucid.api.evaluate.spi.MetricResult;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.maps.MapStatistics;

/** Sanity check: a map must change when the model forgets what it learned about classes. */
@Component(service = Metric.class, property = Metric.METRIC + "=" + SanityCheck.NAME)
public final class SanityCheck extends DescribedMetric {
    static final String NAME = "sanity";

    /** Made by Declarative Services. */
    public SanityCheck() {
        super(MetricDescription.of(NAME)
                .summary("Explains the same class of the same picture with a model whose last layer's weights are "
                        + "in random order. A map that does not change (1) says nothing about the class; 0 is what "
                        + "a faithful method gives, or one whose map is constant.")
                .paper("Adebayo et al.: Sanity Checks for Saliency Maps, arXiv:1810.03292 (2018)")
                .cost("1 explanation")
                .values(List.of(MetricValue.of("spearman", "-1..1", Better.LOWER,
                        "rank correlation of the map with that of the shuffled model"),
                        MetricValue.of("pearson", "-1..1", Better.LOWER, "Pearson's correlation of the same"))));
    }

    @Override
    public MetricResult measure(MetricInput input) throws PellucidException, InterruptedException {
        SaliencyMap map = input.map();
        float[] own = input.scaled(map, map.width(), map.height());
        float[] shuffled = input.scaled(input.explainShuffled(), map.width(), map.height());
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("spearman", MapStatistics.spearman(own, shuffled));
        values.put("pearson", MapStatistics.pearson(own, shuffled));
        return MetricResult.of(values);
    }
}
