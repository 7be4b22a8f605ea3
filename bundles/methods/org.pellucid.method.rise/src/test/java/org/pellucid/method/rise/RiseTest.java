package org.pellucid.method.rise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pellucid.api.MethodException;
import org.pellucid.api.Progress;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.ExplainListener;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.PartialExplanationException;
import org.pellucid.api.explain.PreprocessingChoice;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.image.Picture;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.Precision;
import org.pellucid.maps.MapStatistics;
import org.pellucid.testkit.MethodTest;

/** What RISE promises, on small models with known answers. */
class RiseTest extends MethodTest {
    private static final ExplainSettings SETTINGS = ExplainSettings.builder().method(Rise.NAME)
            .precision(Precision.F32).preprocessing(PreprocessingChoice.of("none")).build();
    private static final Targets FIRST = new Targets.Listed(List.of("0"));

    @TempDir
    private Path folder;

    RiseTest() {
        super(new Rise());
    }

    private SaliencyMap map(Model model, Picture picture, Map<String, String> options) throws Exception {
        return runtime.explainer()
                .explain(model, picture, SETTINGS.toBuilder().options(options).build(), FIRST, Progress.NONE).maps()
                .get(0);
    }

    @ParameterizedTest
    @CsvSource({"40,72,ridge,0.5", "72,40,ridge,0.5", "40,72,plain,0.5", "40,72,ridge,0.3", "13,21,ridge,0.5",
            "6,40,ridge,0.5"})
    void findsThePatchThatMattersWhateverTheShape(int height, int width, String estimator, String probability)
            throws Exception {
        int size = Math.max(2, Math.min(height, width) / 5);
        int top = height / 5;
        int left = width * 3 / 5;
        try (Model model = runtime.models()
                .load(SmallModels.patch(folder, height, width, top, left, size).toString())) {

            SaliencyMap map = map(model, SmallModels.white(height, width),
                    Map.of("masks", "1500", "estimator", estimator, "probability", probability));

            assertThat(new int[] {map.height(), map.width()}).containsExactly(height, width);
            int best = 0;
            for (int i = 0; i < map.raw().length; i++) {
                best = map.raw()[i] > map.raw()[best] ? i : best;
            }
            assertThat(best / width).as("row of the maximum").isBetween(top - height / 8 - 1, top + size + height / 8);
            assertThat(best % width).as("column").isBetween(left - width / 8 - 1, left + size + width / 8);
        }
    }

