package org.pellucid.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pellucid.api.dataset.SampleObject;
import org.pellucid.api.evaluate.MetricDescription;
import org.pellucid.api.evaluate.spi.MetricInput;
import org.pellucid.api.evaluate.spi.MetricResult;

/** Judges a map, resized to the picture, by the boxes of objects, and by their pixels where those are known. */
abstract class ObjectMetric extends DescribedMetric {
    static final String BOX = "box";
    static final String MASK = "mask";

    ObjectMetric(MetricDescription description) {
        super(description);
    }

    /** {@return the value by boxes; the map is as large as the picture} */
    abstract double byBoxes(float[] map, int width, int height, List<SampleObject> objects);

    /** {@return the value by pixels, which all objects have} */
    abstract double byMasks(float[] map, int width, List<SampleObject> objects);

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
        int height = input.picture().height();
        float[] map = input.scaled(input.map(), width, height);
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(BOX, byBoxes(map, width, height, objects));
        if (objects.stream().allMatch(object -> object.mask().isPresent())) {
            values.put(MASK, byMasks(map, width, objects));
        }
        return MetricResult.of(values);
    }
}
