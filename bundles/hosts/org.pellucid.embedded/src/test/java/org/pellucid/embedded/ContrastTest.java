package org.pellucid.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pellucid.api.Progress;
import org.pellucid.api.UsageException;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.Samples;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.Prediction;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.image.MapScale;
import org.pellucid.api.image.Picture;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.Precision;
import org.pellucid.testkit.TestData;

/** Maps of a contrast against their definition, and against what the model does when their top is covered. */
class ContrastTest extends OpenedTest {
    private static final ExplainSettings EXACT = ExplainSettings.builder().precision(Precision.F32).build();
    private static final double COVERED = 0.1;
    /** A scene is confused where the second class is at least that probable. */
    private static final double CONFUSED = 0.2;
    private static final int SCENES = 200;

    private static Model load(String name) throws Exception {
        return pellucid.models().load(TestData.model(name).toString());
    }

    private static Picture sample(String name) throws Exception {
        return pellucid.images().read(TestData.sample(name));
    }

    private static Explanation explain(Model model, Picture picture, ExplainSettings settings, Targets targets)
            throws Exception {
        return pellucid.explainer().explain(model, picture, settings, targets, Progress.NONE);
    }

    @ParameterizedTest
    @CsvSource({"efficientnet-lite0, reciprocam", "mobilenetv3-large-seeded, reciprocam", "shapes-cnn, reciprocam",
            "shapes-vit, vit-reciprocam", "vit-tiny-seeded, vit-reciprocam"})
    void a_contrast_is_the_difference_of_the_maps_of_both_classes(String name, String method) throws Exception {
        try (Model model = load(name)) {
            Explanation why = explain(model, sample("chelsea.png"), EXACT.toBuilder().method(method).build(),
                    Targets.of(3, 5).and(Targets.contrast(3, 5)).and(Targets.contrast(5, 7)));
            float[] three = why.map(3).orElseThrow().raw();
            float[] five = why.map(5).orElseThrow().raw();
            SaliencyMap contrast = why.contrast(3, 5).orElseThrow();

            assertThat(why.maps()).extracting(SaliencyMap::isContrast).containsExactly(false, false, true, true);
            assertThat(contrast.scale()).isEqualTo(MapScale.SIGNED);
            float greatest = 0;
            for (int i = 0; i < three.length; i++) {
                assertThat(contrast.raw()[i]).isEqualTo(three[i] - five[i]);
                greatest = Math.max(greatest, Math.abs(three[i] - five[i]));
            }
            for (int i = 0; i < three.length; i++) {
                assertThat((double) (contrast.values()[i] & 0xFF))
                        .isCloseTo(128 + 127.0 * (three[i] - five[i]) / greatest, within(1.0));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"rise, masks=200;tolerance=0", "rise, masks=200;estimator=plain;tolerance=0",
            "aise, pairs=32;places=0"})
    void a_contrast_the_other_way_round_has_the_other_sign(String method, String options) throws Exception {
        Map<String, String> given = new HashMap<>();
        for (String option : options.split(";")) {
            given.put(option.split("=")[0], option.split("=")[1]);
        }
        try (Model model = load("shapes-vit")) {
            Explanation why = explain(model, sample("rocket.jpg"),
                    EXACT.toBuilder().method(method).options(given).build(),
                    Targets.contrast(0, 4).and(Targets.contrast(4, 0)));
            float[] forward = why.contrast(0, 4).orElseThrow().raw();
            float[] backward = why.contrast(4, 0).orElseThrow().raw();
            double greatest = IntStream.range(0, forward.length).mapToDouble(i -> Math.abs(forward[i])).max()
                    .orElseThrow();

            assertThat(greatest).isPositive();
            assertThat(IntStream.range(0, forward.length).mapToDouble(i -> Math.abs(forward[i] + backward[i])).max()
                    .orElseThrow()).isLessThan(1e-4 * greatest);
        }
    }

    @Test
    void a_method_that_knows_no_classes_refuses_a_contrast_and_names_those_that_do_not() throws Exception {
        try (Model model = load("shapes-vit")) {
            assertThatThrownBy(
                    () -> explain(model, sample("chelsea.png"), EXACT.toBuilder().method("activation-map").build(),
                            Targets.contrast("star", "ring")))
                    .isInstanceOf(UsageException.class).hasMessageContaining("'star>ring'")
                    .hasMessageContaining("activation-map cannot contrast")
                    .hasMessageContaining("aise, reciprocam, rise, vit-reciprocam");
            assertThatThrownBy(() -> explain(model, sample("chelsea.png"), EXACT, Targets.contrast("star", "3")))
                    .isInstanceOf(UsageException.class).hasMessageContaining("two classes");
            assertThatThrownBy(() -> explain(model, sample("chelsea.png"), EXACT, Targets.contrast("star", "moon")))
                    .isInstanceOf(UsageException.class).hasMessageContaining("moon");
        }
    }

    @Test
    void on_a_shared_scale_only_the_class_the_model_believes_in_reaches_the_top() throws Exception {
        try (Model model = pellucid.model("efficientnet-lite0")) {
            Explanation own = explain(model, sample("chelsea.png"), EXACT, Targets.of("Egyptian_cat", "plastic_bag"));
            Explanation shared = own.onSharedScale();

            assertThat(own.maps()).extracting(ContrastTest::greatest).containsExactly(255, 255);
            assertThat(shared.maps()).extracting(ContrastTest::greatest).first().isEqualTo(255);
            assertThat(greatest(shared.maps().get(1))).isLessThan(200);
            assertThat(shared.maps().get(1).raw()).isEqualTo(own.maps().get(1).raw());
        }
    }

    private static int greatest(SaliencyMap map) {
        return IntStream.range(0, map.values().length).map(i -> map.values()[i] & 0xFF).max().orElseThrow();
    }

    /** How far the difference of logits falls when the top tenth of a map is covered, over pictures. */
    private static final class Drops {
        private double contrast;
        private double target;
        private double against;
        private int pictures;

        void add(Model model, Picture picture, double least) throws Exception {
            List<Prediction> predictions = pellucid.explainer().predict(model, picture, EXACT).predictions();
            if (predictions.get(1).probability() < least) {
                return;
            }
            int first = predictions.get(0).index();
            int second = predictions.get(1).index();
            Explanation why = explain(model, picture, EXACT,
                    Targets.of(first, second).and(Targets.contrast(first, second)));
            double whole = difference(why.predictions(), first, second);
            contrast += whole - covered(model, picture, why.contrast(first, second).orElseThrow(), first, second);
            target += whole - covered(model, picture, why.map(first).orElseThrow(), first, second);
            against += whole - covered(model, picture, why.map(second).orElseThrow(), first, second);
            pictures++;
        }

        private static double covered(Model model, Picture picture, SaliencyMap map, int first, int second)
                throws Exception {
            return difference(pellucid.explainer().predict(model, cover(picture, map), EXACT).predictions(), first,
                    second);
        }

        private static double difference(List<Prediction> predictions, int first, int second) {
            double difference = 0;
            for (Prediction prediction : predictions) {
                difference += prediction.index() == first ? prediction.logit()
                        : prediction.index() == second ? -prediction.logit() : 0;
            }
            return difference;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT,
                    "%d pictures: the difference of logits falls by %.3f with the contrast's top covered,"
                            + " by %.3f with that of the first class, by %.3f with that of the second",
                    pictures,
                    contrast / pictures, target / pictures, against / pictures);
        }
    }

