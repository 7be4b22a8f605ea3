package org.pellucid.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ProbabilitiesTest {
    @Test
    void exclusiveClassesSumToOneHoweverLargeTheLogits() {
        double[] probabilities = Probabilities.of(new float[] {1000, 999, Float.NEGATIVE_INFINITY}, false);

        assertThat(DoubleStream.of(probabilities).sum()).isCloseTo(1, within(1e-12));
        assertThat(probabilities[0]).isCloseTo(1 / (1 + Math.exp(-1)), within(1e-12));
        assertThat(probabilities[2]).isZero();
    }

    @Test
    void independentClassesStandForThemselves() {
        assertThat(Probabilities.of(new float[] {0, 0}, true)).containsExactly(0.5, 0.5);
    }

    @Test
    void ranks_by_logit_with_ties_in_index_order() {
        assertThat(Probabilities.ranking(new float[] {-1, 5, -1, 3, Float.NEGATIVE_INFINITY, -0f, 0f, 7e-39f}))
                .containsExactly(1, 3, 7, 5, 6, 0, 2, 4);
    }

    @Test
    void ranks_what_probabilities_no_longer_tell_apart() {
        float[] logits = {40, 50, 60};
        assertThat(Probabilities.of(logits, true)).containsOnly(1);
        Answer answer = new Answer(logits, true);
        assertThat(answer.ranking()).containsExactly(2, 1, 0);
        assertThat(answer.best()).isEqualTo(2);
    }
}
