package org.pellucid.metrics;

import java.util.List;
import java.util.Map;
import org.pellucid.api.PellucidException;
import org.pellucid.api.evaluate.Better;
import org.pellucid.api.evaluate.MetricDescription;
import org.pellucid.api.evaluate.MetricValue;
import org.pellucid.api.evaluate.spi.Background;
import org.pellucid.api.evaluate.spi.Curve;
import org.pellucid.api.evaluate.spi.MetricInput;
import org.pellucid.api.evaluate.spi.MetricResult;

/** The area under a curve of class probabilities while pixels appear or vanish, those the map likes best first. */
abstract class CurveMetric extends DescribedMetric {
    private static final String AUC = "auc";

    private final boolean inserting;
    private final Background background;

    CurveMetric(String name, String summary, Better better, boolean inserting, Background background) {
        super(MetricDescription.of(name).summary(summary)
                .paper("Petsiuk, Das, Saenko: RISE, arXiv:1806.07421 (2018)")
                .cost("steps + 1 inferences")
                .values(List.of(MetricValue.of(AUC, "0..1", better, "area under the curve, by trapezia"))));
        this.inserting = inserting;
        this.background = background;
    }

    @Override
    public MetricResult measure(MetricInput input) throws PellucidException, InterruptedException {
        Curve curve = PixelOrder.curve(input, inserting, background);
        return MetricResult.of(Map.of(AUC, curve.area()), curve);
    }
}
