package org.pellucid.method.reciprocam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pellucid.api.MethodException;
import org.pellucid.api.Progress;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.image.Picture;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.testkit.BruteForce;
import org.pellucid.testkit.PlainRuntime;
import org.pellucid.testkit.Zoo;
import org.pellucid.whitebox.Classifier;
import org.pellucid.whitebox.Cut;
import org.pellucid.whitebox.Cuts;

/** Holds maps of networks as people have them against the definition. */
class ZooTest {
    /** Two streams lead from the picture to the logits, of patches of two sizes or of patches and what is in them. */
    private static final List<String> TWO_STREAMS = List.of("crossvit", "crossvit-onnx", "tnt", "tnt-onnx");
    private static final Targets TARGETS = new Targets.Top(2);
    private static PlainRuntime runtime;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        runtime = new PlainRuntime(new ReciproCam());
    }

    @AfterAll
    static void close() {
        runtime.close();
        assertThat(runtime.nativeObjects()).isZero();
    }

    static Stream<String> twoStreams() {
        return TWO_STREAMS.stream();
    }

    static Stream<String> networks() throws IOException {
        return Zoo.names().filter(name -> !TWO_STREAMS.contains(name));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void equals_the_definition_at_the_last_cut(String name) throws Exception {
        try (RuntimeModel model = runtime.models().load(Zoo.unpacked(name, folder).toString())) {
            Classifier classifier = Classifier.of(model);
            List<Cut> cuts = Cuts.of(model, classifier);
            Cut last = cuts.get(cuts.size() - 1);
            Picture picture = Zoo.picture(classifier.width(), classifier.height());
            float[][] logits = new BruteForce(runtime, folder).logits(model, last, Zoo.input(picture));

            Explanation explanation = runtime.explainer().explain(model, picture, Zoo.SETTINGS, TARGETS, Progress.NONE);

            assertThat(explanation.layer()).hasValue(last.layer());
            assertThat(explanation.maps()).hasSize(2);
            for (SaliencyMap map : explanation.maps()) {
                float[] wanted = new float[logits.length];
                for (int cell = 0; cell < wanted.length; cell++) {
                    wanted[cell] = logits[cell][map.target()];
                }
                assertThat(Zoo.difference(map, wanted)).as("%s, class %s", last, map.target()).isLessThanOrEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("twoStreams")
    void says_why_two_streams_cannot_be_cut(String name) throws Exception {
        try (RuntimeModel model = runtime.models().load(Zoo.unpacked(name, folder).toString())) {
            Classifier classifier = Classifier.of(model);
            Picture picture = Zoo.picture(classifier.width(), classifier.height());

            assertThatThrownBy(() -> runtime.explainer().explain(model, picture, Zoo.SETTINGS, TARGETS, Progress.NONE))
                    .isInstanceOf(MethodException.class).hasMessageContaining("all that the logits see");
        }
    }
}
