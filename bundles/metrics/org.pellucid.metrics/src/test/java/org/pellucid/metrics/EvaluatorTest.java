package org.pellucid.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pellucid.api.InputException;
import org.pellucid.api.MethodException;
import org.pellucid.api.OutputException;
import org.pellucid.api.UsageException;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.DatasetClass;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.SampleObject;
import org.pellucid.api.dataset.spi.DatasetSource;
import org.pellucid.api.dataset.spi.WrappedDataset;
import org.pellucid.api.dataset.spi.WrappedSample;
import org.pellucid.api.evaluate.EvaluateListener;
import org.pellucid.api.evaluate.EvaluateRequest;
import org.pellucid.api.evaluate.Evaluation;
import org.pellucid.api.evaluate.EvaluationTarget;
import org.pellucid.api.evaluate.FailedPicture;
import org.pellucid.api.evaluate.MetricDescription;
import org.pellucid.api.evaluate.MetricSummary;
import org.pellucid.api.evaluate.spi.Metric;
import org.pellucid.api.evaluate.spi.MetricInput;
import org.pellucid.api.evaluate.spi.MetricResult;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.image.Picture;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.Precision;
import org.pellucid.dataset.DatasetsService;
import org.pellucid.dataset.shapes.ShapesSource;
import org.pellucid.evaluate.EvaluatorService;
import org.pellucid.method.activationmap.ActivationMap;
import org.pellucid.method.reciprocam.ReciproCam;
import org.pellucid.method.vitreciprocam.VitReciproCam;
import org.pellucid.testkit.CountedModel;
import org.pellucid.testkit.PlainRuntime;
import org.pellucid.testkit.SilentLog;
import org.pellucid.testkit.TestData;
import org.pellucid.whiteboard.Patience;
import org.pellucid.whiteboard.plain.Defaults;

/** Evaluations on the real runtime: synthetic scenes, trained models. */
class EvaluatorTest {
    private static final List<String> ALL = List.of("pointing-game", "energy", "insertion", "deletion", "adcc",
            "sanity", "agreement");

