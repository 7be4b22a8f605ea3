package org.pellucid.method.vitreciprocam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.pellucid.api.MethodException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.Progress;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.PreprocessingChoice;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.explain.spi.Support;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.Precision;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.testkit.PlainRuntime;
import org.pellucid.testkit.SilentLog;
import org.pellucid.testkit.TestData;

/** Blocks, options, heads the collapsed form is not for, and models the method is not for. */
class VitReciproCamTest {
    private static final ExplainSettings SETTINGS = ExplainSettings.builder().method("vit-reciprocam")
            .precision(Precision.F32).preprocessing(PreprocessingChoice.of("none")).build();

    private static final VitReciproCam METHOD = new VitReciproCam(SilentLog.logger());
    private static PlainRuntime runtime;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        runtime = new PlainRuntime(METHOD);
    }

    @AfterAll
    static void close() {
        runtime.close();
        assertThat(runtime.nativeObjects()).isZero();
    }

    /** Three blocks, a class token, 3x5 patches. */
    private static TransformerConfig config() {
        return new TransformerConfig(3, 3, 5, 1, 2, 8, 3, TransformerConfig.Block.PRE_NORM, TransformerConfig.Norm.FULL,
                TransformerConfig.Projection.SPLIT, true, TransformerConfig.AttentionKind.FUSED, true, false,
                TransformerConfig.Selection.GATHER, TransformerConfig.Head.LINEAR, true, false);
    }

    private Model load(TransformerConfig config) throws Exception {
        return runtime.models().load(new TransformerBuilder(config).write(folder, "transformer", 0).toString());
    }

    private static Explanation explain(Model model, TransformerConfig config, Map<String, String> options)
            throws PellucidException, InterruptedException {
        return explain(model, config, SETTINGS.toBuilder().options(options).build());
    }

    private static Explanation explain(Model model, TransformerConfig config, ExplainSettings settings)
            throws PellucidException, InterruptedException {
        return runtime.explainer().explain(model, CollapsedFormTest.picture(config), settings, new Targets.All(),
                Progress.NONE);
    }

    @ParameterizedTest
    @CsvSource({"1, collapsed", "1, literal", "2, auto", "3, literal"})
    void explainsTheBlockAskedFor(int k, String form) throws Exception {
        float[][] defined = CollapsedFormTest.definition(folder, runtime, config(), k, true, true);
        try (Model model = load(config())) {
            Explanation byNumber = explain(model, config(), Map.of("k", Integer.toString(k), "form", form));
            Explanation byName = explain(model, config(),
                    SETTINGS.toBuilder().layer(byNumber.layer().orElseThrow()).option("form", form).build());

            for (int target = 0; target < TransformerConfig.CLASSES; target++) {
                float[] raw = byNumber.maps().get(target).raw();
                assertThat(byName.maps().get(target).raw()).containsExactly(raw, within(1e-6f));
                for (int patch = 0; patch < raw.length; patch++) {
                    assertThat(raw[patch]).isCloseTo(defined[patch][target], within(1e-4f));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FUSED_BIASED", "ROTARY"})
    void averages_tokens_literally_where_their_positions_matter(TransformerConfig.AttentionKind attention)
            throws Exception {
        TransformerConfig pooled = config().withHead(TransformerConfig.Head.POOLED).withAttention(attention);
        float[][] defined = CollapsedFormTest.definition(folder, runtime, pooled, 1, true, true);
        try (Model model = load(pooled)) {
            float[] raw = explain(model, pooled, Map.of()).maps().get(2).raw();
            for (int patch = 0; patch < raw.length; patch++) {
                assertThat(raw[patch]).isCloseTo(defined[patch][2], within(1e-4f));
            }
            assertThatThrownBy(() -> explain(model, pooled, Map.of("form", "collapsed")))
                    .isInstanceOf(MethodException.class).hasMessageContaining("form=collapsed")
                    .hasMessageContaining("knows their positions").hasMessageContaining("form=literal");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"k | 4 | from 1 to 3", "k | 0 | from 1 to", "k | two | from 1 to",
            "use_gaussian | perhaps | [true, false]", "cls_token | 1 | [true, false]",
            "form | quick | [auto, collapsed, literal]", "final_norm | false | the model has a normalisation",
            "final_norm | maybe | [auto, true, false]"})
    void saysWhatAnOptionMayBe(String name, String value, String range) throws Exception {
        try (Model model = load(config())) {
            assertThatThrownBy(() -> explain(model, config(), Map.of(name, value))).isInstanceOf(UsageException.class)
                    .hasMessageContaining(name + "=" + value).hasMessageContaining(range);
        }
    }

    @Test
    void takesABlockByNumberOrByNameButNotBoth() throws Exception {
        try (Model model = load(config())) {
            String layer = explain(model, config(), Map.of()).layer().orElseThrow();
            assertThatThrownBy(
                    () -> explain(model, config(), SETTINGS.toBuilder().layer(layer).option("k", "1").build()))
                    .isInstanceOf(UsageException.class).hasMessageContaining("give one of them");
            assertThatThrownBy(() -> explain(model, config(), SETTINGS.toBuilder().layer("nowhere").build()))
                    .isInstanceOf(MethodException.class).hasMessageContaining("no layer 'nowhere'")
                    .hasMessageContaining(layer);
            assertThatThrownBy(() -> explain(model, config(), SETTINGS.toBuilder().layer("convolution2").build()))
                    .isInstanceOf(MethodException.class).hasMessageContaining("convolution2")
                    .hasMessageContaining(layer);
        }
    }

    @Test
    void saysThatThereIsNoClassToken() throws Exception {
        TransformerConfig pooled = config().withHead(TransformerConfig.Head.POOLED).withExtra(0);
        try (Model model = load(pooled)) {
            assertThatThrownBy(() -> explain(model, pooled, Map.of())).isInstanceOf(MethodException.class)
                    .hasMessageContaining("no class token").hasMessageContaining("15 tokens are 3x5 patches");
            assertThat(METHOD.supports(RuntimeModel.of(model)).supported()).isFalse();
        }
    }

    @Test
    void saysThatTokensMakeNoGrid() throws Exception {
        TransformerConfig odd = config().withExtra(20);
        try (Model model = load(odd)) {
            assertThatThrownBy(() -> explain(model, odd, Map.of())).isInstanceOf(MethodException.class)
                    .hasMessageContaining("35 tokens");
        }
    }

    @Test
    void supportsTransformersOnly() throws Exception {
        try (Model model = load(config())) {
            Support support = METHOD.supports(RuntimeModel.of(model));
            assertThat(support.supported()).isTrue();
            assertThat(support.reason()).contains("3 blocks").contains("3x5 patch tokens");
        }
        try (Model model = runtime.models().load(TestData.model("efficientnet-lite0").toString())) {
            Support support = METHOD.supports(RuntimeModel.of(model));
            assertThat(support.supported()).isFalse();
            assertThat(support.reason()).contains("no vision transformer");
        }
    }

    @Test
    void stopsWhenNoLongerWanted() throws Exception {
        Progress unwanted = new Progress() {
            @Override
            public boolean cancelled() {
                return true;
            }
        };
        try (Model model = load(config())) {
            assertThatThrownBy(() -> runtime.explainer().explain(model, CollapsedFormTest.picture(config()),
                    SETTINGS.toBuilder().option("form", "literal").build(), new Targets.Top(1), unwanted))
                    .isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void countsMasksOfTheLiteralForm() throws Exception {
        StringBuilder told = new StringBuilder();
        Progress listener = new Progress() {
            @Override
            public void step(String what, long done, long total) {
                told.append(what).append(' ').append(done).append('/').append(total).append(';');
            }
        };
        try (Model model = load(config())) {
            runtime.explainer().explain(model, CollapsedFormTest.picture(config()),
                    SETTINGS.toBuilder().option("form", "literal").build(), new Targets.Top(1), listener);
        }
        assertThat(told.toString()).endsWith("masks 15/15;");
    }
}