    @Test
    void bothEstimatorsMeanTheSame() throws Exception {
        try (Model model = runtime.models().load(SmallModels.patch(folder, 48, 64, 10, 30, 12).toString())) {
            Picture picture = SmallModels.white(48, 64);

            float[] ridge = map(model, picture, Map.of("masks", "2000")).raw();
            float[] plain = map(model, picture, Map.of("masks", "100000", "estimator", "plain")).raw();

            assertThat(MapStatistics.pearson(ridge, plain)).isGreaterThan(0.97);
            for (int i = 0; i < ridge.length; i++) {
                assertThat(ridge[i]).as("value %d", i).isCloseTo(plain[i], within(0.02f));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"ridge,0.5", "ridge,0.3", "plain,0.5"})
    void looking_every_ten_masks_does_not_change_the_map(String estimator, String probability) throws Exception {
        try (Model model = runtime.models().load(SmallModels.patch(folder, 32, 48, 8, 8, 10).toString())) {
            Picture picture = SmallModels.noise(32, 48);
            Map<String, String> options = Map.of("masks", "300", "estimator", estimator, "probability", probability);
            List<SaliencyMap> looks = new ArrayList<>();
            ExplainListener looking = new ExplainListener() {
                @Override
                public void known(Supplier<Explanation> known, long done, long total) {
                    if (done % 10 == 0) {
                        assertThat(total).isEqualTo(300);
                        assertThat(known.get().incomplete()).hasValue(done + " of 300");
                        looks.add(known.get().maps().get(0));
                    }
                }
            };

            SaliencyMap looked = runtime.explainer()
                    .explain(model, picture, SETTINGS.toBuilder().options(options).build(), FIRST, looking).maps()
                    .get(0);

            assertThat(looked).isEqualTo(map(model, picture, options));
            assertThat(looks).hasSize(30);
            assertThat(looks.get(29)).isEqualTo(looked);
            assertThat(looks.get(1).raw()).isNotEqualTo(looked.raw());
            assertThat(looked.error().orElseThrow()).isPositive();
            if (estimator.equals("ridge")) { // the plain map of so few masks is noise, and so is its error
                assertThat(looked.error().orElseThrow()).isLessThan(looks.get(9).error().orElseThrow());
            }
        }
    }

    @Test
    void sameSeedSameMapWhateverBatchAndThreads() throws Exception {
        try (Model model = runtime.models().load(SmallModels.patch(folder, 32, 48, 8, 8, 10).toString())) {
            Picture picture = SmallModels.noise(32, 48);
            float[] expected = map(model, picture, Map.of("masks", "301")).raw();

            for (String batch : List.of("1", "3", "7")) {
                float[] map = map(model, picture, Map.of("masks", "301", "batch", batch)).raw();
                assertThat(Arrays.equals(map, expected)).as("the same map with batch %s", batch).isTrue();
            }
            ExecutorService threads = Executors.newFixedThreadPool(3);
            try {
                Callable<float[]> task = () -> map(model, picture, Map.of("masks", "301")).raw();
                for (Future<float[]> future : threads.invokeAll(List.of(task, task, task, task))) {
                    assertThat(Arrays.equals(future.get(), expected)).as("the same map in each thread").isTrue();
                }
            } finally {
                threads.shutdownNow();
            }
            float[] other = map(model, picture, Map.of("masks", "301", "seed", "1")).raw();
            assertThat(Arrays.equals(other, expected)).as("another seed, the same map").isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "3", "10", "60", "200"})
    void fewMasksGiveAFiniteMap(String masks) throws Exception {
        try (Model model = runtime.models().load(SmallModels.patch(folder, 20, 20, 4, 4, 6).toString())) {

            for (float value : map(model, SmallModels.noise(20, 20), Map.of("masks", masks)).raw()) {
                assertThat(value).isFinite();
            }
        }
    }

    @Test
    void aScoreThatNeverChangesGivesAConstantMapAndAFixedBatchIsTaken() throws Exception {
        try (Model model = runtime.models().load(SmallModels.constant(folder, 16, 16).toString())) {

            SaliencyMap map = map(model, SmallModels.white(16, 16), Map.of("masks", "200", "tolerance", "0.1"));

            assertThat(map.values()).containsOnly(0);
            assertThat(map.raw()).containsOnly(0.5f);
            assertThatThrownBy(() -> map(model, SmallModels.white(16, 16), Map.of("batch", "4")))
                    .isInstanceOf(MethodException.class).hasMessageContaining("batch");
        }
    }

    @Test
    void allClassesComeFromTheSameRuns() throws Exception {
        try (Model model = runtime.models().load(SmallModels.patch(folder, 24, 24, 4, 4, 6).toString())) {

            Explanation both = runtime.explainer().explain(model, SmallModels.noise(24, 24),
                    SETTINGS.toBuilder().option("masks", "200").build(), new Targets.All(), Progress.NONE);

            assertThat(both.maps()).hasSize(2);
            float[] first = both.maps().get(0).raw();
            float[] second = both.maps().get(1).raw();
            for (int i = 0; i < first.length; i++) {
                assertThat(first[i] + second[i]).as("probabilities of two classes add up").isCloseTo(1, within(1e-3f));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"masks,1,2 to 1000000", "masks,many,2 to 1000000", "cells,0,1 to 16", "cells,17,1 to 16",
            "probability,1,0.01 to 0.99", "probability,NaN,0.01 to 0.99", "tolerance,-1,0.0 to 1.0",
            "batch,257,0 to 256", "estimator,best,'[plain, ridge]'", "preset,fast,'[speed, balance, quality]'",
            "seed,x,whole number"})
    void saysTheRangeOfAnOptionOutOfRange(String option, String value, String range) throws Exception {
        try (Model model = runtime.models().load(SmallModels.constant(folder, 16, 16).toString())) {
            assertThatThrownBy(() -> map(model, SmallModels.white(16, 16), Map.of(option, value)))
                    .isInstanceOf(UsageException.class).hasMessageContaining(option + "=" + value)
                    .hasMessageContaining(range);
        }
    }

    @Test
    void stopsAtOnceWhenCancelledOrInterruptedAndShowsWhatItKnows() throws Exception {
        try (Model model = runtime.models().load(SmallModels.patch(folder, 32, 32, 4, 4, 6).toString())) {
            ExplainSettings endless = SETTINGS.toBuilder().option("masks", "1000000").build();
            long[] done = new long[1];
            Progress cancelling = new Progress() {
                @Override
                public void step(String what, long count, long total) {
                    done[0] = count;
                }

                @Override
                public boolean cancelled() {
                    return done[0] >= 40;
                }
            };

            PartialExplanationException cancelled = catchThrowableOfType(PartialExplanationException.class,
                    () -> runtime.explainer().explain(model, SmallModels.noise(32, 32), endless, FIRST, cancelling));

            assertThat(done[0]).isLessThan(60);
            assertThat(cancelled)
                    .hasMessageMatching("4\\d of 1000000 masks, standard error \\d+ % of the map's spread");
            assertThat(cancelled.partial().incomplete()).hasValue(cancelled.getMessage());
            assertThat(cancelled.partial().predictions()).hasSize(2);
            assertThat(cancelled.partial().maps()).hasSize(1);
            // What an interruption leaves is what a run of as many masks gives.
            String masks = cancelled.getMessage().split(" ")[0];
            assertThat(MapStatistics.pearson(cancelled.partial().maps().get(0).raw(),
                    map(model, SmallModels.noise(32, 32), Map.of("masks", masks)).raw())).isGreaterThan(0.9);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> runtime.explainer().explain(model, SmallModels.noise(32, 32), endless, FIRST,
                    Progress.NONE)).as("nothing is known yet").isExactlyInstanceOf(InterruptedException.class);
            assertThat(map(model, SmallModels.noise(32, 32), Map.of("masks", "20")).raw()).as("works afterwards")
                    .isNotEmpty();
        }
    }
}
