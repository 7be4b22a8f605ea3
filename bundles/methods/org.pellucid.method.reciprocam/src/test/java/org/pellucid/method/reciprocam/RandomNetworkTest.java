package org.pellucid.method.reciprocam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pellucid.api.Progress;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.PreprocessingChoice;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.image.Picture;
import org.pellucid.api.model.Precision;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.testkit.BruteForce;
import org.pellucid.testkit.MethodTest;
import org.pellucid.whitebox.Classifier;
import org.pellucid.whitebox.Cut;
import org.pellucid.whitebox.Cuts;

/** Holds maps of random networks, of every arrangement and head, against the definition. */
class RandomNetworkTest extends MethodTest {
    private static final int SIZE = RandomNetwork.SIZE;
    /** Of each arrangement with each head; 320 networks in all. */
    private static final int EACH = 8;

    @TempDir
    private Path folder;

    RandomNetworkTest() {
        super(new ReciproCam());
    }

    static Stream<Arguments> networks() {
        List<Arguments> networks = new ArrayList<>();
        for (RandomNetwork.Arrangement arrangement : RandomNetwork.Arrangement.values()) {
            for (RandomNetwork.Head head : RandomNetwork.Head.values()) {
                for (int i = 0; i < EACH; i++) {
                    networks.add(Arguments.of(arrangement, head, networks.size()));
                }
            }
        }
        return networks.stream();
    }

    private static byte[] pixels(long seed) {
        byte[] pixels = new byte[SIZE * SIZE * 3];
        new Random(seed).nextBytes(pixels);
        return pixels;
    }

    private static float[] planes(byte... pixels) {
        float[] planes = new float[pixels.length];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = Byte.toUnsignedInt(pixels[i % (SIZE * SIZE) * 3 + i / (SIZE * SIZE)]);
        }
        return planes;
    }

    @ParameterizedTest
    @MethodSource("networks")
    void equals_the_definition_at_the_last_cut_and_at_others(RandomNetwork.Arrangement arrangement,
            RandomNetwork.Head head, long seed) throws Exception {
        ExplainSettings settings = ExplainSettings.builder().precision(Precision.F32)
                .preprocessing(PreprocessingChoice.of("none")).build();
        byte[] pixels = pixels(seed);
        Path file = new RandomNetwork(seed, arrangement, head).build().write(folder, "network");
        try (RuntimeModel model = runtime.models().load(file.toString())) {
            Classifier classifier = Classifier.of(model);
            List<Cut> cuts = Cuts.of(model, classifier);
            Cut last = Cuts.find(model, classifier, Optional.empty());
            assertThat(last).isEqualTo(cuts.get(cuts.size() - 1));
            Cut other = cuts.get((int) seed % cuts.size());
            for (Cut cut : seed % 3 == 0 ? List.of(last, other) : List.of(last)) {
                float[][] expected = new BruteForce(runtime, folder).logits(model, cut, planes(pixels));

                Explanation explanation = runtime.explainer().explain(model,
                        new Picture("noise", SIZE, SIZE, pixels),
                        cut == last ? settings : settings.toBuilder().layer(cut.layer()).build(), new Targets.All(),
                        Progress.NONE);

                assertThat(explanation.layer()).hasValue(cut.layer());
                for (SaliencyMap map : explanation.maps()) {
                    assertThat(map.height() * map.width()).isEqualTo(expected.length);
                    float largest = 1;
                    for (float[] logits : expected) {
                        largest = Math.max(largest, Math.abs(logits[map.target()]));
                    }
                    for (int cell = 0; cell < expected.length; cell++) {
                        assertThat(map.raw()[cell]).as("%s, class %d, cell %d", cut, map.target(), cell)
                                .isCloseTo(expected[cell][map.target()], within(largest * 1e-4f));
                    }
                }
            }
        }
    }

    @Test
    void needs_no_masks_where_tokens_are_averaged_in_front_of_a_linear_layer() throws Exception {
        for (RandomNetwork.Arrangement arrangement : RandomNetwork.Arrangement.values()) {
            Path file = new RandomNetwork(5, arrangement, RandomNetwork.Head.MEAN).build().write(folder, "network");
            try (RuntimeModel model = runtime.models().load(file.toString())) {
                Classifier classifier = Classifier.of(model);
                Cut cut = Cuts.find(model, classifier, Optional.empty());

                assertThat(CellwiseHead.of(model, classifier, cut)).as(cut.toString()).isPresent();
            }
        }
    }

    @Test
    void takes_all_masks_at_once_where_tokens_look_at_cells() throws Exception {
        for (RandomNetwork.Arrangement arrangement : RandomNetwork.Arrangement.values()) {
            for (RandomNetwork.Head head : RandomNetwork.Head.values()) {
                Path file = new RandomNetwork(6, arrangement, head).build().write(folder, "network");
                try (RuntimeModel model = runtime.models().load(file.toString())) {
                    Classifier classifier = Classifier.of(model);
                    Cut cut = Cuts.find(model, classifier, Optional.empty());

                    assertThat(new PerturbedHead(model, classifier, cut).define().masks()).as("%s of %s", head, cut)
                            .isEqualTo(cut.axes().cells());
                }
            }
        }
    }
}
