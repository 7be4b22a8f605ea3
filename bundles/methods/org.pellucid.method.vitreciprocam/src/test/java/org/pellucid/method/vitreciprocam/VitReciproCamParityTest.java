package org.pellucid.method.vitreciprocam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pellucid.api.Progress;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.PreprocessingChoice;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.image.Picture;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.Precision;
import org.pellucid.testkit.MethodTest;
import org.pellucid.testkit.NpyArray;
import org.pellucid.testkit.ReferenceMap;
import org.pellucid.testkit.SilentLog;
import org.pellucid.testkit.TestData;

/** Every ViT-ReciproCAM reference of the Python toolkit, on the real runtime at f32, in both forms. */
class VitReciproCamParityTest extends MethodTest {
    VitReciproCamParityTest() {
        super(new VitReciproCam(SilentLog.logger()));
    }

    static Stream<Arguments> references() {
        return ReferenceMap.all("vit-reciprocam", "map").stream()
                .flatMap(reference -> Stream.of("auto", "literal").map(form -> Arguments.of(reference, form)));
    }

    @ParameterizedTest
    @MethodSource("references")
    void equalsTheReference(ReferenceMap reference, String form) throws Exception {
        Map<String, String> options = new TreeMap<>(reference.options());
        options.put("form", form);
        try (Model model = runtime.models().load(TestData.model(reference.model()).toString())) {
            Picture picture = runtime.images().read(TestData.shared("pictures/" + reference.picture()));
            ExplainSettings settings = ExplainSettings.builder().method("vit-reciprocam")
                    .precision(Precision.F32).preprocessing(PreprocessingChoice.of("timm"))
                    .options(options).build();

            Explanation explanation = runtime.explainer().explain(model, picture, settings,
                    new Targets.Listed(List.of(Integer.toString(reference.target()))), Progress.NONE);

            SaliencyMap map = explanation.maps().get(0);
            NpyArray expected = reference.array();
            assertThat(new int[] {map.height(), map.width()}).isEqualTo(expected.shape());
            assertClose(map.values(), expected.bytes());
            assertClose(map.raw(), reference.array("raw").floats());
        }
    }

    /** Truncation turns the last bit of a float into one step. */
    private static void assertClose(byte[] actual, byte[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat(Byte.toUnsignedInt(actual[i])).as("value %d", i)
                    .isCloseTo(Byte.toUnsignedInt(expected[i]), within(1));
        }
    }

    /** The reference was computed on another version of the runtime. */
    private static void assertClose(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).as("raw value %d", i).isCloseTo(expected[i], within(1e-4f));
        }
    }

    @Test
    void bothFormsAgreeOnTheTrainedModel() throws Exception {
        try (Model model = runtime.models().load(TestData.model("shapes-vit").toString())) {
            for (Path scene : scenes()) {
                float[] collapsed = first(model, scene, Precision.F32, "collapsed");
                float[] literal = first(model, scene, Precision.F32, "literal");
                float range = max(literal) - min(literal);
                for (int i = 0; i < literal.length; i++) {
                    assertThat(collapsed[i]).as("%s, patch %d", scene.getFileName(), i)
                            .isCloseTo(literal[i], within(1e-3f * range));
                }
            }
        }
    }

    /** Its maps span few hundredths of a logit, less than bf16 can tell apart at the size of its logits. */
    @Test
    void keepsSmallDifferencesWhereTheDeviceComputesRoughly() throws Exception {
        try (Model model = runtime.models().load(TestData.model("shapes-vit").toString())) {
            for (Path scene : scenes()) {
                float[] exact = first(model, scene, Precision.F32, "collapsed");
                float[] rough = first(model, scene, Precision.AUTO, "collapsed");
                assertThat(correlation(exact, rough)).as("%s", scene.getFileName()).isGreaterThan(0.99);
            }
        }
    }

    private static double correlation(float[] first, float[] second) {
        double sumFirst = 0;
        double sumSecond = 0;
        double squaresFirst = 0;
        double squaresSecond = 0;
        double products = 0;
        for (int i = 0; i < first.length; i++) {
            sumFirst += first[i];
            sumSecond += second[i];
            squaresFirst += (double) first[i] * first[i];
            squaresSecond += (double) second[i] * second[i];
            products += (double) first[i] * second[i];
        }
        int n = first.length;
        return (n * products - sumFirst * sumSecond) / Math.sqrt(n * squaresFirst - sumFirst * sumFirst)
                / Math.sqrt(n * squaresSecond - sumSecond * sumSecond);
    }

    private static List<Path> scenes() throws IOException {
        try (Stream<Path> files = Files.list(TestData.shared("shapes/samples"))) {
            return files.filter(file -> file.toString().endsWith(".png")).sorted().limit(3).toList();
        }
    }

    private float[] first(Model model, Path scene, Precision precision, String form) throws Exception {
        Picture picture = runtime.images().read(scene);
        ExplainSettings settings = ExplainSettings.builder().method("vit-reciprocam").precision(precision)
                .option("form", form).build();
        return runtime.explainer().explain(model, picture, settings, new Targets.Top(1), Progress.NONE).maps().get(0)
                .raw();
    }

    private static float max(float... values) {
        float max = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            max = Math.max(max, value);
        }
        return max;
    }

    private static float min(float... values) {
        float min = Float.POSITIVE_INFINITY;
        for (float value : values) {
            min = Math.min(min, value);
        }
        return min;
    }
}
