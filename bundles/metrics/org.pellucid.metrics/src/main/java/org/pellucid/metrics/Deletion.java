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

/** Deletion: how fast the class is lost as the picture's pixels vanish, those the map likes best first. */
@Component(property = Metric.METRIC + "=" + Deletion.NAME)
public final class Deletion implements Metric {
    static final String NAME = "deletion";
    private static final String AUC = "auc";

    private static final MetricDescription DESCRIPTION = MetricDescription.of(NAME)
            .summary(
                    "The area under the class probability while the pixels become the mean colour, those the map "
                            + "likes best first: "
                            + "small if the map finds early what makes the class.")
            .paper("Petsiuk, Das, Saenko: RISE, arXiv:1806.07421 (2018)")
            .cost("steps + 1 inferences")
            .values(List.of(MetricValue.of(AUC, "0..1", Better.LOWER, "area under the curve, by trapezia")));

    @Override
    public MetricDescription description() {
        return DESCRIPTION;
    }

    @Override
    public MetricResult measure(MetricInput input) throws PellucidException, InterruptedException {
        Curve curve = PixelOrder.curve(input, false, Background.MEAN);
        return MetricResult.of(Map.of(AUC, curve.area()), curve);
    }
}
