package org.pellucid.metrics;

import java.util.Arrays;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.pellucid.api.dataset.Box;
import org.pellucid.api.dataset.SampleObject;
import org.pellucid.api.evaluate.Better;
import org.pellucid.api.evaluate.MetricDescription;
import org.pellucid.api.evaluate.MetricValue;
import org.pellucid.api.evaluate.spi.Metric;

/** The energy-based pointing game: which share of the map's sum lies on the objects of the class? */
@Component(service = Metric.class, property = Metric.METRIC + "=" + EnergyInBox.NAME)
public final class EnergyInBox extends ObjectMetric {
    static final String NAME = "energy";

    /** Made by Declarative Services. */
    public EnergyInBox() {
        super(MetricDescription.of(NAME)
                .summary("The share of the map's sum, scaled to 0..1 and resized to the picture, that lies on the "
                        + "objects of the class; 0 for a constant map. Needs known objects.")
                .paper("Wang et al.: Score-CAM, arXiv:1910.01279 (2019), energy-based pointing game")
                .cost("none")
                .values(List.of(MetricValue.of(BOX, "0..1", Better.HIGHER, "share in the boxes"),
                        MetricValue.of(MASK, "0..1", Better.HIGHER, "share on the pixels, where they are known"))));
    }

    @Override
    double byBoxes(float[] map, int width, int height, List<SampleObject> objects) {
        return share(map, boxes(objects, width, height));
    }

    @Override
    double byMasks(float[] map, int width, List<SampleObject> objects) {
        return share(map, masks(objects, map.length));
    }

    private static boolean[] boxes(List<SampleObject> objects, int width, int height) {
        boolean[] inside = new boolean[width * height];
        for (SampleObject object : objects) {
            Box box = object.box();
            int left = Math.max(0, box.left());
            int right = Math.min(width, box.right());
            for (int y = Math.max(0, box.top()); y < Math.min(height, box.bottom()) && left < right; y++) {
                Arrays.fill(inside, y * width + left, y * width + right, true);
            }
        }
        return inside;
    }

    private static boolean[] masks(List<SampleObject> objects, int size) {
        boolean[] inside = new boolean[size];
        for (SampleObject object : objects) {
            boolean[] pixels = object.mask().orElseThrow().pixels();
            for (int i = 0; i < Math.min(size, pixels.length); i++) {
                inside[i] |= pixels[i];
            }
        }
        return inside;
    }

    private static double share(float[] map, boolean[] inside) {
        double part = 0;
        double sum = 0;
        for (int i = 0; i < map.length; i++) {
            sum += map[i];
            part += inside[i] ? map[i] : 0;
        }
        return sum > 0 ? part / sum : 0;
    }
}
