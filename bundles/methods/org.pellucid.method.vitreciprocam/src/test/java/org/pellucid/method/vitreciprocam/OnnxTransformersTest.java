package org.pellucid.method.vitreciprocam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pellucid.api.Progress;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.image.Picture;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.Precision;
import org.pellucid.testkit.MethodTest;
import org.pellucid.testkit.SilentLog;
import org.pellucid.testkit.TestData;

/** Transformers as exporters write them to ONNX: the collapsed form is possible, and within 1 of 255 of the literal. */
class OnnxTransformersTest extends MethodTest {
    private static final int SIDE = 32;

    OnnxTransformersTest() {
        super(new VitReciproCam(SilentLog.logger()));
    }

    private Explanation explain(String file, String form) throws Exception {
        byte[] pixels = new byte[3 * SIDE * SIDE];
        new Random(29).nextBytes(pixels);
        ExplainSettings settings = ExplainSettings.builder().method("vit-reciprocam").precision(Precision.F32)
                .option("form", form).build();
        try (Model model = runtime.models().load(TestData.twin(file).toString())) {
            return runtime.explainer().explain(model, new Picture("noise", SIDE, SIDE, pixels), settings,
                    new Targets.All(), Progress.NONE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vit-traced.onnx", "vit-exported.onnx", "beit-traced.onnx"})
    void both_forms_agree(String file) throws Exception {
        Explanation literal = explain(file, "literal");
        Explanation collapsed = explain(file, "collapsed");

        assertThat(collapsed.maps()).hasSize(7);
        for (SaliencyMap wanted : literal.maps()) {
            SaliencyMap found = collapsed.map(wanted.target()).orElseThrow();
            assertThat(found.height()).isEqualTo(4);
            for (int i = 0; i < wanted.values().length; i++) {
                assertThat(Byte.toUnsignedInt(found.values()[i])).as("class %s, cell %s", wanted.target(), i)
                        .isBetween(Byte.toUnsignedInt(wanted.values()[i]) - 1,
                                Byte.toUnsignedInt(wanted.values()[i]) + 1);
            }
        }
    }
}
