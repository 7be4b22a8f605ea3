package org.pellucid.api.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private static Explanation of(Prediction... predictions) {
        return new Explanation("cat.png", "m", "", "CPU", "f32", "", null, List.of(predictions), List.of(), null, "",
                List.of());
    }

    @Test
    void classes_above_a_threshold_count_as_predicted_or_the_best_alone() {
        Prediction cat = new Prediction(285, "cat", 0.6, 2);
        Prediction tabby = new Prediction(281, "tabby", 0.3, 1);
        Prediction dog = new Prediction(1, "dog", 0.1, 0);
        Explanation answer = of(cat, tabby, dog);
        assertThat(answer.above(0.1)).containsExactly(cat, tabby);
        assertThat(answer.above(0)).containsExactly(cat, tabby, dog);
        assertThat(answer.above(0.9)).containsExactly(cat);
        assertThat(of().above(0.5)).isEmpty();
    }
}
