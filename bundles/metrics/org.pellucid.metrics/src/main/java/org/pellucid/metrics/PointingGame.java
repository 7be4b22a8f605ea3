package org.pellucid.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.pellucid.api.dataset.SampleObject;
import org.pellucid.api.metrics.Better;
import org.pellucid.api.metrics.MetricDescription;
import org.pellucid.api.metrics.MetricValue;
import org.pellucid.api.metrics.spi.Metric;
import org.pellucid.api.metrics.spi.MetricInput;
import org.pellucid.api.metrics.spi.MetricResult;
import org.pellucid.maps.MapStatistics;

/** The pointing game: does the greatest value of the map lie on an object of the class? */
@Component(property = Metric.METRIC + "=" + PointingGame.NAME)
public final class PointingGame implements Metric {
    static final String NAME = "pointing-game";
    private static final String BOX = "box";
    private static final String MASK = "mask";

    private static final MetricDescription DESCRIPTION = MetricDescription.of(NAME)
            .summary(
                    "Whether the map's greatest value, after bilinear resizing to the picture, lies on an object of "
                            + "the class; "
                            + "the mean is the hit rate. Without the tolerance of 15 pixels of the paper. Needs "
                            + "known objects.")
            .paper("Zhang et al.: Top-Down Neural Attention by Excitation Backprop, arXiv:1608.00507 (2016)")
            .cost("none")
            .values(List.of(MetricValue.of(BOX, "0 or 1", Better.HIGHER, "in the box of an object"),
                    MetricValue.of(MASK, "0 or 1", Better.HIGHER,
                            "on the pixels of an object, where they are known")));

    @Override
    public MetricDescription description() {
        return DESCRIPTION;
    }

    @Override
    public boolean needsObjects() {
        return true;
    }

    @Override
    public MetricResult measure(MetricInput input) {
        List<SampleObject> objects = input.objects();
        if (objects.isEmpty()) {
            return MetricResult.NONE;
        }
        int width = input.picture().width();
        int point = MapStatistics.greatest(input.scaled(input.map(), width, input.picture().height()));
        int x = point % width;
        int y = point / width;
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(BOX, hit(objects.stream().anyMatch(object -> object.box().contains(x, y))));
        if (objects.stream().allMatch(object -> object.mask().isPresent())) {
            values.put(MASK, hit(objects.stream().anyMatch(object -> object.mask().get().contains(x, y))));
        }
        return MetricResult.of(values);
    }

    private static double hit(boolean hit) {
        return hit ? 1 : 0;
    }
}
