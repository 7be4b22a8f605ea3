package org.pellucid.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pellucid.api.dataset.Box;
import org.pellucid.api.evaluate.MetricDescription;
import org.pellucid.api.evaluate.spi.Background;
import org.pellucid.api.evaluate.spi.Metric;
import org.pellucid.api.evaluate.spi.MetricResult;
import org.pellucid.api.image.Picture;

/** Metrics on maps whose answers can be worked out by hand. */
class MetricsTest {
    private static final double EXACT = 1e-6;
    /** The upper half says yes, its first row more so. */
    private static final float[] UPPER = {2, 2, 2, 2, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0};
    private static final float[] LOWER = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2};
    private static final float[] CONSTANT = new float[16];

    @Test
    void the_pointing_game_looks_at_the_greatest_value() {
        float[] map = new float[16];
        map[6] = 3; // column 2, row 1
        map[15] = 2;
        assertThat(new PointingGame().measure(new KnownInput(map).object(new Box(2, 1, 4, 4), 1, 3, 4, 2, 2, 4))
                .values()).containsExactly(entry("box", 1.0), entry("mask", 0.0));
        assertThat(new PointingGame().measure(new KnownInput(map).object(new Box(3, 1, 4, 4))).values())
                .containsExactly(entry("box", 0.0));
        assertThat(new PointingGame().measure(new KnownInput(map))).isEqualTo(MetricResult.NONE);
    }

    @Test
    void a_small_map_points_after_resizing() {
        KnownInput input = new KnownInput(0, 0, 0, 1).object(new Box(3, 3, 4, 4));
        assertThat(new PointingGame().measure(input).values()).containsExactly(entry("box", 1.0));
    }

    @Test
    void energy_is_the_share_inside() {
        KnownInput input = new KnownInput(UPPER).object(new Box(0, 0, 2, 4), 0, 0, 4);
        assertThat(new EnergyInBox().measure(input).values()).containsExactly(entry("box", 0.5),
                entry("mask", 2 / 3.0));
        assertThat(new EnergyInBox().measure(new KnownInput(CONSTANT).object(new Box(0, 0, 2, 4))).values())
                .containsExactly(entry("box", 0.0));
        assertThat(new EnergyInBox().measure(new KnownInput(UPPER))).isEqualTo(MetricResult.NONE);
    }

    /** The classifier wants the first row: the right map shows it in the first of four steps. */
    @Test
    void insertion_and_deletion_follow_the_map() throws Exception {
        KnownInput right = new KnownInput(UPPER).classifier(MetricsTest::firstRow);
        KnownInput wrong = new KnownInput(LOWER).classifier(MetricsTest::firstRow);

        MetricResult insertion = new Insertion().measure(right);
        assertThat(right.background()).isEqualTo(Background.BLURRED);
        assertThat(insertion.curve().orElseThrow().x()).containsExactly(0, 0.25, 0.5, 0.75, 1);
        assertThat(insertion.curve().orElseThrow().y()).containsExactly(0, 1, 1, 1, 1);
        assertThat(insertion.values().get("auc")).isCloseTo(0.875, within(EXACT));

        MetricResult deletion = new Deletion().measure(right);
        assertThat(right.background()).isEqualTo(Background.MEAN);
        assertThat(deletion.curve().orElseThrow().y()).containsExactly(1, 0, 0, 0, 0);
        assertThat(deletion.values().get("auc")).isCloseTo(0.125, within(EXACT));

        // of equal pixels the first come first, so the first row is the third to come
        assertThat(new Insertion().measure(wrong).values().get("auc")).isCloseTo(0.375, within(EXACT));
        assertThat(new Deletion().measure(wrong).values().get("auc")).isCloseTo(0.625, within(EXACT));
    }

    private static double firstRow(float[] mask) {
        return (mask[0] + mask[1] + mask[2] + mask[3]) / 4;
    }

    @Test
    void adcc_is_the_harmonic_mean() throws Exception {
        MetricResult result = new Adcc().measure(new KnownInput(UPPER).explainer(0.6, UPPER));
        double complexity = (4 * 1 + 4 * 0.5) / 16;
        assertThat(result.values().get("drop")).isCloseTo(0.25, within(EXACT));
        assertThat(result.values().get("coherency")).isCloseTo(1, within(EXACT));
        assertThat(result.values().get("complexity")).isCloseTo(complexity, within(EXACT));
        assertThat(result.values().get("adcc")).isCloseTo(3 / (1 / 1.0 + 1 / (1 - complexity) + 1 / 0.75),
                within(EXACT));
    }

    @Test
    void adcc_counts_a_gain_as_no_drop_and_survives_extremes() throws Exception {
        assertThat(new Adcc().measure(new KnownInput(UPPER).explainer(0.9, UPPER)).values().get("drop")).isZero();
        // nothing is left of the class
        assertThat(new Adcc().measure(new KnownInput(UPPER).explainer(0, UPPER)).values().get("adcc")).isZero();
        MetricResult constant = new Adcc().measure(new KnownInput(CONSTANT).explainer(0.8, UPPER));
        assertThat(constant.values()).contains(entry("coherency", 0.5), entry("complexity", 0.0));
        // the opposite map is wholly incoherent
        float[] opposite = new float[16];
        for (int i = 0; i < opposite.length; i++) {
            opposite[i] = -UPPER[i];
        }
        assertThat(new Adcc().measure(new KnownInput(UPPER).explainer(0.8, opposite)).values().get("adcc"))
                .isCloseTo(0, within(EXACT));
    }

    /** What the map does not want becomes the mean colour, whose order is the model's (RGB) and not the picture's. */
    @Test
    void a_masked_picture_fades_to_the_mean_colour() {
        KnownInput input = new KnownInput(UPPER);
        Picture masked = Adcc.masked(input.picture(), input.scaled(input.map(), 4, 4), input.preprocessing());
        assertThat(List.of(pixel(masked, 0), pixel(masked, 4), pixel(masked, 15))).containsExactly(
                List.of(110, 110, 110), List.of(70, 65, 60), List.of(30, 20, 10));
    }

    private static List<Integer> pixel(Picture picture, int index) {
        return List.of(picture.bgr()[3 * index] & 0xff, picture.bgr()[3 * index + 1] & 0xff,
                picture.bgr()[3 * index + 2] & 0xff);
    }

    @Test
    void the_sanity_check_is_one_for_a_map_that_stays() throws Exception {
        assertThat(new SanityCheck().measure(new KnownInput(UPPER).shuffled(UPPER)).values().get("spearman"))
                .isCloseTo(1, within(EXACT));
        assertThat(new SanityCheck().measure(new KnownInput(UPPER).shuffled(LOWER)).values().get("pearson"))
                .isNegative();
        assertThat(new SanityCheck().measure(new KnownInput(UPPER).shuffled(CONSTANT)).values())
                .containsOnly(entry("spearman", 0.0), entry("pearson", 0.0));
    }

    @Test
    void agreement_names_the_other_methods() {
        float[] stretched = new float[16];
        for (int i = 0; i < stretched.length; i++) {
            stretched[i] = UPPER[i] * UPPER[i] * UPPER[i];
        }
        Map<String, Double> values = new Agreement()
                .measure(new KnownInput(UPPER).other("same", UPPER).other("stretched", stretched)).values();
        assertThat(values).containsOnlyKeys("spearman:same", "pearson:same", "spearman:stretched",
                "pearson:stretched");
        assertThat(values.get("pearson:same")).isCloseTo(1, within(EXACT));
        // the order is the same, the values are not
        assertThat(values.get("spearman:stretched")).isCloseTo(1, within(EXACT));
        assertThat(values.get("pearson:stretched")).isLessThan(0.99);
        assertThat(new Agreement().measure(new KnownInput(UPPER)).values()).isEmpty();
    }

    @Test
    void every_metric_says_what_it_is() {
        for (Metric metric : List.of(new PointingGame(), new EnergyInBox(), new Insertion(), new Deletion(),
                new Adcc(), new SanityCheck(), new Agreement())) {
            MetricDescription description = metric.description();
            assertThat(description.paper()).as(description.name()).contains("arXiv:");
            assertThat(description.cost()).as(description.name()).isNotBlank();
            assertThat(description.values()).as(description.name()).isNotEmpty();
        }
    }
}
