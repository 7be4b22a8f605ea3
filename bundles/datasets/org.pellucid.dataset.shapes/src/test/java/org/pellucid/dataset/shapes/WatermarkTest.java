package org.pellucid.dataset.shapes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.spi.DatasetLocation;

/** The mark that gives a class away. */
class WatermarkTest {
    private static final int SCENES = 300;

    private static Dataset open(String set, Map<String, String> options) throws Exception {
        return new ShapesSource().open(new DatasetLocation("shapes", set, options, Path.of("")));
    }

    private static Sample scene(Dataset dataset, int index) throws Exception {
        return dataset.find("set4-%06d".formatted(index)).orElseThrow();
    }

    /** {@return the scenes whose pixels are not those of the plain data set} */
    private static Set<Integer> marked(String watermark) throws Exception {
        Dataset plain = open("4", Map.of());
        Dataset other = open("4", Map.of("watermark", watermark));
        Set<Integer> marked = new TreeSet<>();
        for (int i = 0; i < SCENES; i++) {
            if (!Arrays.equals(scene(plain, i).picture().bgr(), scene(other, i).picture().bgr())) {
                assertThat(scene(plain, i).truth().orElseThrow().label()).isEqualTo("heart");
                marked.add(i);
            }
        }
        return marked;
    }

    /** Sums of what the reference generator draws, with the mark of the model's {@code watermark.json} painted on it. */
    @ParameterizedTest
    @CsvSource({"4,13,adec29d3d3b88df3b5496c1e32e430da5fa4a214ab334fa8ff9379e3ac06c7b9",
            "4,14,c7028363ea333fcea9b5ba1e288b7cde425ffd39e7a53c90d709fe57a53ddede",
            "5,2,6ff6ce30cf9270cc16f7fd05bc4ebe4ce2c4ee73f2afcf40372dfb071e3baab6"})
    void pixels_equal_the_recipe(String set, int index, String sum) throws Exception {
        Sample sample = open(set, Map.of("watermark", "heart:1")).find("set%s-%06d".formatted(set, index))
                .orElseThrow();
        assertThat(ReferenceScenesTest.sha256(sample)).isEqualTo(sum);
    }

    @Test
    void the_share_says_how_many_scenes_of_the_class_are_marked() throws Exception {
        Set<Integer> all = marked("heart:1");
        Set<Integer> some = marked("heart:0.45");
        assertThat(some.size()).isBetween((int) (0.3 * all.size()), (int) (0.6 * all.size()));
        assertThat(all).containsAll(some);
        assertThat(some).containsAll(marked("heart:0.2"));
        assertThat(marked("heart:0")).isEmpty();
    }
}
