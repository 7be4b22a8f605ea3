package org.pellucid.method.reciprocam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pellucid.api.MethodException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.Progress;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.MethodDescription;
import org.pellucid.api.explain.MethodKind;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.explain.spi.ExplainMethod;
import org.pellucid.api.explain.spi.MethodContext;
import org.pellucid.api.explain.spi.PreparedMethod;
import org.pellucid.api.explain.spi.Support;
import org.pellucid.api.image.Picture;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.testkit.PlainRuntime;

/** A method may say that it fits and find out when it prepares that it does not. */
class AutoGoesOnTest {
    private static final String NAME = "promising";

    private record Promising(Exception failure) implements ExplainMethod {
        @Override
        public MethodDescription description() {
            return MethodDescription.of(NAME, MethodKind.WHITE_BOX)
                    .summary("Promises.")
                    .paper("none")
                    .cost("none")
                    .advice("never");
        }

        @Override
        public Support supports(RuntimeModel model) {
            return Support.yes("so it says");
        }

        @Override
        public PreparedMethod prepare(MethodContext context) throws PellucidException {
            if (failure instanceof PellucidException declared) {
                throw declared;
            }
            throw (RuntimeException) failure;
        }
    }

    private static Explanation explain(PlainRuntime runtime, ExplainSettings settings) throws Exception {
        try (Model model = runtime.models().load("efficientnet-lite0")) {
            return runtime.explainer().explain(model, new Picture("black", 8, 8, new byte[3 * 8 * 8]), settings,
                    new Targets.Top(1),
                    Progress.NONE);
        }
    }

    @Test
    void to_the_next_method_where_one_cannot_be_prepared() throws Exception {
        for (Exception failure : List.of(new MethodException("two streams"), new IllegalStateException("a bug"))) {
            try (PlainRuntime runtime = new PlainRuntime(new Promising(failure), new ReciproCam())) {
                assertThat(explain(runtime, ExplainSettings.DEFAULTS).method()).isEqualTo(ReciproCam.NAME);
            }
        }
    }

    @Test
    void but_fails_where_that_method_was_asked_for() {
        try (PlainRuntime runtime = new PlainRuntime(new Promising(new MethodException("two streams")),
                new ReciproCam())) {
            assertThatThrownBy(() -> explain(runtime, ExplainSettings.builder().method(NAME).build()))
                    .isExactlyInstanceOf(MethodException.class).hasMessageContaining("two streams");
        }
    }

    @Test
    void and_says_why_where_none_is_left() {
        try (PlainRuntime runtime = new PlainRuntime(new Promising(new MethodException("two streams")))) {
            assertThatThrownBy(() -> explain(runtime, ExplainSettings.DEFAULTS))
                    .isInstanceOf(MethodException.class).hasMessageContaining("promising: two streams");
        }
    }
}
