package org.pellucid.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pellucid.api.evaluate.Better;
import org.pellucid.api.evaluate.MetricDescription;
import org.pellucid.api.evaluate.MetricValue;
import org.pellucid.api.evaluate.spi.Curve;
import org.pellucid.api.evaluate.spi.MetricResult;
import org.pellucid.api.image.Picture;
import org.pellucid.image.OpenCvImageService;

class CurvePlotTest {
    private static final int POINTS = 33;

    @ParameterizedTest
    @CsvSource({"1, 0.2, 1.0 0.8 0.6 0.4 0.2 0.0", "0.93, 0.2, 1.0 0.8 0.6 0.4 0.2 0.0",
            "0.41, 0.1, 0.5 0.4 0.3 0.2 0.1 0.0", "0.0123, 0.005, 0.015 0.010 0.005 0.000",
            "0, 0.2, 1.0 0.8 0.6 0.4 0.2 0.0"})
    void has_few_and_round_ticks(double highest, double step, String numbers) {
        CurvePlot.Axis axis = CurvePlot.Axis.upTo(highest);

        assertThat(axis.step()).isEqualTo(step, within(1e-12));
        List<String> shown = new ArrayList<>(LongStream.rangeClosed(0, axis.steps()).mapToObj(axis::number).toList());
        Collections.reverse(shown);
        assertThat(String.join(" ", shown)).isEqualTo(numbers);
    }

    @Test
    void draws_curves_with_bands() throws Exception {
        Map<String, MeanCurve> methods = new LinkedHashMap<>();
        methods.put("reciprocam", curve(0.9, 0.03));
        methods.put("activation-map", curve(0.6, 0.05));
        Picture plot = CurvePlot.draw("insertion", methods);

        keep(plot, "two");
        // The band's blue lies around the line's blue at the right end, where the curve is highest.
        assertThat(count(plot, 0x00, 0x72, 0xB2)).isGreaterThan(700);
        assertThat(count(plot, mixed(0x00), mixed(0x72), mixed(0xB2))).isGreaterThan(5000);
        assertThat(count(CurvePlot.draw("insertion", Map.of("reciprocam", curve(0.9, 0))), mixed(0x00), mixed(0x72),
                mixed(0xB2))).isLessThan(100);
    }

    @Test
    void tells_many_methods_apart_and_cuts_no_name() throws Exception {
        Map<String, MeanCurve> methods = new LinkedHashMap<>();
        for (int i = 0; i < 8; i++) {
            methods.put("a method with quite a long name ".repeat(1 + 2 * (i % 3)) + i, curve(0.9 - 0.1 * i, 0.01));
        }
        Picture plot = CurvePlot.draw("deletion", methods);

        keep(plot, "many");
        assertThat(plot.height()).isGreaterThan(CurvePlot.draw("deletion", Map.of("a", curve(0.9, 0))).height() + 150);
    }

    /** The mean and its error of the curves 0, 0.2, 0.4. */
    @Test
    void knows_the_standard_error_at_every_point() {
        AskedMetric metric = new AskedMetric("insertion", MetricDescription.of("insertion")
                .values(List.of(MetricValue.of("auc", "0..1", Better.HIGHER, ""))), false, false);
        Tally tally = new Tally();
        for (double level : new double[] {0, 0.2, 0.4}) {
            double[] y = new double[POINTS];
            Arrays.fill(y, level);
            tally.add("m", metric, MetricResult.of(Map.of("auc", level), new Curve(shares(), y)));
        }

        MeanCurve mean = tally.curves().get("insertion").get("m");
        assertThat(mean.count()).isEqualTo(3);
        assertThat(mean.mean().y()[7]).isEqualTo(0.2, within(1e-12));
        assertThat(mean.standardError()[7]).isEqualTo(0.2 / Math.sqrt(3), within(1e-12));
    }

    private static int mixed(int channel) {
        return (int) Math.round(0.78 * 255 + 0.22 * channel);
    }

    private static int count(Picture plot, int red, int green, int blue) {
        int count = 0;
        for (int at = 0; at < plot.bgr().length; at += 3) {
            if (Math.abs((plot.bgr()[at] & 255) - blue) < 2 && Math.abs((plot.bgr()[at + 1] & 255) - green) < 2
                    && Math.abs((plot.bgr()[at + 2] & 255) - red) < 2) {
                count++;
            }
        }
        return count;
    }

    private static double[] shares() {
        double[] x = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            x[i] = i / (POINTS - 1.0);
        }
        return x;
    }

    private static MeanCurve curve(double top, double error) {
        double[] x = shares();
        double[] errors = new double[POINTS];
        Arrays.fill(errors, error);
        return new MeanCurve(new Curve(x, Arrays.stream(x).map(each -> top * Math.sqrt(each)).toArray()), errors, 500);
    }

    /** Leaves a picture in {@code target/curves}, to be looked at. */
    private static void keep(Picture plot, String name) throws Exception {
        Path folder = Files.createDirectories(Path.of("target", "curves"));
        Files.write(folder.resolve(name + ".png"), new OpenCvImageService().encode(plot, "png"));
    }
}
