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
    void ranksWithTiesInIndexOrder() {
        assertThat(Probabilities.ranking(new double[] {0.1, 0.5, 0.1, 0.3, 0})).containsExactly(1, 3, 0, 2, 4);
    }
}
