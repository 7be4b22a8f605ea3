package org.pellucid.api.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pellucid.api.image.MapScale;
import org.pellucid.api.image.Placement;

class ScalingTest {
    private static int[] scaled(float... raw) {
        byte[] bytes = Scaling.own(raw);
        return unsigned(bytes);
    }

    private static int[] unsigned(byte[] bytes) {
        int[] values = new int[bytes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Byte.toUnsignedInt(bytes[i]);
        }
        return values;
    }

    @Test
    void a_map_of_a_class_is_stretched_and_truncated() {
        assertThat(scaled(-1, 0, 1, 3)).containsExactly(0, 63, 127, 255);
    }

    @Test
    void a_constant_map_is_black() {
        assertThat(scaled(7, 7, 7)).containsExactly(0, 0, 0);
        assertThat(scaled(Float.NaN, Float.NaN)).containsExactly(0, 0);
    }

    @Test
    void what_is_not_finite_is_clamped() {
        assertThat(scaled(0, 2, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN))
                .containsExactly(0, 255, 255, 0, 0);
    }

    @Test
    void zero_of_a_signed_map_is_in_the_middle_whatever_its_sides() {
        float[] raw = {-1, 0, 4, 2, Float.NaN, Float.NEGATIVE_INFINITY};
        assertThat(unsigned(Scaling.signed(raw, Scaling.greatest(raw)))).containsExactly(97, 128, 255, 191, 128, 1);
        assertThat(unsigned(Scaling.signed(new float[2], 0))).containsExactly(128, 128);
    }

    @Test
    void on_a_shared_scale_a_class_of_small_scores_does_not_glow() {
        Prediction strong = new Prediction(0, "cat", 0.9, 8);
        Prediction weak = new Prediction(1, "bag", 0.1, 1);
        List<SaliencyMap> shared = Scaling.shared(List.of(
                SaliencyMap.of(strong, 1, 2, new float[] {0, 8}, Placement.WHOLE),
                SaliencyMap.of(weak, 1, 2, new float[] {0, 2}, Placement.WHOLE),
                SaliencyMap.ofContrast(strong, weak, 1, 2, new float[] {-2, 1}, Placement.WHOLE),
                SaliencyMap.ofContrast(weak, strong, 1, 2, new float[] {-1, 4}, Placement.WHOLE)));

        assertThat(unsigned(shared.get(0).values())).containsExactly(0, 255);
        assertThat(unsigned(shared.get(1).values())).containsExactly(0, 63);
        assertThat(unsigned(shared.get(2).values())).containsExactly(65, 159);
        assertThat(unsigned(shared.get(3).values())).containsExactly(97, 255);
        assertThat(shared).extracting(SaliencyMap::scale).containsExactly(MapScale.SHARED, MapScale.SHARED,
                MapScale.SIGNED, MapScale.SIGNED);
    }

    @Test
    void a_contrast_says_for_whom_it_speaks() {
        SaliencyMap contrast = SaliencyMap.ofContrast(new Prediction(0, "tabby", 0.6, 3),
                new Prediction(1, "Egyptian_cat", 0.3, 2), 1, 2, new float[] {-1, 1}, Placement.WHOLE);

        assertThat(contrast.label()).isEqualTo("tabby>Egyptian_cat");
        assertThat(contrast.words()).isEqualTo("tabby > Egyptian cat");
        assertThat(contrast.targetWords()).isEqualTo("tabby");
        assertThat(contrast.contrastWords()).contains("speaks for tabby … for Egyptian cat");
        assertThat(SaliencyMap.ofAll(1, 1, new float[1], Placement.WHOLE).contrastWords()).isEmpty();
    }
}