    /** Gives the top tenth of a map the picture's mean colour. */
    private static Picture cover(Picture picture, SaliencyMap map) {
        byte[] values = pellucid.images().resizeMap(map.values(), map.width(), map.height(), map.scale(),
                map.placement(), picture.width(), picture.height());
        int[] counts = new int[256];
        for (byte value : values) {
            counts[value & 0xFF]++;
        }
        int level = 255;
        for (int above = counts[level]; above < COVERED * values.length; above += counts[level]) {
            level--;
        }
        byte[] covered = picture.bgr().clone();
        for (int channel = 0; channel < 3; channel++) {
            long sum = 0;
            for (int i = channel; i < covered.length; i += 3) {
                sum += covered[i] & 0xFF;
            }
            byte mean = (byte) (sum / values.length);
            for (int i = 0; i < values.length; i++) {
                covered[3 * i + channel] = (values[i] & 0xFF) >= level ? mean : covered[3 * i + channel];
            }
        }
        return new Picture(picture.name(), picture.width(), picture.height(), covered);
    }

    @ParameterizedTest
    @CsvSource({"shapes-vit", "shapes-cnn"})
    void covering_the_top_of_a_contrast_moves_the_difference_furthest(String name) throws Exception {
        Drops drops = new Drops();
        try (Model model = load(name);
                Dataset scenes = pellucid.datasets().open("shapes:5", folder, Optional.empty());
                Samples samples = scenes.samples()) {
            for (Optional<Sample> next = samples.next(); drops.pictures < SCENES; next = samples.next()) {
                drops.add(model, next.orElseThrow().picture(), CONFUSED);
            }
        }
        assertThat(drops.contrast).as(drops.toString()).isGreaterThan(drops.target).isGreaterThan(-drops.against);
    }

    @Test
    void so_it_does_on_the_sample_pictures() throws Exception {
        Drops drops = new Drops();
        try (Model model = pellucid.model("efficientnet-lite0")) {
            for (String name : List.of("chelsea.png", "coffee.png", "rocket.jpg", "astronaut.png")) {
                drops.add(model, sample(name), 0);
            }
        }
        assertThat(drops.contrast).as(drops.toString()).isGreaterThan(drops.target).isGreaterThan(-drops.against);
    }
}
