package org.pellucid.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pellucid.api.OutputException;
import org.pellucid.api.Progress;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.DatasetClass;
import org.pellucid.api.dataset.spi.DatasetLocation;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.interpret.ExistingRun;
import org.pellucid.api.interpret.InterpretListener;
import org.pellucid.api.interpret.InterpretRequest;
import org.pellucid.api.interpret.InterpretedPicture;
import org.pellucid.api.interpret.Task;
import org.pellucid.api.interpret.UseCase;
import org.pellucid.api.interpret.UseCases;
import org.pellucid.api.model.Model;
import org.pellucid.api.render.spi.Renderer;
import org.pellucid.dataset.folder.FolderSource;
import org.pellucid.method.activationmap.ActivationMap;
import org.pellucid.method.reciprocam.ReciproCam;
import org.pellucid.render.ExplanationFilesService;
import org.pellucid.render.json.JsonRenderer;
import org.pellucid.render.overlay.OverlayRenderer;
import org.pellucid.report.HtmlReportWriter;
import org.pellucid.testkit.CountedModel;
import org.pellucid.testkit.PlainRuntime;
import org.pellucid.testkit.TestData;
import org.pellucid.whiteboard.Patience;
import org.pellucid.whiteboard.plain.Defaults;

/** Runs over two pictures on the real runtime. */
class InterpreterServiceTest {
    private static final DatasetClass CAT = new DatasetClass("n02124075", "Egyptian cat", OptionalInt.of(285));
    private static final DatasetClass CUP = new DatasetClass("n07930864", "cup", OptionalInt.of(968));
    private static final double SURE = 0.5;

    private static PlainRuntime runtime;
    private static Model model;
    private static InterpreterService interpreter;

    @TempDir
    private Path folder;
    private Path output;

    @BeforeAll
    static void open() throws Exception {
        runtime = new PlainRuntime(new ReciproCam(), new ActivationMap());
        model = runtime.models().load(TestData.model("efficientnet-lite0").toString());
        ExplanationFilesService files = new ExplanationFilesService(runtime.images(),
                Defaults.of(Patience.class, Map.of("waitMillis", 0)));
        files.add(new OverlayRenderer(runtime.images()), Map.of(Renderer.FORMAT, "jpg"));
        files.add(new JsonRenderer(), Map.of(Renderer.FORMAT, "json"));
        interpreter = new InterpreterService(runtime.explainer(), runtime.images(), files, new HtmlReportWriter(),
                Map.of(), Defaults.of(Patience.class, Map.of("waitMillis", 0)));
    }

    @AfterAll
    static void close() {
        model.close();
        runtime.close();
        assertThat(runtime.nativeObjects()).isZero();
    }

    @BeforeEach
    void pictures() throws IOException {
        output = folder.resolve("run");
        Files.createDirectories(folder.resolve("data/n02124075"));
        Files.copy(TestData.sample("chelsea.png"), folder.resolve("data/n02124075/chelsea.png"));
        Files.createDirectories(folder.resolve("data/n07930864"));
        Files.copy(TestData.sample("coffee.png"), folder.resolve("data/n07930864/coffee.png"));
    }

    private Dataset data() throws Exception {
        return new FolderSource(runtime.images()).open(new DatasetLocation("folder", "data", Map.of(), folder));
    }

    private InterpretRequest request(String method, ExistingRun existing) {
        Task task = new Task.Picked(new UseCases("two", Map.of(CAT.id(), CAT, CUP.id(), CUP),
                List.of(new UseCase("Sure", SURE, List.of("n02124075/chelsea.png", "n07930864/coffee.png")))));
        return InterpretRequest.builder(task, output).settings(ExplainSettings.builder().method(method).build())
                .existing(existing).formats(List.of("jpg", "json")).withoutFigures().report(false).build();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(output)) {
            return all.filter(Files::isRegularFile).map(file -> output.relativize(file).toString())
                    .filter(file -> !file.startsWith(".pellucid/")).sorted().toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"activation-map", "reciprocam"})
    void a_picture_is_inferred_once(String method) throws Exception {
        CountedModel counted = new CountedModel(model);
        ExplainSettings settings = ExplainSettings.builder().method(method).build();
        runtime.explainer().explain(counted.model(), runtime.images().read(TestData.sample("chelsea.png")), settings,
                Targets.predicted(SURE).and(Targets.of(CUP.index().getAsInt())), Progress.NONE);
        int once = counted.inferences();
        if (method.equals("activation-map")) {
            assertThat(once).isEqualTo(1);
        }
        try (Dataset data = data()) {
            interpreter.run(counted.model(), data, request(method, ExistingRun.REFUSE), InterpretListener.NONE);
        }
        assertThat(counted.inferences()).as("of two pictures").isEqualTo(2 * once);
    }

    @Test
    void the_true_class_is_explained_with_those_predicted_and_only_these_become_files() throws Exception {
        List<InterpretedPicture> told = new ArrayList<>();
        try (Dataset data = data()) {
            interpreter.run(model, data, request("reciprocam", ExistingRun.REFUSE), new InterpretListener() {
                @Override
                public void picture(InterpretedPicture picture) {
                    told.add(picture);
                }
            });
        }
        assertThat(told).allSatisfy(picture -> assertThat(picture.failed()).as("%s", picture.reason()).isFalse());
        assertThat(files()).contains("Sure/chelsea.json", "Sure/chelsea_gt_Egyptian cat_0.78_pr_Egyptian_cat_0.78.jpg",
                "Sure/coffee.json", "manifest.json").hasSize(5).noneMatch(file -> file.endsWith(".tmp"));
        assertThat(Files.readString(output.resolve("manifest.json"))).contains("\"index\":968", "espresso");
    }

    @Test
    void a_folder_that_cannot_be_written_ends_the_run_at_once() throws Exception {
        Files.createDirectory(output);
        Files.createFile(output.resolve("Sure"));
        List<InterpretedPicture> told = new ArrayList<>();
        InterpretListener listener = new InterpretListener() {
            @Override
            public void picture(InterpretedPicture picture) {
                told.add(picture);
            }
        };
        try (Dataset data = data()) {
            assertThatThrownBy(() -> interpreter.run(model, data, request("reciprocam", ExistingRun.REFUSE), listener))
                    .isInstanceOf(OutputException.class)
                    .hasMessageContainingAll(output.resolve("Sure") + " cannot be written", "--resume");
            assertThat(told).isEmpty();
            Files.delete(output.resolve("Sure"));
            Path left = Files.createFile(output.resolve(".pellucid-left-by-a-kill.tmp"));
            interpreter.run(model, data, request("reciprocam", ExistingRun.RESUME), listener);
            assertThat(told).hasSize(2);
            assertThat(left).doesNotExist();
        }
    }

    @Test
    void one_run_at_a_time_is_in_a_folder() throws Exception {
        try (Dataset data = data()) {
            InterpretListener meddler = new InterpretListener() {
                @Override
                public void picture(InterpretedPicture picture) {
                    assertThatThrownBy(() -> interpreter.run(model, data, request("reciprocam", ExistingRun.RESUME),
                            InterpretListener.NONE)).isInstanceOf(OutputException.class)
                            .hasMessageContainingAll(output.toString(), "another run is at work");
                }
            };
            interpreter.run(model, data, request("reciprocam", ExistingRun.REFUSE), meddler);
        }
        assertThat(files()).contains("manifest.json");
    }
}
