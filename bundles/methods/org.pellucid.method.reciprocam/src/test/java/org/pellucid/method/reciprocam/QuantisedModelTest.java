package org.pellucid.method.reciprocam;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.pellucid.api.Progress;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.image.Picture;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.Precision;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.maps.MapStatistics;
import org.pellucid.testkit.Int8Copy;
import org.pellucid.testkit.MethodTest;
import org.pellucid.testkit.TestData;

/**
 * Models in 8 bits: ReciproCAM finds its layer in them, and its maps agree with those of the model they come from.
 * Measured: 0.979..0.998 for the calibrated model, 0.995..0.999 for compressed weights, 0.971..0.998 with quantised
 * activations as well.
 */
class QuantisedModelTest extends MethodTest {
    private static final String MODEL = "efficientnet-lite0";
    private static final List<String> PICTURES = List.of("chelsea.png", "coffee.png", "rocket.jpg");
    private static final double LEAST_CORRELATION = 0.95;

    @TempDir
    private Path folder;

    QuantisedModelTest() {
        super(new ReciproCam());
    }

    /** NNCF's: {@code FakeQuantize} with calibrated ranges, 8-bit weights. */
    @ParameterizedTest
    @EnumSource(value = Precision.class, names = {"F32", "AUTO", "INT8"})
    void maps_of_a_calibrated_model_agree(Precision precision) throws Exception {
        assertAgreement(TestData.model(MODEL + "-int8"), precision);
    }

    @ParameterizedTest
    @CsvSource({"I8,false", "U8,false", "I8,true", "U8,true"})
    void maps_of_compressed_weights_agree(Int8Copy.Weights weights, boolean activations) throws Exception {
        assertAgreement(Int8Copy.write(TestData.model(MODEL), folder, weights, activations), Precision.AUTO);
    }

    @Test
    void the_copy_is_in_8_bits() throws Exception {
        Path copy = Int8Copy.write(TestData.model(MODEL), folder, Int8Copy.Weights.I8, true);
        assertThat(copy).content().contains("FakeQuantize").contains("element_type=\"i8\"");
        try (Model model = runtime.models().load(copy.toString())) {
            assertThat(new ReciproCam().supports(RuntimeModel.of(model)).supported()).isTrue();
        }
    }

    private void assertAgreement(Path quantised, Precision precision) throws Exception {
        try (Model full = runtime.models().load(MODEL); Model small = runtime.models().load(quantised.toString())) {
            for (String name : PICTURES) {
                Picture picture = runtime.images().read(TestData.sample(name));
                Explanation expected = explain(full, picture, Precision.F32, new Targets.Top(2));
                for (int i = 0; i < 2; i++) {
                    String target = Integer.toString(expected.maps().get(i).target());
                    Explanation actual = explain(small, picture, precision, new Targets.Listed(List.of(target)));
                    double correlation = MapStatistics.pearson(expected.maps().get(i).raw(),
                            actual.maps().get(0).raw());
                    assertThat(correlation).as("%s, class %s", name, target).isGreaterThan(LEAST_CORRELATION);
                }
            }
        }
    }

    private Explanation explain(Model model, Picture picture, Precision precision, Targets targets)
            throws Exception {
        return runtime.explainer().explain(model, picture,
                ExplainSettings.builder().method("reciprocam").precision(precision).build(), targets, Progress.NONE);
    }
}
