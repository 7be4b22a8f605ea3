package org.pellucid.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pellucid.api.InputException;
import org.pellucid.api.MethodException;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.PreprocessingChoice;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.image.Picture;
import org.pellucid.api.image.Placement;
import org.pellucid.api.image.Preprocessing;
import org.pellucid.api.image.Preprocessor;
import org.pellucid.api.model.Model;
import org.pellucid.testkit.TestData;

/** The caller's own way from a picture to a model's input. */
class OwnPreprocessingTest {
    private static final ExplainSettings RISE = ExplainSettings.builder().method("rise")
            .option("masks", "16").build();

    private Pellucid pellucid;
    private Model model;
    private Picture picture;

    @TempDir
    private Path folder;

    @BeforeEach
    void open() throws Exception {
        pellucid = Pellucid.open(TestData.models());
        model = pellucid.model("shapes-vit");
        picture = pellucid.images().read(TestData.sample("chelsea.png"));
    }

    @AfterEach
    void close() {
        model.close();
        pellucid.close();
    }

    /** What the preset of the model does, written anew. */
    private Preprocessor likeTheModel() throws Exception {
        Preprocessing said = pellucid.explainer().preprocessing(model, PreprocessingChoice.DEFAULTS);
        return (what, input, target) -> {
            Picture small = pellucid.images().resize(what, input.width(), input.height());
            int plane = input.width() * input.height();
            for (int i = 0; i < 3 * plane; i++) {
                int channel = i / plane;
                int value = small.bgr()[3 * (i % plane) + (said.rgb() ? 2 - channel : channel)] & 0xFF;
                double scale = said.scale().get(channel);
                target.put(i, (float) (value * (1 / scale) - said.mean().get(channel) / scale));
            }
        };
    }

    private Explanation explain(ExplainSettings settings) throws Exception {
        return pellucid.explain(model, picture, settings, Targets.top(1));
    }

    @Test
    void a_function_takes_the_place_of_a_preset() throws Exception {
        for (ExplainSettings settings : new ExplainSettings[] {ExplainSettings.DEFAULTS, RISE,
                ExplainSettings.builder().method("aise").option("preset", "speed").build()}) {
            Explanation preset = explain(settings);
            Explanation own = explain(
                    settings.toBuilder().preprocessing(PreprocessingChoice.of("mine", likeTheModel())).build());
            assertThat(own.predictions().get(0).label()).isEqualTo(preset.predictions().get(0).label());
            assertThat(own.predictions().get(0).probability()).isCloseTo(preset.predictions().get(0).probability(),
                    org.assertj.core.data.Offset.offset(0.01));
            assertThat(difference(own.maps().get(0).values(), preset.maps().get(0).values())).as(settings.method())
                    .isLessThan(4);
            assertThat(own.preprocessing().preset()).isEqualTo("mine");
            assertThat(own.preprocessing().width()).isEqualTo(224);
        }
    }

    private static double difference(byte[] one, byte[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += Math.abs((one[i] & 0xFF) - (other[i] & 0xFF));
        }
        return sum / one.length;
    }

    /** What a function writes is what the model gets: black whatever the picture. */
    @Test
    void perturbation_sees_what_the_function_made() throws Exception {
        PreprocessingChoice constant = PreprocessingChoice.of("black", (what, input, target) -> fill(target, 0));
        Explanation why = explain(RISE.toBuilder().preprocessing(constant).build());
        assertThat(why.maps().get(0).values()).as("no mask changes a picture of nothing").containsOnly(0);
    }

    private static void fill(FloatBuffer target, float value) {
        while (target.hasRemaining()) {
            target.put(value);
        }
    }

    @Test
    void a_plug_in_is_found_by_its_name_and_named_in_json() throws Exception {
        pellucid.add(likeTheModel(), Map.of(Preprocessor.PREPROCESSOR, "house-style"));
        assertThat(pellucid.explainer().preprocessings()).containsExactly("model", "timm", "notebook", "none",
                "house-style");
        Explanation why = explain(
                ExplainSettings.builder().preprocessing(PreprocessingChoice.of("house-style")).build());
        Path json = pellucid.save(why, folder, "json", "html").picture().get("json");
        assertThat(Files.readString(json)).contains("\"preset\": \"house-style\"", "\"width\": 224",
                "\"resize\": \"own\"").doesNotContain("\"mean\"");
        assertThat(Files.readString(folder.resolve("chelsea.html"))).contains("house-style, 224x224");
    }

    @Test
    void an_unknown_name_is_refused_with_those_present() {
        pellucid.add((Preprocessor) (what, input, target) -> fill(target, 0),
                Map.of(Preprocessor.PREPROCESSOR, "house-style"));
        assertThatThrownBy(
                () -> explain(ExplainSettings.builder().preprocessing(PreprocessingChoice.of("house-stile")).build()))
                .isInstanceOf(UsageException.class).hasMessageContainingAll("'house-stile'",
                        "did you mean house-style?", "there are: model, timm, notebook, none, house-style");
    }

    @Test
    void a_function_that_cuts_says_where_the_picture_lies() throws Exception {
        Placement half = new Placement(-0.5, 0, 2, 1);
        Preprocessor function = likeTheModel();
        Preprocessor cutting = new Preprocessor() {
            @Override
            public void write(Picture what, Preprocessing input, FloatBuffer target)
                    throws org.pellucid.api.PellucidException {
                function.write(what, input, target);
            }

            @Override
            public Placement placement(Picture what, Preprocessing input) {
                return half;
            }
        };
        Explanation why = explain(
                ExplainSettings.builder().preprocessing(PreprocessingChoice.of("cut", cutting)).build());
        assertThat(why.maps().get(0).placement()).isEqualTo(half);
    }

    @Test
    void whose_fault_it_is_is_said() {
        assertThatThrownBy(() -> own((what, input, target) -> target.put(0, 1))).isInstanceOf(MethodException.class)
                .hasMessageContainingAll("faulty", "value 1 of 150528 unwritten", "3x224x224");
        assertThatThrownBy(() -> own((what, input, target) -> {
            throw new IllegalStateException("no recipe");
        })).isInstanceOf(MethodException.class).hasMessageContainingAll("faulty", "chelsea.png", "no recipe");
        assertThatThrownBy(() -> own((what, input, target) -> {
            throw new InputException("too dark");
        })).isInstanceOf(InputException.class).hasMessage("too dark");
        assertThatThrownBy(() -> explain(ExplainSettings.builder().preprocessing(PreprocessingChoice
                .builder("mine").own((what, input, target) -> fill(target, 0)).rgb(true).build()).build()))
                .isInstanceOf(UsageException.class).hasMessageContaining("mine prepares pictures itself");
    }

    private void own(Preprocessor function) throws Exception {
        explain(ExplainSettings.builder().preprocessing(PreprocessingChoice.of("faulty", function)).build());
    }
}
