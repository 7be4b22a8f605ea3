package org.pellucid.method.rise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.pellucid.api.Progress;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.image.Picture;
import org.pellucid.api.model.Model;
import org.pellucid.maps.MapStatistics;
import org.pellucid.testkit.PlainRuntime;
import org.pellucid.testkit.ReferenceMap;
import org.pellucid.testkit.TestData;

/** Few masks against the converged maps. {@link FidelityBenchmark} has the whole table. */
class RiseConvergenceTest {
    private static PlainRuntime runtime;
    private static Model model;

    @BeforeAll
    static void open() throws Exception {
        runtime = new PlainRuntime(new Rise());
        model = runtime.models().load(TestData.model("efficientnet-lite0").toString());
    }

    @AfterAll
    static void close() {
        model.close();
        runtime.close();
        assertThat(runtime.nativeObjects()).isZero();
    }

    /** All classes of a picture come from the same runs, so that three pictures give the six maps. */
    @Test
    void fiveHundredMasksComeNearTheConvergedMaps() throws Exception {
        List<Double> correlations = correlations(Map.of("masks", "500"));

        assertThat(correlations).allMatch(correlation -> correlation > 0.94);
        assertThat(correlations.stream().mapToDouble(Double::doubleValue).average().orElseThrow()).isGreaterThan(0.96);
    }

    @Test
    void thePlainEstimatorEstimatesTheSameMap() throws Exception {
        ReferenceMap reference = ConvergedMaps.all().stream()
                .filter(map -> map.file().contains("coffee.rise.c967")).findFirst().orElseThrow();

        double plain = ConvergedMaps.correlation(runtime, model, reference,
                Map.of("estimator", "plain", "masks", "600"), 1);

        assertThat(plain).isGreaterThan(0.8);
    }

    /** The runtime chooses other kernels for another batch: what it computes then differs in the last bits. */
    @Test
    void sameMapWhateverThreadsAndToSixDigitsWhateverBatch() throws Exception {
        ReferenceMap reference = ConvergedMaps.all().get(0);
        float[] expected = ConvergedMaps.map(runtime, model, reference, Map.of("masks", "120"), 1).raw();

        for (String batch : List.of("1", "5")) {
            float[] map = ConvergedMaps.map(runtime, model, reference, Map.of("masks", "120", "batch", batch), 1)
                    .raw();
            assertThat(map).as("the same map with batch %s", batch).containsExactly(expected, within(2e-6f));
        }
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            Callable<float[]> task = () -> ConvergedMaps.map(runtime, model, reference, Map.of("masks", "120"), 1)
                    .raw();
            for (Future<float[]> future : threads.invokeAll(List.of(task, task, task))) {
                assertThat(Arrays.equals(future.get(), expected)).as("the same map in each thread").isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void stopsWhenTheMapHasSettled() throws Exception {
        ReferenceMap reference = ConvergedMaps.all().get(2);
        List<Long> steps = new ArrayList<>();
        Picture picture = runtime.images().read(TestData.shared("pictures/" + reference.picture()));

        SaliencyMap map = runtime.explainer().explain(model, picture,
                ConvergedMaps.SETTINGS.toBuilder().options(Map.of("masks", "2000", "tolerance", "0.4")).build(),
                new Targets.Listed(List.of(Integer.toString(reference.target()))), new Progress() {
                    @Override
                    public void step(String what, long done, long total) {
                        assertThat(what).isEqualTo("masks");
                        assertThat(total).isEqualTo(2000);
                        steps.add(done);
                    }
                }).maps().get(0);

        assertThat(steps).isSorted().endsWith(2000L);
        long taken = steps.get(steps.size() - 2);
        assertThat(taken).as("masks taken").isLessThan(1000);
        assertThat(MapStatistics.pearson(map.raw(), reference.array().floats()))
                .as("correlation after %d masks", taken).isGreaterThan(0.9);
    }

    private static List<Double> correlations(Map<String, String> options) throws Exception {
        List<Double> correlations = new ArrayList<>();
        for (String picture : List.of("chelsea.png", "coffee.png", "rocket.jpg")) {
            List<ReferenceMap> references = ConvergedMaps.all().stream()
                    .filter(map -> map.picture().equals(picture)).toList();
            List<SaliencyMap> maps = runtime.explainer().explain(model,
                    runtime.images().read(TestData.shared("pictures/" + picture)),
                    ConvergedMaps.SETTINGS.toBuilder().options(options).build(),
                    new Targets.Listed(references.stream().map(map -> Integer.toString(map.target())).toList()),
                    Progress.NONE).maps();
            for (int i = 0; i < references.size(); i++) {
                correlations.add(MapStatistics.pearson(maps.get(i).raw(), references.get(i).array().floats()));
            }
        }
        return correlations;
    }
}
