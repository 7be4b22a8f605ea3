package org.pellucid.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.pellucid.api.InputException;
import org.pellucid.api.Progress;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.DatasetEntry;
import org.pellucid.api.download.CatalogEntry;
import org.pellucid.api.download.CatalogKind;
import org.pellucid.api.download.FetchOptions;
import org.pellucid.api.evaluate.EvaluateListener;
import org.pellucid.api.evaluate.EvaluateRequest;
import org.pellucid.api.evaluate.Evaluation;
import org.pellucid.api.evaluate.EvaluationTarget;
import org.pellucid.api.evaluate.MetricDescription;
import org.pellucid.api.evaluate.MetricEntry;
import org.pellucid.api.explain.Classification;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.MethodEntry;
import org.pellucid.api.explain.Prediction;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.image.Picture;
import org.pellucid.api.interpret.InterpretListener;
import org.pellucid.api.interpret.InterpretRequest;
import org.pellucid.api.interpret.InterpretResult;
import org.pellucid.api.interpret.Task;
import org.pellucid.api.model.Model;
import org.pellucid.api.render.RendererEntry;
import org.pellucid.api.render.spi.MatrixCell;
import org.pellucid.api.render.spi.MatrixOptions;
import org.pellucid.testkit.TestData;

/** What ships does its work on a plain class path, with the real runtime. */
class PellucidTest extends OpenedTest {
    private static SaliencyMap chelsea(String method, Map<String, String> options, long seed) throws Exception {
        try (Model model = pellucid.models().load("efficientnet-lite0")) {
            Picture picture = pellucid.images().read(TestData.sample("chelsea.png"));
            Explanation why = pellucid.explainer().explain(model, picture,
                    ExplainSettings.builder().method(method).options(options).seed(seed).build(),
                    new Targets.Top(1), Progress.NONE);
            assertThat(why.maps()).hasSize(1);
            SaliencyMap map = why.maps().get(0);
            assertThat(map.label()).isEqualTo("Egyptian_cat");
            assertThat(List.of(map.height(), map.width())).containsExactly(224, 224);
            return map;
        }
    }

    @Test
    void predicts_what_an_explanation_of_one_inference_says_too() throws Exception {
        try (Model model = pellucid.model("efficientnet-lite0")) {
            Path picture = TestData.sample("chelsea.png");
            Classification answer = pellucid.predict(model, picture);
            Explanation why = pellucid.explain(model, picture);
            assertThat(answer.above(0.1)).extracting(Prediction::label).containsExactly("Egyptian_cat");
            assertThat(answer.predictions()).extracting(Prediction::index)
                    .startsWith(why.predictions().get(0).index());
            assertThat(answer).extracting(Classification::picture, Classification::model, Classification::device,
                    Classification::precision, Classification::preprocessing, Classification::notes)
                    .containsExactly(why.picture(), why.model(), why.device(), why.precision(), why.preprocessing(),
                            why.notes());
        }
    }

    private Dataset scenes() throws Exception {
        return pellucid.datasets().open("shapes:1?count=4", folder, Optional.empty());
    }

    @Test
    void has_all_that_ships() {
        assertThat(pellucid.explainer().methods()).extracting(MethodEntry::name).containsExactlyInAnyOrder(
                "activation-map", "aise", "reciprocam", "rise", "vit-reciprocam");
        assertThat(pellucid.files().formats()).extracting(RendererEntry::format).containsExactlyInAnyOrder("html",
                "jpg", "json", "npy", "png");
        assertThat(pellucid.datasets().list()).extracting(DatasetEntry::scheme).containsExactlyInAnyOrder("folder",
                "imagewoof", "shapes", "zip");
        assertThat(pellucid.evaluator().metrics()).extracting(MetricEntry::description)
                .extracting(MetricDescription::name).containsExactlyInAnyOrder("adcc", "agreement", "deletion",
                        "energy", "insertion", "pointing-game", "sanity");
        assertThat(pellucid.catalog().list()).extracting(CatalogEntry::item).extracting(item -> item.name())
                .containsExactlyInAnyOrder("imagenet_2012", "imagewoof", "mobilenetv3_large_100.ra_in1k");
    }

    @Test
    void explains_by_rise() throws Exception {
        SaliencyMap map = chelsea("rise", Map.of("masks", "16"), 7);
        assertThat(chelsea("rise", Map.of("masks", "16"), 7).values()).isEqualTo(map.values());
        assertThat(chelsea("rise", Map.of("masks", "16"), 8).values()).isNotEqualTo(map.values());
    }

    @Test
    void explains_by_aise() throws Exception {
        byte[] values = chelsea("aise", Map.of("preset", "speed"), 0).values();
        assertThat(values).contains((byte) 0, (byte) 255);
    }

