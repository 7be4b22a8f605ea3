package org.pellucid.metrics;

import org.osgi.service.component.annotations.Component;
import org.pellucid.api.evaluate.Better;
import org.pellucid.api.evaluate.spi.Background;
import org.pellucid.api.evaluate.spi.Metric;

/** Insertion: how fast the class appears as the picture's pixels appear, those the map likes best first. */
@Component(service = Metric.class, property = Metric.METRIC + "=" + Insertion.NAME)
public final class Insertion extends CurveMetric {
    static final String NAME = "insertion";
    /** Made by Declarative Services. */
    public Insertion() {
        super(NAME, "The area under the class probability while the pixels appear on the blurred picture, "
                + "those the map likes best first: large if the map finds early what makes the class.",
                Better.HIGHER, true, Background.BLURRED);
    }
}
