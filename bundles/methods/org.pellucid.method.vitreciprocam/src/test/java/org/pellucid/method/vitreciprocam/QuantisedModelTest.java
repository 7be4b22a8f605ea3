package org.pellucid.method.vitreciprocam;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pellucid.api.Progress;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.image.Picture;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.Precision;
import org.pellucid.maps.MapStatistics;
import org.pellucid.testkit.Int8Copy;
import org.pellucid.testkit.PlainRuntime;
import org.pellucid.testkit.SilentLog;
import org.pellucid.testkit.TestData;

/**
 * A trained transformer with weights in 8 bits: its maps agree with those of the model it comes from, 0.9998 measured.
 * They are differences of thousandths between logits, so this holds at f32 only: where the runtime quantises
 * activations on the fly, what it rounds away is as large.
 */
class QuantisedModelTest {
    private static final double LEAST_CORRELATION = 0.95;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Int8Copy.Weights.class)
    void maps_of_compressed_weights_agree(Int8Copy.Weights weights) throws Exception {
        Path quantised = Int8Copy.write(TestData.model("shapes-vit"), folder, weights, false);
        try (PlainRuntime runtime = new PlainRuntime(new VitReciproCam(SilentLog.logger()));
                Model full = runtime.models().load(TestData.model("shapes-vit").toString());
                Model small = runtime.models().load(quantised.toString())) {
            for (String scene : List.of("set4-0000-circle.png", "set4-0002-crescent.png", "set4-0017-star.png")) {
                Picture picture = runtime.images().read(TestData.shared("shapes/samples/" + scene));
                Explanation expected = explain(runtime, full, picture, new Targets.Top(1));
                String target = Integer.toString(expected.maps().get(0).target());
                Explanation actual = explain(runtime, small, picture, new Targets.Listed(List.of(target)));
                assertThat(MapStatistics.pearson(expected.maps().get(0).raw(), actual.maps().get(0).raw())).as(scene)
                        .isGreaterThan(LEAST_CORRELATION);
            }
        }
    }

    private static Explanation explain(PlainRuntime runtime, Model model, Picture picture, Targets targets)
            throws Exception {
        return runtime.explainer().explain(model, picture,
                ExplainSettings.builder().method("vit-reciprocam").precision(Precision.F32).build(), targets,
                Progress.NONE);
    }
}
