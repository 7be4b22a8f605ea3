package org.pellucid.openvino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pellucid.api.ModelException;
import org.pellucid.api.model.LoadOptions;
import org.pellucid.api.model.Precision;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.ir.IrGraph;
import org.pellucid.ir.Layer;

/** IRs that leave sizes open, as a converter writes them that is told no shape. */
class OpenSizesTest extends FixtureTest {
    private static final Pattern LAYER = Pattern.compile("<layer id=.*?</layer>", Pattern.DOTALL);

    /** Copies a model and leaves open all sizes that follow from the picture's. */
    private Path opened(String name, String shape) throws IOException {
        Path original = Fixture.MODELS.resolve(name).resolve(name + ".xml");
        Matcher layers = LAYER.matcher(Files.readString(original));
        String sides = Stream.of(shape.split(",")).filter(side -> !side.equals("..."))
                .map(side -> "<dim>" + (side.equals("?") ? "-1" : side) + "</dim>").collect(Collectors.joining());
        String xml = layers.replaceAll(found -> {
            String layer = found.group();
            if (layer.contains("type=\"Parameter\"")) {
                layer = layer.replace("data shape=\"1,3,224,224\"", "data shape=\"" + shape + "\"")
                        .replaceFirst("(?s)<dim>.*</dim>", sides);
            } else if (!layer.contains("type=\"Const\"") && !layer.contains("type=\"Convert\"")) {
                layer = layer.replaceAll("<dim>\\d+</dim>", "<dim>-1</dim>");
            }
            return Matcher.quoteReplacement(layer);
        });
        Files.copy(ModelFiles.weightsOf(original), folder.resolve("open.bin"));
        return Files.writeString(folder.resolve("open.xml"), xml);
    }

    private void answersLike(String name, Path file, LoadOptions options) throws Exception {
        try (RuntimeModel model = fixture.loader.load(file.toString(), options);
                RuntimeModel twin = fixture.loader.load(name)) {
            assertThat(model.file()).isEqualTo(file);
            assertThat(model.name()).isEqualTo("open");
            assertThat(model.info()).isEqualTo(twin.info());
            assertThat(model.inputs().get(0).shape()).isEqualTo(List.of(1, 3, 224, 224));
            for (Layer layer : IrGraph.of(model).layers()) {
                assertThat(layer.outputs()).as("%s", layer)
                        .allSatisfy(port -> assertThat(port.shape()).doesNotContain(-1));
            }
            assertThat(Fixture.infer(model, Fixture.request(Precision.F32)))
                    .isEqualTo(Fixture.infer(twin, Fixture.request(Precision.F32)));
        }
    }

    @Test
    void height_and_width_are_closed_by_the_size_asked_for() throws Exception {
        answersLike("efficientnet-lite0", opened("efficientnet-lite0", "?,3,?,?"),
                LoadOptions.builder().size(224, 224).build());
    }

    @Test
    void a_transformer_says_its_size_by_its_positions() throws Exception {
        answersLike("shapes-vit", opened("shapes-vit", "?,3,?,?"), LoadOptions.DEFAULTS);
    }

    @Test
    void the_first_convolution_says_how_many_channels() throws Exception {
        answersLike("shapes-vit", opened("shapes-vit", "?,?,?,?"), LoadOptions.DEFAULTS);
    }

    @Test
    void even_the_number_of_dimensions_may_be_open() throws Exception {
        answersLike("shapes-vit", opened("shapes-vit", "..."), LoadOptions.DEFAULTS);
    }

    @Test
    void the_file_may_say_the_size() throws Exception {
        Path file = opened("efficientnet-lite0", "?,3,?,?");
        Files.writeString(file, Files.readString(file).replace("<model_info>",
                "<model_info><orig_width value=\"224\"/><orig_height value=\"224\"/>"));
        answersLike("efficientnet-lite0", file, LoadOptions.DEFAULTS);
    }

    @Test
    void a_size_that_nothing_says_stays_open() throws Exception {
        Path file = opened("efficientnet-lite0", "?,3,?,?");
        try (RuntimeModel model = fixture.loader.load(file.toString())) {
            assertThat(model.inputs().get(0).shape()).isEqualTo(List.of(-1, 3, -1, -1));
        }
    }

    @Test
    void a_size_that_does_not_fit_is_refused() throws Exception {
        Path file = opened("shapes-vit", "?,3,?,?");
        assertThatThrownBy(
                () -> fixture.loader.load(file.toString(), LoadOptions.builder().size(100, 100).build()).close())
                .isInstanceOf(ModelException.class).hasMessageContainingAll("open.xml", "1,3,100,100", "--size");
    }

    @Test
    void an_open_batch_stays_open_where_all_else_is_known() throws Exception {
        Path original = Fixture.MODELS.resolve("efficientnet-lite0/efficientnet-lite0.xml");
        Files.copy(ModelFiles.weightsOf(original), folder.resolve("batch.bin"));
        Path file = Files.writeString(folder.resolve("batch.xml"), Files.readString(original)
                .replace("data shape=\"1,3,224,224\"", "data shape=\"?,3,224,224\"")
                .replaceFirst("<dim>1</dim>", "<dim>-1</dim>"));
        try (RuntimeModel model = fixture.loader.load(file.toString())) {
            assertThat(model.inputs().get(0).shape()).isEqualTo(List.of(-1, 3, 224, 224));
        }
    }

    @Test
    void sizes_are_closed_once() throws Exception {
        Path file = opened("shapes-vit", "?,3,?,?");
        for (int i = 0; i < 2; i++) {
            fixture.loader.load(file.toString()).close();
        }
        try (Stream<Path> entries = Files.list(folder.resolve("cache/converted"))) {
            assertThat(entries.filter(Files::isDirectory)).hasSize(1);
        }
    }
}
