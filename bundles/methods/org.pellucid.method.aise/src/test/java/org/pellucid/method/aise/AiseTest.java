package org.pellucid.method.aise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pellucid.api.Progress;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.ExplainListener;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.PreprocessingChoice;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.image.Picture;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.Precision;
import org.pellucid.testkit.MethodTest;
import org.pellucid.testkit.ModelBuilder;

/** What AISE promises, on a small model that looks at one patch of the picture. */
class AiseTest extends MethodTest {
    private static final ExplainSettings SETTINGS = ExplainSettings.builder().method(Aise.NAME)
            .precision(Precision.F32).preprocessing(PreprocessingChoice.of("none")).build();
    private static final Targets FIRST = new Targets.Listed(List.of("0"));

    @TempDir
    private Path folder;

    AiseTest() {
        super(new Aise());
    }

    /** Two classes; the logit of the first is the weight times the mean over a patch, of the other 0. */
    private Model patch(int height, int width, int top, int left, int size, float weight) throws Exception {
        ModelBuilder builder = new ModelBuilder(1);
        int input = builder.parameter(-1, 3, height, width);
        float[] weights = new float[2 * 3 * height * width];
        for (int y = top; y < top + size; y++) {
            Arrays.fill(weights, y * width + left, y * width + left + size, weight / size / size);
        }
        int flat = builder.operation("Reshape", "opset1", "special_zero=\"true\"",
                new int[] {1, 3 * height * width}, input, builder.integers(0, -1));
        builder.result(builder.operation("MatMul", "opset1", "transpose_a=\"false\" transpose_b=\"true\"",
                new int[] {1, 2}, flat, builder.floats(weights, 2, 3 * height * width)));
        return runtime.models().load(builder.write(folder, "patch").toString());
    }

    private static Picture white(int height, int width) {
        byte[] bgr = new byte[3 * height * width];
        Arrays.fill(bgr, (byte) 1);
        return new Picture("white", width, height, bgr);
    }

    private SaliencyMap map(Model model, Picture picture, Map<String, String> options, Progress progress)
            throws Exception {
        return runtime.explainer()
                .explain(model, picture, SETTINGS.toBuilder().options(options).build(), FIRST, progress).maps()
                .get(0);
    }

    @ParameterizedTest
    @CsvSource({"48,80,speed", "80,48,balance", "64,64,quality", "9,12,speed"})
    void findsThePatchThatMattersWhateverTheShape(int height, int width, String preset) throws Exception {
        int size = Math.min(height, width) / 4;
        int top = height / 5;
        int left = width * 3 / 5;
        try (Model model = patch(height, width, top, left, size, 4)) {

            SaliencyMap map = map(model, white(height, width), Map.of("preset", preset), Progress.NONE);

            int best = 0;
            for (int i = 0; i < map.raw().length; i++) {
                best = map.raw()[i] > map.raw()[best] ? i : best;
            }
            assertThat(best / width).as("row of the maximum").isBetween(top - height / 6, top + size + height / 6);
            assertThat(best % width).as("column").isBetween(left - width / 6, left + size + width / 6);
        }
    }

    @Test
    void looking_whenever_something_is_known_does_not_change_the_map() throws Exception {
        try (Model model = patch(40, 40, 5, 20, 10, 4)) {
            List<SaliencyMap> looks = new ArrayList<>();
            ExplainListener looking = new ExplainListener() {
                @Override
                public void known(Supplier<Explanation> known, long done, long total) {
                    assertThat(done).isBetween(1L, total);
                    looks.add(known.get().maps().get(0));
                }
            };

            SaliencyMap looked = map(model, white(40, 40), Map.of("preset", "speed"), looking);

            assertThat(looked).isEqualTo(map(model, white(40, 40), Map.of("preset", "speed"), Progress.NONE));
            assertThat(looks).hasSizeGreaterThan(10);
            assertThat(looks.get(0)).isNotEqualTo(looked);
            assertThat(looks.get(looks.size() - 1)).isEqualTo(looked);
        }
    }

    @Test
    void sameSeedSameMapAndProgressUpToTheEnd() throws Exception {
        try (Model model = patch(40, 40, 5, 20, 10, 4)) {
            List<Long> steps = new ArrayList<>();
            long[] total = new long[1];
            Progress progress = new Progress() {
                @Override
                public void step(String what, long done, long all) {
                    steps.add(done);
                    total[0] = all;
                }
            };

            float[] first = map(model, white(40, 40), Map.of("preset", "speed"), progress).raw();

            assertThat(total[0]).isEqualTo(100);
            assertThat(steps).isSorted().last().matches(done -> done > 80 && done <= 100);
            assertThat(Arrays.equals(first, map(model, white(40, 40), Map.of("preset", "speed", "batch", "3"),
                    Progress.NONE).raw())).as("same seed").isTrue();
            assertThat(Arrays.equals(first, map(model, white(40, 40), Map.of("preset", "speed", "seed", "7"),
                    Progress.NONE).raw())).as("other seed").isFalse();
        }
    }

    @Test
    void aScoreThatNeverChangesGivesAConstantMap() throws Exception {
        try (Model model = patch(20, 20, 2, 2, 4, 0)) {
            assertThat(map(model, white(20, 20), Map.of(), Progress.NONE).values()).containsOnly(0);
        }
    }

    @ParameterizedTest
    @CsvSource({"pairs,1,2 to 2000", "places,-1,0 to 10000", "widths,0.2 2,0.01 to 1.0", "epsilon,2,0.0 to 1.0",
            "preset,fast,'[speed, balance, quality]'", "batch,x,0 to 256"})
    void saysTheRangeOfAnOptionOutOfRange(String option, String value, String range) throws Exception {
        try (Model model = patch(20, 20, 2, 2, 4, 1)) {
            assertThatThrownBy(() -> map(model, white(20, 20), Map.of(option, value), Progress.NONE))
                    .isInstanceOf(UsageException.class).hasMessageContaining(option + "=" + value)
                    .hasMessageContaining(range);
        }
    }

    @Test
    void stopsWhenCancelled() throws Exception {
        try (Model model = patch(20, 20, 2, 2, 4, 1)) {
            long[] done = new long[1];
            assertThatThrownBy(() -> map(model, white(20, 20), Map.of("pairs", "2000"), new Progress() {
                @Override
                public void step(String what, long count, long total) {
                    done[0] = count;
                }

                @Override
                public boolean cancelled() {
                    return done[0] > 30;
                }
            })).isInstanceOf(InterruptedException.class);

            assertThat(done[0]).isLessThan(80);
        }
    }
}
