package org.pellucid.api.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pellucid.api.image.Preprocessing;
import org.pellucid.api.image.TensorLayout;

class ExplanationTest {
    private static final Prediction CAT = new Prediction(285, "cat", 0.6, 2);
    private static final Prediction TABBY = new Prediction(281, "tabby", 0.3, 1);
    private static final Prediction DOG = new Prediction(1, "dog", 0.1, 0);

    private static Classification of(Prediction... predictions) {
        return new Classification("cat.png", "net", "CPU", "f32",
                Preprocessing.own("own", 8, 8, 3, TensorLayout.NCHW), List.of(predictions),
                new Timings(1, 2, 3, 4, 5), List.of("a note"));
    }

    @Test
    void classes_above_a_threshold_count_as_predicted_or_the_best_alone() {
        Classification answer = of(CAT, TABBY, DOG);
        assertThat(answer.above(0.1)).containsExactly(CAT, TABBY);
        assertThat(answer.above(0)).containsExactly(CAT, TABBY, DOG);
        assertThat(answer.above(0.9)).containsExactly(CAT);
        assertThat(of().above(0.5)).isEmpty();
    }

    @Test
    void an_explanation_answers_what_its_classification_does() {
        Classification answer = of(CAT, TABBY, DOG);
        Explanation why = new Explanation(answer, "rise", Optional.empty(), List.of(), Optional.empty());
        assertThat(why.picture()).isEqualTo("cat.png");
        assertThat(why.model()).isEqualTo("net");
        assertThat(why.device()).isEqualTo("CPU");
        assertThat(why.precision()).isEqualTo("f32");
        assertThat(why.preprocessing()).isEqualTo(answer.preprocessing());
        assertThat(why.predictions()).containsExactly(CAT, TABBY, DOG);
        assertThat(why.timings()).isEqualTo(answer.timings());
        assertThat(why.notes()).containsExactly("a note");
        assertThat(why.above(0.1)).containsExactly(CAT, TABBY);
    }

    @Test
    void both_say_in_a_sentence_what_they_are() {
        Classification answer = of(CAT);
        assertThat(answer).hasToString("cat.png: cat (285), probability 0.60 with net");
        assertThat(new Explanation(answer, "rise", Optional.empty(), List.of(), Optional.of("213 of 500 masks")))
                .hasToString(
                        "cat.png: cat (285), probability 0.60; 0 maps by rise with net, after only 213 of 500 masks");
    }
}
