package org.pellucid.method.reciprocam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pellucid.api.Progress;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.Prediction;
import org.pellucid.api.explain.PreprocessingChoice;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.image.Picture;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.Precision;
import org.pellucid.testkit.MethodTest;
import org.pellucid.testkit.NpyArray;
import org.pellucid.testkit.ReferenceMap;
import org.pellucid.testkit.TestData;

/** Every ReciproCAM reference of the Python toolkit, on the real runtime at f32. */
class ReciproCamParityTest extends MethodTest {
    ReciproCamParityTest() {
        super(new ReciproCam());
    }

    static List<ReferenceMap> references() {
        return ReferenceMap.all("reciprocam", "map");
    }

    @ParameterizedTest
    @MethodSource("references")
    void equalsTheReference(ReferenceMap reference) throws Exception {
        Path file = TestData.model(reference.model());
        try (Model model = runtime.models().load(file.toString())) {
            Picture picture = runtime.images().read(TestData.shared("pictures/" + reference.picture()));
            ExplainSettings settings = ExplainSettings.builder().method("reciprocam")
                    .precision(Precision.F32).preprocessing(PreprocessingChoice.of("timm")).build();

            Explanation explanation = runtime.explainer().explain(model, picture, settings,
                    new Targets.Listed(List.of(Integer.toString(reference.target()))), Progress.NONE);

            SaliencyMap map = explanation.maps().get(0);
            NpyArray expected = reference.array();
            assertThat(new int[] {map.height(), map.width()}).isEqualTo(expected.shape());
            assertEqualButForTheMaximum(map.values(), expected.bytes());
            assertClose(map.raw(), reference.array("raw").floats(), 1e-4f);
            assertProbabilities(explanation, reference.logits());
        }
    }

    /** The Python toolkit's maximum is 254 where its reciprocal rounds down; ours is 255 always. */
    private static void assertEqualButForTheMaximum(byte[] actual, byte[] expected) {
        byte[] corrected = expected.clone();
        for (int i = 0; i < corrected.length; i++) {
            if (actual[i] == (byte) 255 && expected[i] == (byte) 254) {
                corrected[i] = actual[i];
            }
        }
        assertThat(actual).isEqualTo(corrected);
    }

    private static void assertClose(float[] actual, float[] expected, float tolerance) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).as("raw value %d", i).isCloseTo(expected[i], within(tolerance));
        }
    }

    private static void assertProbabilities(Explanation explanation, float[] logits) {
        double max = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            max = Math.max(max, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - max);
        }
        for (Prediction prediction : explanation.predictions()) {
            double expected = Math.exp(logits[prediction.index()] - max) / sum;
            assertThat(prediction.probability()).as("class %d", prediction.index()).isCloseTo(expected, within(1e-5));
        }
    }
}
