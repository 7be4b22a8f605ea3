package org.pellucid.api.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What results say of themselves. */
class ReadableTest {
    private static final Prediction CAT = new Prediction(285, "Egyptian_cat", 0.7049, 3.2);

    private static SaliencyMap map(int height, int width, float... raw) {
        return new SaliencyMap(285, "Egyptian_cat", 0.7049, height, width, new byte[raw.length], raw);
    }

    @Test
    void a_prediction_tells_class_and_probability() {
        assertThat(CAT).hasToString("Egyptian_cat (285), probability 0.70");
        assertThat(new Prediction(1, "1", 0.049, 0)).hasToString("1 (1), probability 0.05");
        assertThat(new Prediction(1, "1", Double.NaN, 0)).hasToString("1 (1), probability unknown");
    }

    @Test
    void a_map_tells_its_class_its_size_and_where_it_is_greatest() {
        assertThat(map(2, 3, 0, 1, 2, 5, 4, 3))
                .hasToString("saliency map of Egyptian_cat, 3x2 cells, greatest at column 0, row 1");
    }
}
