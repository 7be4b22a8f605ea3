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
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.Prediction;
import org.pellucid.api.image.Picture;
import org.pellucid.api.image.Preprocessing;
import org.pellucid.maps.MapStatistics;

/** ADCC: the harmonic mean of what a map keeps of the class, how it agrees with itself, and how little it shows. */
@Component(service = Metric.class, property = Metric.METRIC + "=" + Adcc.NAME)
public final class Adcc extends DescribedMetric {
    static final String NAME = "adcc";
    private static final String DROP = "drop";
    private static final String COHERENCY = "coherency";
    private static final String COMPLEXITY = "complexity";
    private static final String ADCC = "adcc";

    /** Made by Declarative Services. */
    public Adcc() {
        super(MetricDescription.of(NAME)
                .summary("Multiplies the picture by the map (0..1, towards the preprocessing's mean colour) and "
                        + "explains what is left. ADCC is the harmonic mean of coherency, 1 - complexity and 1 - "
                        + "drop, 0 if one of them is 0; the summary is the mean over pictures.")
                .paper("Poppi, Cornia, Baraldi, Cucchiara: Revisiting The Evaluation of Class Activation "
                        + "Mapping for Explainability, arXiv:2104.10252 (2021)")
                .cost("1 explanation")
                .values(List.of(MetricValue.of(DROP, "0..1", Better.LOWER,
                        "average drop: share of the class probability that is lost; a gain counts as 0"),
                        MetricValue.of(COHERENCY, "0..1", Better.HIGHER,
                                "(1 + Pearson's correlation of both maps) / 2; 0.5 if one of them is constant"),
                        MetricValue.of(COMPLEXITY, "0..1", Better.LOWER, "mean of the map"),
                        MetricValue.of(ADCC, "0..1", Better.HIGHER, "harmonic mean"))));
    }

    @Override
    public MetricResult measure(MetricInput input) throws PellucidException, InterruptedException {
        Picture picture = input.picture();
        float[] map = input.scaled(input.map(), picture.width(), picture.height());
        Explanation left = input.explain(masked(picture, map, input.preprocessing()));
        double probability = left.predictions().stream().filter(p -> p.index() == input.target())
                .mapToDouble(Prediction::probability).findFirst().orElse(0);
        double drop = input.probability() > 0
                ? Math.max(0, (input.probability() - probability) / input.probability()) : 0;
        float[] again = input.scaled(left.maps().get(0), picture.width(), picture.height());
        return result(drop, MapStatistics.pearson(map, again), MapStatistics.mean(map));
    }

    static MetricResult result(double drop, double correlation, double complexity) {
        double coherency = (1 + correlation) / 2;
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(DROP, drop);
        values.put(COHERENCY, coherency);
        values.put(COMPLEXITY, complexity);
        values.put(ADCC, harmonic(coherency, 1 - complexity, 1 - drop));
        return MetricResult.of(values);
    }

    private static double harmonic(double a, double b, double c) {
        return a > 0 && b > 0 && c > 0 ? 3 / (1 / a + 1 / b + 1 / c) : 0;
    }

    /** In 8 bits: what rounding adds is far below what a map changes. */
    static Picture masked(Picture picture, float[] map, Preprocessing preprocessing) {
        byte[] bgr = new byte[picture.bgr().length];
        for (int channel = 0; channel < 3; channel++) {
            boolean grey = preprocessing.channels() == 1;
            double mean = preprocessing.mean().get(grey ? 0 : preprocessing.rgb() ? 2 - channel : channel);
            for (int i = 0; i < map.length; i++) {
                int value = Byte.toUnsignedInt(picture.bgr()[3 * i + channel]);
                long mixed = Math.round(mean + (value - mean) * map[i]);
                bgr[3 * i + channel] = (byte) Math.max(0, Math.min(255, mixed));
            }
        }
        return new Picture(picture.name(), picture.width(), picture.height(), bgr);
    }
}
