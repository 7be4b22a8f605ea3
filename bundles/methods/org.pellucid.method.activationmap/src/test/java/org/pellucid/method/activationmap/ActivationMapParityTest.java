package org.pellucid.method.activationmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pellucid.api.Progress;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.PreprocessingChoice;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.explain.spi.RawMap;
import org.pellucid.api.explain.spi.Support;
import org.pellucid.api.image.Picture;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.Precision;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.testkit.MethodTest;
import org.pellucid.testkit.ModelBuilder;
import org.pellucid.testkit.ReferenceMap;
import org.pellucid.testkit.TestData;

/** Every ActivationMap reference of the Python toolkit, on the real runtime at f32. */
class ActivationMapParityTest extends MethodTest {
    private static final ExplainSettings SETTINGS = ExplainSettings.builder().method(ActivationMap.NAME)
            .precision(Precision.F32).preprocessing(PreprocessingChoice.of("timm")).build();

    ActivationMapParityTest() {
        super(new ActivationMap());
    }

    static List<ReferenceMap> references() {
        return ReferenceMap.all(ActivationMap.NAME, "map");
    }

    @ParameterizedTest
    @MethodSource("references")
    void equalsTheReference(ReferenceMap reference) throws Exception {
        try (Model model = runtime.models().load(TestData.model(reference.model()).toString())) {
            Picture picture = runtime.images().read(TestData.shared("pictures/" + reference.picture()));

            Explanation explanation = runtime.explainer().explain(model, picture, SETTINGS,
                    new Targets.Predicted(0.1), Progress.NONE);

            assertThat(explanation.maps()).hasSize(1);
            SaliencyMap map = explanation.maps().get(0);
            assertThat(map.target()).isEqualTo(RawMap.ALL_CLASSES);
            assertThat(map.label()).isEqualTo("all");
            assertThat(new int[] {map.height(), map.width()}).isEqualTo(reference.array().shape());
            float[] raw = reference.array("raw").floats();
            for (int i = 0; i < raw.length; i++) {
                assertThat(map.raw()[i]).as("raw value %d", i).isCloseTo(raw[i], within(1e-4f));
            }
            byte[] expected = reference.array().bytes();
            for (int i = 0; i < expected.length; i++) {
                assertThat(map.values()[i] & 0xff).as("value %d", i).isCloseTo(expected[i] & 0xff, within(1));
            }
        }
    }

    @Test
    void aClassThatDoesNotExistIsAnErrorThoughTheMapIsTheSameForAll() throws Exception {
        try (Model model = runtime.models().load(TestData.model("efficientnet-lite0").toString())) {
            Picture picture = new Picture("grey", 8, 8, new byte[8 * 8 * 3]);

            assertThatThrownBy(() -> runtime.explainer().explain(model, picture, SETTINGS,
                    new Targets.Listed(List.of("1000")), Progress.NONE)).isInstanceOf(UsageException.class)
                    .hasMessageContaining("0 to 999");
        }
    }

    @Test
    void saysWhyAModelWithoutFeatureMapCannotBeDone(@TempDir Path folder) throws Exception {
        ModelBuilder builder = new ModelBuilder(1);
        int input = builder.parameter(1, 3, 8, 8);
        int flat = builder.operation("Reshape", "opset1", "special_zero=\"true\"", new int[] {1, 192}, input,
                builder.integers(0, -1));
        builder.result(builder.operation("MatMul", "opset1", "transpose_a=\"false\" transpose_b=\"true\"",
                new int[] {1, 5}, flat, builder.random(5, 192)));
        try (Model model = runtime.models().load(builder.write(folder, "linear").toString())) {

            Support support = new ActivationMap().supports(RuntimeModel.of(model));

            assertThat(support.supported()).isFalse();
            assertThat(support.reason()).contains("no feature map").contains("--layer");
        }
    }
}