    private static PlainRuntime runtime;
    private static DatasetsService datasets;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        runtime = new PlainRuntime(new VitReciproCam(SilentLog.logger()), new ReciproCam(), new ActivationMap());
        datasets = new DatasetsService(Defaults.of(Patience.class, Map.of()));
        datasets.add(new ShapesSource(), Map.of(DatasetSource.SCHEME, "shapes"));
    }

    @AfterAll
    static void close() {
        runtime.close();
        assertThat(runtime.nativeObjects()).isZero();
    }

    private static EvaluatorService evaluator() {
        EvaluatorService evaluator = new EvaluatorService(runtime.explainer(), runtime.contexts(), runtime.images(),
                runtime.models(),
                Defaults.of(Patience.class, Map.of()));
        List.of(new PointingGame(), new EnergyInBox(), new Insertion(), new Deletion(), new Adcc(), new SanityCheck(),
                new Agreement()).forEach(
                        metric -> evaluator.add(metric, Map.of(Metric.METRIC, metric.description().name())));
        return evaluator;
    }

    private EvaluateRequest request(List<String> methods, List<String> metrics) {
        List<ExplainSettings> settings = methods.stream()
                .map(name -> ExplainSettings.builder().precision(Precision.F32).method(name).build()).toList();
        return EvaluateRequest.builder(settings, metrics, folder.resolve("out")).steps(8).build();
    }

    private static Model model(String name) throws Exception {
        return runtime.models().load(TestData.model(name).toString());
    }

    private Dataset scenes(String which) throws Exception {
        return datasets.open(which, folder, Optional.empty());
    }

    private static double mean(Evaluation evaluation, String method, String value) {
        return evaluation.summaries().stream().filter(s -> s.method().equals(method) && s.name().equals(value))
                .mapToDouble(MetricSummary::mean).findFirst().orElseThrow();
    }

    private JsonObject document() throws IOException {
        return JsonParser.parseString(Files.readString(folder.resolve("out/evaluation.json"))).getAsJsonObject();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> list = Files.list(folder.resolve("out"))) {
            return list.map(file -> file.getFileName().toString()).sorted().collect(Collectors.toList());
        }
    }

    @Test
    void tells_a_method_that_finds_the_object_from_one_that_does_not() throws Exception {
        try (Model model = model("shapes-vit"); Dataset scenes = scenes("shapes:4?count=12")) {
            Evaluation evaluation = evaluator().evaluate(model, scenes,
                    request(List.of("vit-reciprocam", "activation-map"), ALL), EvaluateListener.NONE);

            assertThat(evaluation.methods()).containsExactly("vit-reciprocam", "activation-map");
            assertThat(evaluation.pictures()).isEqualTo(12);
            assertThat(evaluation.failed()).isZero();
            assertThat(evaluation.notes()).isEmpty();
            assertThat(mean(evaluation, "vit-reciprocam", "pointing-game.box")).isGreaterThan(0.7)
                    .isGreaterThan(mean(evaluation, "activation-map", "pointing-game.box"));
            assertThat(mean(evaluation, "vit-reciprocam", "energy.box")).isBetween(0.15, 1.0);
            assertThat(mean(evaluation, "vit-reciprocam", "deletion.auc"))
                    .isLessThan(mean(evaluation, "vit-reciprocam", "insertion.auc"));
            // The patch embedding knows nothing of classes; what the last block sees does.
            assertThat(mean(evaluation, "activation-map", "sanity.spearman")).isGreaterThan(0.999);
            assertThat(mean(evaluation, "vit-reciprocam", "sanity.spearman")).isLessThan(0.7);
            assertThat(mean(evaluation, "vit-reciprocam", "agreement.pearson:activation-map"))
                    .isEqualTo(mean(evaluation, "activation-map", "agreement.pearson:vit-reciprocam"));
            assertFilesAgree(evaluation);
        }
    }

    private void assertFilesAgree(Evaluation evaluation) throws IOException {
        assertThat(files()).containsExactly("deletion.png", "evaluation.json", "insertion.png", "pictures.csv",
                "summary.csv");
        assertThat(evaluation.files()).allSatisfy(file -> assertThat(file).isNotEmptyFile());
        BufferedImage plot = ImageIO.read(folder.resolve("out/insertion.png").toFile());
        assertThat(plot.getWidth()).isEqualTo(800);
        JsonObject document = document();
        assertThat(document.get("complete").getAsBoolean()).isTrue();
        assertThat(document.getAsJsonArray("pictures")).hasSize(12);
        assertThat(document.getAsJsonArray("metrics")).hasSize(ALL.size());
        assertThat(document.getAsJsonObject("curves").getAsJsonObject("insertion").getAsJsonObject("vit-reciprocam")
                .getAsJsonArray("y")).hasSize(9);
        double sum = 0;
        int lines = 0;
        for (String line : Files.readAllLines(folder.resolve("out/pictures.csv"))) {
            String[] cells = line.split(",");
            if (cells[5].equals("vit-reciprocam") && cells[6].equals("insertion.auc")) {
                sum += Double.parseDouble(cells[7]);
                lines++;
            }
        }
        assertThat(lines).isEqualTo(12);
        assertThat(sum / 12).isCloseTo(mean(evaluation, "vit-reciprocam", "insertion.auc"),
                org.assertj.core.api.Assertions.within(1e-9));
        assertThat(Files.readAllLines(folder.resolve("out/summary.csv"))).hasSize(evaluation.summaries().size() + 1);
    }

    @Test
    void is_the_same_again() throws Exception {
        try (Model model = model("shapes-vit"); Dataset scenes = scenes("shapes:4?count=2")) {
            EvaluateRequest request = request(List.of("vit-reciprocam"), List.of("insertion", "sanity", "adcc"));
            Evaluation first = evaluator().evaluate(model, scenes, request, EvaluateListener.NONE);
            Evaluation second = evaluator().evaluate(model, scenes, request, EvaluateListener.NONE);
            assertThat(second.summaries()).isEqualTo(first.summaries());
        }
    }

    @Test
    void each_object_can_be_a_target() throws Exception {
        try (Model model = model("shapes-vit"); Dataset scenes = scenes("shapes:5?count=3")) {
            EvaluateRequest asked = request(List.of("vit-reciprocam"), List.of("pointing-game"));
            Evaluation evaluation = evaluator().evaluate(model, scenes, asked.toBuilder()
                    .targets(EvaluationTarget.OBJECTS).build(), EvaluateListener.NONE);
            assertThat(evaluation.pictures()).isEqualTo(3);
            assertThat(evaluation.summaries().get(0).count()).isEqualTo(6);
        }
    }

    @Test
    void a_picture_is_explained_once_for_all_its_objects() throws Exception {
        try (Model model = model("shapes-vit"); Dataset scenes = scenes("shapes:5?count=3")) {
            CountedModel counted = new CountedModel(model);
            EvaluateRequest asked = request(List.of("activation-map"), List.of("pointing-game"));
            Evaluation evaluation = evaluator().evaluate(counted.model(), scenes, asked.toBuilder()
                    .targets(EvaluationTarget.OBJECTS).build(), EvaluateListener.NONE);
            assertThat(evaluation.summaries().get(0).count()).as("objects").isEqualTo(6);
            assertThat(counted.inferences()).as("a prediction and an explanation a picture").isEqualTo(2 * 3);
        }
    }

    @Test
    void maps_asked_for_together_are_judged_as_if_alone() throws Exception {
        try (Model model = model("shapes-vit"); Dataset scenes = scenes("shapes:5?count=3")) {
            EvaluateRequest asked = request(List.of("vit-reciprocam"), List.of("energy"));
            evaluator().evaluate(model, scenes, asked.toBuilder()
                    .targets(EvaluationTarget.OBJECTS).build(), EvaluateListener.NONE);
            Map<Integer, String> together = energies();
            evaluator().evaluate(model, scenes, asked, EvaluateListener.NONE);
            assertThat(energies()).isNotEmpty().allSatisfy(
                    (target, energy) -> assertThat(together).containsEntry(target, energy));
        }
    }

    /** The energy of the first picture by class. */
    private Map<Integer, String> energies() throws IOException {
        Map<Integer, String> energies = new HashMap<>();
        document().getAsJsonArray("pictures").get(0).getAsJsonObject().getAsJsonArray("classes")
                .forEach(each -> energies.put(each.getAsJsonObject().get("class").getAsInt(),
                        each.getAsJsonObject().getAsJsonObject("methods").toString()));
        return energies;
    }

    /** A convolutional network, and classes that are not the model's: the predicted class is explained. */
    @Test
    void explains_what_is_predicted_where_the_truth_is_unknown() throws Exception {
        try (Model model = model("efficientnet-lite0"); Dataset scenes = scenes("shapes:4?count=1")) {
            Dataset foreign = new Altered(scenes, sample -> new Renamed(sample));
            Evaluation evaluation = evaluator().evaluate(model, foreign,
                    request(List.of("auto"), List.of("pointing-game", "sanity", "agreement")), EvaluateListener.NONE);
            assertThat(evaluation.methods()).containsExactly("reciprocam");
            assertThat(evaluation.notes()).hasSize(2).first().asString()
                    .isEqualTo("metric pointing-game needs the places of objects, and data set shapes:4?count=1 knows "
                            + "none");
            assertThat(mean(evaluation, "reciprocam", "sanity.spearman")).isLessThan(0.9);
            assertThat(document().getAsJsonArray("pictures").get(0).getAsJsonObject().getAsJsonArray("classes").get(0)
                    .getAsJsonObject().get("predicted").getAsBoolean()).isTrue();
        }
    }

    @Test
    void metrics_that_all_need_objects_are_refused_where_there_are_none() throws Exception {
        try (Model model = model("shapes-vit"); Dataset scenes = scenes("shapes:4?count=2")) {
            Dataset without = new Altered(scenes, Renamed::new);
            assertThatThrownBy(() -> evaluator().evaluate(model, without,
                    request(List.of("vit-reciprocam"), List.of("energy", "pointing-game", "agreement")),
                    EvaluateListener.NONE)).isInstanceOf(UsageException.class)
                    .hasMessageStartingWith("metrics energy and pointing-game need the places of objects, and data set "
                            + "shapes:4?count=2 knows none");
            assertThatThrownBy(() -> evaluator().evaluate(model, scenes,
                    request(List.of("vit-reciprocam"), List.of("agreement")), EvaluateListener.NONE))
                    .isInstanceOf(UsageException.class).hasMessageContaining("needs two");
            assertThat(folder).isEmptyDirectory();

            Evaluation others = evaluator().evaluate(model, without,
                    request(List.of("vit-reciprocam"), List.of("energy", "pointing-game", "deletion")),
                    EvaluateListener.NONE);
            assertThat(others.notes()).singleElement().asString().contains("energy and pointing-game need");
            assertThat(others.summaries()).extracting(MetricSummary::name).containsExactly("deletion.auc");
        }
    }

    @Test
    void a_picture_that_fails_is_named_and_the_rest_is_done() throws Exception {
        List<FailedPicture> told = new ArrayList<>();
        EvaluateListener listener = new EvaluateListener() {
            @Override
            public void failed(FailedPicture picture) {
                told.add(picture);
            }
        };
        try (Model model = model("shapes-vit"); Dataset scenes = scenes("shapes:4?count=3")) {
            Dataset broken = new Altered(scenes,
                    sample -> sample.id().endsWith("1") ? new Unreadable(sample) : sample);
            Evaluation evaluation = evaluator().evaluate(model, broken,
                    request(List.of("vit-reciprocam"), List.of("energy")), listener);
            assertThat(evaluation.pictures()).isEqualTo(2);
            assertThat(evaluation.failed()).isEqualTo(1);
            assertThat(evaluation.failures()).containsExactly(new FailedPicture("set4-000001", "torn off"));
            assertThat(told).isEqualTo(evaluation.failures());
            assertThat(document().getAsJsonArray("pictures").get(1).getAsJsonObject().get("error").getAsString())
                    .isEqualTo("torn off");
        }
    }

    @Test
    void an_interruption_leaves_whole_files() throws Exception {
        EvaluateListener listener = new EvaluateListener() {
            @Override
            public void picture(long index, OptionalLong total, String id) {
                assertThat(total).hasValue(5);
                if (index == 2) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        try (Model model = model("shapes-vit"); Dataset scenes = scenes("shapes:4?count=5")) {
            assertThatThrownBy(() -> evaluator().evaluate(model, scenes,
                    request(List.of("vit-reciprocam"), List.of("insertion")), listener))
                    .isInstanceOf(InterruptedException.class);
        }
        assertThat(Thread.interrupted()).isFalse();
        assertThat(files()).containsExactly("evaluation.json", "insertion.png", "pictures.csv", "summary.csv");
        assertThat(document().get("complete").getAsBoolean()).isFalse();
        assertThat(document().getAsJsonArray("pictures")).hasSize(2);
        assertThat(Files.readAllLines(folder.resolve("out/pictures.csv"))).hasSize(3);
    }

    @Test
    void what_is_wrong_is_said() throws Exception {
        try (Model model = model("shapes-vit"); Dataset scenes = scenes("shapes:4?count=1")) {
            assertThatThrownBy(() -> evaluator().evaluate(model, scenes,
                    request(List.of("vit-reciprocam"), List.of("beauty")), EvaluateListener.NONE))
                    .isInstanceOf(UsageException.class)
                    .hasMessage("unknown metric 'beauty'; there are: adcc, agreement, deletion, energy, insertion, "
                            + "pointing-game, sanity");
            assertThatThrownBy(() -> evaluator().evaluate(model, scenes,
                    request(List.of("vit-reciprocam", "auto"), List.of("energy")), EvaluateListener.NONE))
                    .isInstanceOf(UsageException.class).hasMessageContaining("asked for twice");
            Files.writeString(folder.resolve("file"), "in the way");
            EvaluateRequest asked = request(List.of("vit-reciprocam"), List.of("energy"));
            assertThatThrownBy(() -> evaluator().evaluate(model, scenes, asked.toBuilder()
                    .output(folder.resolve("file/out")).build(), EvaluateListener.NONE))
                    .isInstanceOf(OutputException.class).hasMessageContaining("cannot be written");
        }
    }

    /** A metric of somebody else that breaks its contract ends the evaluation with its name, and leaves nothing. */
    @Test
    void a_metric_that_fails_is_named() throws Exception {
        EvaluatorService evaluator = evaluator();
        evaluator.add(new Metric() {
            @Override
            public MetricDescription description() {
                return MetricDescription.of("bad");
            }

            @Override
            public MetricResult measure(MetricInput input) {
                throw new IllegalStateException("on purpose");
            }
        }, Map.of(Metric.METRIC, "bad"));
        try (Model model = model("shapes-vit"); Dataset scenes = scenes("shapes:4?count=1")) {
            assertThatThrownBy(() -> evaluator.evaluate(model, scenes,
                    request(List.of("vit-reciprocam"), List.of("bad")), EvaluateListener.NONE))
                    .isInstanceOf(MethodException.class).hasMessageContaining("metric bad failed")
                    .hasMessageContaining("on purpose");
        }
        assertThat(files()).isEmpty();
    }

    /** A data set with other samples in it. */
    private record Altered(Dataset plain, UnaryOperator<Sample> by) implements WrappedDataset {
        @Override
        public Sample change(Sample sample) {
            return by.apply(sample);
        }
    }

    private record Unreadable(Sample plain) implements WrappedSample {
        @Override
        public Picture picture() throws InputException {
            throw new InputException("torn off");
        }
    }

    /** Of a class that no model has, its place unknown. */
    private record Renamed(Sample plain) implements WrappedSample {
        @Override
        public Optional<DatasetClass> truth() {
            return Optional.of(DatasetClass.unmapped("no such class"));
        }

        @Override
        public List<SampleObject> objects() {
            return List.of();
        }
    }
}
