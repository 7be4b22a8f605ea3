package org.pellucid.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pellucid.api.ModelException;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.PreprocessingChoice;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.image.Picture;
import org.pellucid.api.image.Placement;
import org.pellucid.api.image.ResizeMode;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.spi.RuntimeMonitor;
import org.pellucid.testkit.ModelBuilder;

/** Maps are shown where in the picture the model looks, however the picture came into its input. */
class GeometryTest {
    private static final int SIDE = 32;
    /** The model looks at these columns and rows of its input and at nothing else. */
    private static final int LEFT = 20;
    private static final int TOP = 10;
    private static final int SIZE = 4;

    private static Pellucid pellucid;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        pellucid = Pellucid.open(new Path[0]);
    }

    @AfterAll
    static void close() {
        pellucid.close();
        assertThat(((RuntimeMonitor) pellucid.models()).nativeObjects()).isZero();
    }

    /** Two classes; the logit of the first is the mean over a patch of the first channel. */
    private Path model(int channels) throws Exception {
        ModelBuilder builder = new ModelBuilder(1);
        int input = builder.parameter(-1, channels, SIDE, SIDE);
        int features = channels * SIDE * SIDE;
        float[] weights = new float[2 * features];
        for (int y = TOP; y < TOP + SIZE; y++) {
            Arrays.fill(weights, y * SIDE + LEFT, y * SIDE + LEFT + SIZE, 4f / SIZE / SIZE);
        }
        int flat = builder.operation("Reshape", "opset1", "special_zero=\"true\"", new int[] {1, features}, input,
                builder.integers(0, -1));
        builder.result(builder.operation("MatMul", "opset1", "transpose_a=\"false\" transpose_b=\"true\"",
                new int[] {1, 2}, flat, builder.floats(weights, 2, features)));
        return builder.write(folder, "patch");
    }

    private static SaliencyMap explain(Model model, Picture picture, PreprocessingChoice choice) throws Exception {
        return pellucid.explain(model, picture, ExplainSettings.builder().method("rise")
                .option("masks", "400").preprocessing(choice).build(), Targets.of(0)).maps().get(0);
    }

    private static Picture white(int width, int height) {
        byte[] bgr = new byte[3 * width * height];
        Arrays.fill(bgr, (byte) 1);
        return new Picture("white", width, height, bgr);
    }

    @Test
    void the_map_of_a_picture_is_greatest_where_the_model_looks() throws Exception {
        Picture picture = white(96, 48);
        try (Model model = pellucid.model(model(3).toString())) {
            for (ResizeMode mode : ResizeMode.values()) {
                if (mode == ResizeMode.OWN) {
                    continue;
                }
                SaliencyMap map = explain(model, picture,
                        PreprocessingChoice.builder("none").resize(mode).padValue(1).build());
                Placement placement = map.placement();
                byte[] shown = pellucid.images().resizeMap(map.values(), map.width(), map.height(), placement,
                        picture.width(), picture.height());
                int greatest = 0;
                for (int i = 0; i < shown.length; i++) {
                    greatest = (shown[i] & 0xFF) > (shown[greatest] & 0xFF) ? i : greatest;
                }
                double middleX = placement.pictureX((LEFT + SIZE / 2.0) / SIDE) * picture.width();
                double middleY = placement.pictureY((TOP + SIZE / 2.0) / SIDE) * picture.height();
                double reachX = (SIZE / 2.0 + 2) / SIDE / placement.width() * picture.width();
                double reachY = (SIZE / 2.0 + 2) / SIDE / placement.height() * picture.height();
                assertThat(greatest % picture.width() + 0.5).as("column, %s", mode).isBetween(middleX - reachX,
                        middleX + reachX);
                assertThat(greatest / picture.width() + 0.5).as("row, %s", mode).isBetween(middleY - reachY,
                        middleY + reachY);
            }
        }
    }

    @Test
    void explains_a_model_of_grey_pictures() throws Exception {
        try (Model model = pellucid.model(model(1).toString())) {
            SaliencyMap map = explain(model, white(64, 64), PreprocessingChoice.builder("none").mean(0.0).build());
            int greatest = 0;
            for (int i = 0; i < map.raw().length; i++) {
                greatest = map.raw()[i] > map.raw()[greatest] ? i : greatest;
            }
            assertThat(greatest % SIDE).isBetween(LEFT - 2, LEFT + SIZE + 1);
            assertThat(greatest / SIDE).isBetween(TOP - 2, TOP + SIZE + 1);
        }
    }

    @Test
    void a_model_says_how_its_pictures_are_resized() throws Exception {
        Path file = model(3);
        String definition = Files.readString(file);
        say(file, definition, "<resize_type value=\"fit_to_window_letterbox\"/><pad_value value=\"114\"/>"
                + "<interpolation_type value=\"CUBIC\"/>");
        try (Model model = pellucid.model(file.toString())) {
            assertThat(pellucid.explainer().preprocessing(model, PreprocessingChoice.DEFAULTS))
                    .satisfies(said -> assertThat(said.resize()).isEqualTo(ResizeMode.LETTERBOX))
                    .satisfies(said -> assertThat(said.padValue()).isEqualTo(114))
                    .satisfies(said -> assertThat(said.interpolation().id()).isEqualTo("cubic"));
        }
        say(file, definition, "<resize_type value=\"stretch_a_bit\"/>");
        try (Model model = pellucid.model(file.toString())) {
            assertThatThrownBy(() -> pellucid.explainer().preprocessing(model, PreprocessingChoice.DEFAULTS))
                    .isInstanceOf(ModelException.class).hasMessageContainingAll("stretch_a_bit", "--resize-type");
            assertThat(pellucid.explainer().preprocessing(model,
                    PreprocessingChoice.builder("model").resize(ResizeMode.CROP).build()).resize())
                    .isEqualTo(ResizeMode.CROP);
        }
    }

    private static void say(Path file, String definition, String info) throws Exception {
        Files.writeString(file, definition.replace("</edges>",
                "</edges><rt_info><model_info>" + info + "</model_info></rt_info>"));
    }
}
