package org.pellucid.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class WrappingTest {
    private static final ToDoubleFunction<String> LENGTH = String::length;

    @Test
    void breaksBehindUnderscoresAndSpaces() {
        assertThat(Wrapping.lines("2019_gt_golden retriever_0.97", 16, LENGTH)).containsExactly("2019_gt_golden",
                "retriever_0.97");
        assertThat(Wrapping.lines("634_pr_Labrador_retriever", 16, LENGTH)).containsExactly("634_pr_Labrador_",
                "retriever");
    }

    @Test
    void breaksInsideAWordThatIsTooLong() {
        List<String> lines = Wrapping.lines("x".repeat(25), 10, LENGTH);

        assertThat(lines).containsExactly("x".repeat(10), "x".repeat(10), "x".repeat(5));
    }

    @Test
    void losesNothingButSpaces() {
        String text = "a very_long-title/with everything, in it 0.97_pr_𝔘nicode_𝔘nicode";
        for (int room = 1; room < 40; room++) {
            assertThat(String.join("", Wrapping.lines(text, room, LENGTH)).replace(" ", ""))
                    .isEqualTo(text.replace(" ", ""));
        }
    }

    @Test
    void hasNoLineForNothing() {
        assertThat(Wrapping.lines("  ", 10, LENGTH)).isEmpty();
    }
}
