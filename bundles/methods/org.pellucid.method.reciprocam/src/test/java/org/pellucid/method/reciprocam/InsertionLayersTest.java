package org.pellucid.method.reciprocam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pellucid.api.Progress;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.InsertionLayer;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.model.Model;
import org.pellucid.testkit.PlainRuntime;
import org.pellucid.testkit.Zoo;

/** The layers that can be asked for: the last is taken unasked, and each earlier one has more behind it. */
class InsertionLayersTest {
    @Test
    void come_in_the_order_of_the_network_and_can_all_be_asked_for() throws Exception {
        try (PlainRuntime runtime = new PlainRuntime(new ReciproCam());
                Model model = runtime.models().load("efficientnet-lite0")) {
            List<InsertionLayer> layers = runtime.explainer().layers(model);
            InsertionLayer last = layers.get(layers.size() - 1);
            InsertionLayer before = layers.get(layers.size() - 2);

            assertThat(layers).extracting(InsertionLayer::inferences).allMatch(cost -> cost > 1);
            assertThat(last.inferences()).isLessThan(1.5);
            assertThat(layers.get(0).inferences()).isGreaterThan(100);
            assertThat(explain(runtime, model, ExplainSettings.DEFAULTS).layer()).hasValue(last.name());
            assertThat(explain(runtime, model, ExplainSettings.builder().layer(before.name()).build()).layer())
                    .hasValue(before.name());
        }
    }

    private static Explanation explain(PlainRuntime runtime, Model model, ExplainSettings settings) throws Exception {
        return runtime.explainer().explain(model, Zoo.picture(32, 32), settings, new Targets.Top(1), Progress.NONE);
    }
}
