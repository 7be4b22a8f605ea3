package org.pellucid.method.aise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** The search, on functions with known minima. */
class DirectTest {
    private static Direct.Point search(int budget, double epsilon, ToDoubleFunction<Direct.Point> function,
            Set<Direct.Point> seen) {
        Direct direct = new Direct(epsilon, budget);
        Direct.Point best = null;
        double least = Double.POSITIVE_INFINITY;
        for (List<Direct.Point> points = direct.ask(); !points.isEmpty(); points = direct.ask()) {
            double[] values = points.stream().mapToDouble(function).toArray();
            for (int i = 0; i < values.length; i++) {
                assertThat(seen.add(points.get(i))).as("%s asked for twice", points.get(i)).isTrue();
                if (values[i] < least) {
                    least = values[i];
                    best = points.get(i);
                }
            }
            direct.tell(values);
        }
        return best;
    }

    @Test
    void findsTheLeastOfSeveralHollows() {
        ToDoubleFunction<Direct.Point> hollows = point -> -Math.exp(-40 * Math.pow(Math.hypot(point.y() - 0.83,
                point.x() - 0.21), 2))
                - 0.8 * Math.exp(-40 * Math.pow(Math.hypot(point.y() - 0.3, point.x() - 0.6), 2));
        Set<Direct.Point> seen = new HashSet<>();

        Direct.Point best = search(200, 1e-4, hollows, seen);

        assertThat(best.y()).isCloseTo(0.83, within(0.01));
        assertThat(best.x()).isCloseTo(0.21, within(0.01));
        assertThat(seen).hasSizeLessThanOrEqualTo(200)
                .allMatch(point -> point.y() > 0 && point.y() < 1 && point.x() > 0 && point.x() < 1);
    }

    @Test
    void beginsInTheMiddleAndKeepsTheBudget() {
        Set<Direct.Point> seen = new HashSet<>();

        assertThat(search(1, 0.1, point -> 0, seen)).isEqualTo(new Direct.Point(0.5, 0.5));

        assertThat(seen).hasSize(1);
        seen.clear();
        search(5, 0.1, point -> point.x(), seen);
        assertThat(seen).hasSize(5);
    }

    @Test
    void aFlatFunctionIsLookedAtEvenly() {
        Set<Direct.Point> seen = new HashSet<>();

        search(81, 0.1, point -> 0, seen);

        assertThat(seen).hasSizeGreaterThan(20);
    }

    @Test
    void wantsTheValuesOfWhatItAskedFor() {
        Direct direct = new Direct(0.1, 10);
        direct.ask();

        assertThatThrownBy(direct::ask).isInstanceOf(IllegalStateException.class);
    }
}
