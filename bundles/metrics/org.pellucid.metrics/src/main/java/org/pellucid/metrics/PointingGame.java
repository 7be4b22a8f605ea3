package org.pellucid.metrics;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.pellucid.api.dataset.SampleObject;
import org.pellucid.api.evaluate.Better;
import org.pellucid.api.evaluate.MetricDescription;
import org.pellucid.api.evaluate.MetricValue;
import org.pellucid.api.evaluate.spi.Metric;
import org.pellucid.maps.MapStatistics;

/** The pointing game: does the greatest value of the map lie on an object of the class? */
@Component(service = Metric.class, property = Metric.METRIC + "=" + PointingGame.NAME)
public final class PointingGame extends ObjectMetric {
    static final String NAME = "pointing-game";

    /** Made by Declarative Services. */
    public PointingGame() {
        super(MetricDescription.of(NAME)
                .summary("Whether the map's greatest value, after bilinear resizing to the picture, lies on an "
                        + "object of the class; the mean is the hit rate. Without the tolerance of 15 pixels of "
                        + "the paper. Needs known objects.")
                .paper("Zhang et al.: Top-Down Neural Attention by Excitation Backprop, arXiv:1608.00507 (2016)")
                .cost("none")
                .values(List.of(MetricValue.of(BOX, "0 or 1", Better.HIGHER, "in the box of an object"),
                        MetricValue.of(MASK, "0 or 1", Better.HIGHER,
                                "on the pixels of an object, where they are known"))));
    }

    @Override
    double byBoxes(float[] map, int width, int height, List<SampleObject> objects) {
        int point = MapStatistics.greatest(map);
        return hit(objects.stream().anyMatch(object -> object.box().contains(point % width, point / width)));
    }

    @Override
    double byMasks(float[] map, int width, List<SampleObject> objects) {
        int point = MapStatistics.greatest(map);
        return hit(objects.stream().anyMatch(object -> object.mask().get().contains(point % width, point / width)));
    }

    private static double hit(boolean hit) {
        return hit ? 1 : 0;
    }
}
