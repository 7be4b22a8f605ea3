package org.pellucid.whitebox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pellucid.whitebox.Positions.Factor;

class PositionsTest {
    private static Positions transposed(Positions before, int... order) {
        return before.with(Arrays.stream(order).mapToObj(axis -> before.dimensions().get(axis)).toList());
    }

    private static Positions without(Positions before, int axis) {
        List<List<Factor>> dimensions = new ArrayList<>(before.dimensions());
        dimensions.remove(axis);
        return before.with(dimensions);
    }

    private static final Positions MAP = Positions.of(1, 2, 1, 6, 8, 5);

    @Test
    void rows_and_columns_become_tokens_and_come_back() {
        Positions tokens = MAP.reshaped(1, 48, 5).orElseThrow();

        assertThat(tokens.axes()).contains(new SpatialAxes(1, 1, 6, 8));
        assertThat(tokens.reshaped(1, 6, 8, 5).orElseThrow().axes()).contains(new SpatialAxes(1, 2, 6, 8));
    }

    @Test
    void windows_are_no_picture_until_they_are_put_together() {
        Positions windows = transposed(MAP.reshaped(1, 3, 2, 2, 4, 5).orElseThrow(), 0, 1, 3, 2, 4, 5)
                .reshaped(6, 8, 5).orElseThrow();

        assertThat(windows.axes()).isEmpty();
        assertThat(transposed(windows.reshaped(1, 3, 2, 2, 4, 5).orElseThrow(), 0, 1, 3, 2, 4, 5)
                .reshaped(1, 6, 8, 5).orElseThrow().axes()).contains(new SpatialAxes(1, 2, 6, 8));
    }

    @Test
    void merged_patches_are_cells_of_a_coarser_picture() {
        Positions merged = transposed(MAP.reshaped(1, 3, 2, 4, 2, 5).orElseThrow(), 0, 1, 3, 4, 2, 5)
                .reshaped(1, 12, 20).orElseThrow();

        assertThat(merged.axes()).contains(new SpatialAxes(1, 1, 3, 4));
    }

    @Test
    void places_that_come_first_may_be_pooled_away() {
        Positions unrolled = transposed(MAP.reshaped(1, 3, 2, 4, 2, 5).orElseThrow(), 0, 2, 4, 1, 3, 5)
                .reshaped(1, 48, 5).orElseThrow();
        Positions pooled = without(unrolled.reshaped(1, 4, 12, 5).orElseThrow(), 1);

        assertThat(unrolled.axes()).isEmpty();
        assertThat(pooled.axes()).contains(new SpatialAxes(1, 1, 3, 4));
    }

    @Test
    void the_mean_over_windows_leaves_no_picture() {
        Positions windows = MAP.reshaped(1, 3, 2, 8, 5).orElseThrow();

        assertThat(without(windows, 1).axes()).isEmpty();
    }

    @Test
    void columns_before_rows_are_no_tokens() {
        assertThat(transposed(MAP, 0, 2, 1, 3).reshaped(1, 48, 5).orElseThrow().axes()).isEmpty();
    }

    @Test
    void a_part_that_a_reshape_tears_is_lost() {
        assertThat(MAP.reshaped(1, 16, 3, 5)).isEmpty();
        assertThat(MAP.reshaped(1, 6, 8)).isEmpty();
    }

    @Test
    void a_picture_of_one_row_is_followed() {
        Positions row = Positions.of(2, 3, 1, 5, 1, 8);

        assertThat(row.axes()).contains(new SpatialAxes(2, 3, 1, 8));
        assertThat(row.reshaped(1, 5, 8).orElseThrow().axes()).contains(new SpatialAxes(2, 2, 1, 8));
    }
}
