package org.pellucid.method.reciprocam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
import org.pellucid.testkit.PlainRuntime;
import org.pellucid.testkit.TestData;

/**
 * One network in every format, each file written by its own framework, is explained alike.
 */
class TwinsTest {
    private static final int SIDE = 32;

    private PlainRuntime runtime;

    @BeforeEach
    void open() {
        runtime = new PlainRuntime(new ReciproCam());
    }

    @AfterEach
    void close() {
        runtime.close();
    }

    private Explanation explain(String file) throws Exception {
        byte[] pixels = new byte[3 * SIDE * SIDE];
        new Random(23).nextBytes(pixels);
        ExplainSettings settings = ExplainSettings.builder().precision(Precision.F32).build();
        try (Model model = runtime.models().load(TestData.twin(file).toString())) {
            return runtime.explainer().explain(model, new Picture("noise", SIDE, SIDE, pixels), settings,
                    new Targets.Top(5), Progress.NONE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"twin.onnx", "twin.pb", "twin", "twin.tflite", "twin.pdmodel"})
    void a_twin_has_the_maps_of_the_ir(String file) throws Exception {
        Explanation ir = explain("twin.xml");
        Explanation twin = explain(file);

        assertThat(twin.maps()).hasSize(5);
        for (SaliencyMap wanted : ir.maps()) {
            SaliencyMap found = twin.map(wanted.target()).orElseThrow();
            assertThat(found.height()).isEqualTo(wanted.height()).isGreaterThan(1);
            assertThat(found.probability()).isCloseTo(wanted.probability(),
                    within(1e-4));
            for (int i = 0; i < wanted.values().length; i++) {
                assertThat(Byte.toUnsignedInt(found.values()[i])).as("class %s, cell %s", wanted.target(), i)
                        .isBetween(Byte.toUnsignedInt(wanted.values()[i]) - 1,
                                Byte.toUnsignedInt(wanted.values()[i]) + 1);
            }
        }
    }
}