    @Test
    void paints_a_figure() throws Exception {
        List<MatrixCell> cells = Stream.of("chelsea.png", "coffee.png").map(TestData::sample)
                .map(file -> new MatrixCell(file.getFileName().toString(), () -> pellucid.images().read(file)))
                .toList();
        BufferedImage figure = ImageIO.read(new ByteArrayInputStream(
                pellucid.matrices().render("Samples", List.of(cells), MatrixOptions.DEFAULTS)));
        assertThat(figure.getWidth()).as("10 inches at 100 dots").isBetween(990, 1000);
        assertThat(pellucid.matrices()).isSameAs(pellucid.matrices());
    }

    @Test
    void interprets_a_data_set_with_figure_and_report() throws Exception {
        try (Model model = pellucid.models().load("shapes-vit"); Dataset scenes = scenes()) {
            Task triage = Task.Triage.builder().telling(1).confusions(1).build();
            InterpretResult result = pellucid.interpreter().run(model, scenes,
                    InterpretRequest.builder(triage, folder.resolve("out")).build(), InterpretListener.NONE);
            assertThat(result.triage()).hasValueSatisfying(found -> assertThat(found.pictures()).isEqualTo(4));
            assertThat(result.failed()).isZero();
            assertThat(result.matrices()).isNotEmpty()
                    .allSatisfy(figure -> assertThat(ImageIO.read(figure.toFile()).getWidth()).isPositive());
            assertThat(result.report()).hasValueSatisfying(
                    report -> assertThat(report).content().startsWith("<!DOCTYPE html>").contains("data:image/"));
            assertThat(result.manifest()).content().contains("\"org.pellucid.explain\"");
        }
    }

    @Test
    void evaluates_two_methods() throws Exception {
        try (Model model = pellucid.models().load("shapes-vit"); Dataset scenes = scenes()) {
            List<ExplainSettings> methods = Stream.of("vit-reciprocam", "activation-map")
                    .map(name -> ExplainSettings.builder().method(name).build()).toList();
            Evaluation evaluation = pellucid.evaluator().evaluate(model, scenes,
                    EvaluateRequest.builder(methods, List.of("energy", "insertion"), folder.resolve("out"))
                            .targets(EvaluationTarget.OBJECTS).steps(4).build(),
                    EvaluateListener.NONE);
            assertThat(evaluation.methods()).containsExactly("vit-reciprocam", "activation-map");
            assertThat(evaluation.failed()).isZero();
            assertThat(evaluation.summaries()).filteredOn(summary -> summary.name().equals("energy.box")).hasSize(2)
                    .allSatisfy(summary -> {
                        assertThat(summary.count()).as("two objects a scene").isEqualTo(8);
                        assertThat(summary.mean()).isBetween(0.0, 1.0);
                    });
            assertThat(folder.resolve("out/insertion.png")).isNotEmptyFile();
        }
    }

    @Test
    void reads_folders_and_archives() throws Exception {
        Files.createDirectories(folder.resolve("cats"));
        Files.copy(TestData.sample("chelsea.png"), folder.resolve("cats/chelsea.png"));
        try (Dataset pictures = pellucid.datasets().open(folder.toString(), folder, Optional.empty())) {
            assertThat(pictures.find("cats/chelsea.png")).hasValueSatisfying(
                    sample -> assertThat(sample.truth()).hasValueSatisfying(
                            truth -> assertThat(truth.id()).isEqualTo("cats")));
        }
        assertThatThrownBy(() -> pellucid.datasets().open("zip:none.zip", folder, Optional.empty()))
                .isInstanceOf(InputException.class).hasMessageContaining("none.zip");
    }

    /** In a cache of its own; no native library is needed, so none is unpacked there. */
    @Test
    void fetches_into_the_cache() throws Exception {
        byte[] labels = "n01440764 tench, Tinca tinca\n".getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, labels.length);
            exchange.getResponseBody().write(labels);
            exchange.close();
        });
        server.start();
        try (Pellucid other = Pellucid.open(PellucidOptions.builder().cache(folder).build())) {
            assertThatThrownBy(() -> other.datasets().open("imagewoof:", folder, Optional.empty()))
                    .isInstanceOf(InputException.class).hasMessageContaining("is not here yet");
            URI from = URI.create("http://localhost:" + server.getAddress().getPort() + "/");
            Path fetched = other.catalog().fetch(CatalogKind.LABELS, "imagenet_2012",
                    FetchOptions.builder().from(from).build(), Progress.NONE);
            assertThat(fetched).startsWith(folder).hasBinaryContent(labels);
            assertThat(other.catalog().find(CatalogKind.LABELS, "imagenet_2012")).contains(fetched);
        } finally {
            server.stop(0);
        }
    }
}
