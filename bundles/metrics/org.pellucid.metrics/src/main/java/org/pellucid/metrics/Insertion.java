package org.pellucid.metrics;

import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.pellucid.api.PellucidException;
import org.pellucid.api.metrics.Better;
import org.pellucid.api.metrics.MetricDescription;
import org.pellucid.api.metrics.MetricValue;
import org.pellucid.api.metrics.spi.Background;
import org.pellucid.api.metrics.spi.Curve;
import org.pellucid.api.metrics.spi.Metric;
import org.pellucid.api.metrics.spi.MetricInput;
import org.pellucid.api.metrics.spi.MetricResult;

/** Insertion: how fast the class appears as the picture's pixels appear, those the map likes best first. */
@Component(property = Metric.METRIC + "=" + Insertion.NAME)
public final class Insertion implements Metric {
    static final String NAME = "insertion";
    private static final String AUC = "auc";

    private static final MetricDescription DESCRIPTION = MetricDescription.of(NAME)
            .summary(
                    "The area under the class probability while the pixels appear on the blurred picture, those the "
                            + "map likes best "
                            + "first: large if the map finds early what makes the class.")
            .paper("Petsiuk, Das, Saenko: RISE, arXiv:1806.07421 (2018)")
            .cost("steps + 1 inferences")
            .values(List.of(MetricValue.of(AUC, "0..1", Better.HIGHER, "area under the curve, by trapezia")));

    @Override
    public MetricDescription description() {
        return DESCRIPTION;
    }

    @Override
    public MetricResult measure(MetricInput input) throws PellucidException, InterruptedException {
        Curve curve = PixelOrder.curve(input, true, Background.BLURRED);
        return MetricResult.of(Map.of(AUC, curve.area()), curve);
    }
}
