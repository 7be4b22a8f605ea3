package org.pellucid.metrics;

import org.osgi.service.component.annotations.Component;
import org.pellucid.api.evaluate.Better;
import org.pellucid.api.evaluate.spi.Background;
import org.pellucid.api.evaluate.spi.Metric;

/** Deletion: how fast the class is lost as the picture's pixels vanish, those the map likes best first. */
@Component(service = Metric.class, property = Metric.METRIC + "=" + Deletion.NAME)
public final class Deletion extends CurveMetric {
    static final String NAME = "deletion";
    /** Made by Declarative Services. */
    public Deletion() {
        super(NAME, "The area under the class probability while the pixels become the mean colour, those the "
                + "map likes best first: small if the map finds early what makes the class.",
                Better.LOWER, false, Background.MEAN);
    }
}
