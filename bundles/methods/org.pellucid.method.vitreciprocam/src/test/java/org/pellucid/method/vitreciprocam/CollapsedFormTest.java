package org.pellucid.method.vitreciprocam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pellucid.api.Progress;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.PreprocessingChoice;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.image.Picture;
import org.pellucid.api.model.PerformanceHint;
import org.pellucid.api.model.Precision;
import org.pellucid.api.model.spi.CompileRequest;
import org.pellucid.api.model.spi.CompiledModel;
import org.pellucid.api.model.spi.InferRequest;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.testkit.MethodTest;
import org.pellucid.testkit.PlainRuntime;
import org.pellucid.testkit.SilentLog;

/**
 * Random small transformers: both forms against each other, and against the definition, which is a model built with
 * masks as an input and asked once for each of them.
 */
class CollapsedFormTest extends MethodTest {
    private static final int CONFIGURATIONS = 80;

    private static double worst;

    @TempDir
    private Path folder;

    CollapsedFormTest() {
        super(new VitReciproCam(SilentLog.logger()));
    }

    @AfterAll
    static void tell() {
        System.out.printf("largest difference of collapsed and literal form: %.2e of the logit range%n", worst);
    }

    static LongStream seeds() {
        return LongStream.range(0, CONFIGURATIONS);
    }

    @Test
    void triesEveryKindOfEverything() {
        List<TransformerConfig> all = seeds().mapToObj(TransformerConfig::random).toList();
        assertAll(all, TransformerConfig::block, TransformerConfig.Block.values());
        assertAll(all, TransformerConfig::norm, TransformerConfig.Norm.values());
        assertAll(all, TransformerConfig::projection, TransformerConfig.Projection.values());
        assertAll(all, TransformerConfig::attention, TransformerConfig.AttentionKind.values());
        assertAll(all, TransformerConfig::selection, TransformerConfig.Selection.values());
        assertAll(all, TransformerConfig::literalBatch, true, false);
        assertAll(all, TransformerConfig::finalNorm, true, false);
        assertAll(all, TransformerConfig::extra, 1, 2, 3);
        assertAll(all, TransformerConfig::head, TransformerConfig.Head.values());
    }

    @SafeVarargs
    private static <E> void assertAll(List<TransformerConfig> configs, Function<TransformerConfig, E> property,
            E... values) {
        assertThat(configs.stream().map(property).distinct().toList()).contains(values);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void bothFormsEqualTheDefinition(long seed) throws Exception {
        TransformerConfig config = TransformerConfig.random(seed);
        boolean gaussian = seed % 2 == 0;
        boolean keepClass = seed % 3 > 0;
        Picture picture = picture(config);
        Path file = new TransformerBuilder(config).write(folder, "transformer", 0);
        try (RuntimeModel model = runtime.models().load(file.toString())) {
            Explanation collapsed = explain(model, picture, "collapsed", gaussian, keepClass);
            Explanation literal = explain(model, picture, "literal", gaussian, keepClass);
            float[][] defined = definition(folder, runtime, config, 1, gaussian, keepClass);

            assertThat(collapsed.maps()).hasSize(TransformerConfig.CLASSES);
            assertSamePrediction(config, collapsed, literal);
            for (int k = 0; k < TransformerConfig.CLASSES; k++) {
                SaliencyMap map = collapsed.maps().get(k);
                assertThat(map.height()).isEqualTo(config.rows());
                assertThat(map.width()).isEqualTo(config.columns());
                double range = range(defined);
                assertNear(config, literal.maps().get(k).raw(), defined, map.target(), range);
                assertNear(config, map.raw(), defined, map.target(), range);
                for (int i = 0; i < map.raw().length; i++) {
                    worst = Math.max(worst, Math.abs(map.raw()[i] - literal.maps().get(k).raw()[i]) / range);
                }
            }
        }
    }

    /** The literal form takes the logits from the untouched head. */
    private static void assertSamePrediction(TransformerConfig config, Explanation collapsed, Explanation literal) {
        assertThat(collapsed.predictions()).hasSameSizeAs(literal.predictions());
        for (int i = 0; i < literal.predictions().size(); i++) {
            assertThat(collapsed.predictions().get(i).index()).isEqualTo(literal.predictions().get(i).index());
            assertThat(collapsed.predictions().get(i).logit()).as("%s", config)
                    .isCloseTo(literal.predictions().get(i).logit(), within(1e-4));
        }
    }

    private static void assertNear(TransformerConfig config, float[] actual, float[][] defined, int target,
            double range) {
        for (int i = 0; i < actual.length; i++) {
            assertThat((double) actual[i]).as("%s, class %d, patch %d", config, target, i)
                    .isCloseTo(defined[i][target], within(1e-4 * range));
        }
    }

    /** Range of all logits that perturbed sequences have. */
    private static double range(float[][] logits) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (float[] row : logits) {
            for (float logit : row) {
                min = Math.min(min, logit);
                max = Math.max(max, logit);
            }
        }
        return max - min;
    }

    private Explanation explain(RuntimeModel model, Picture picture, String form, boolean gaussian,
            boolean keepClass)
            throws Exception {
        ExplainSettings settings = ExplainSettings.builder().method("vit-reciprocam").precision(Precision.F32)
                .preprocessing(PreprocessingChoice.of("none")).options(Map.of("form", form, "use_gaussian",
                        Boolean.toString(gaussian), "cls_token", Boolean.toString(keepClass)))
                .build();
        return runtime.explainer().explain(model, picture, settings, new Targets.All(), Progress.NONE);
    }

    static Picture picture(TransformerConfig config) {
        int width = config.columns() * TransformerConfig.PATCH;
        int height = config.rows() * TransformerConfig.PATCH;
        byte[] pixels = new byte[width * height * 3];
        new Random(config.seed()).nextBytes(pixels);
        return new Picture("noise", width, height, pixels);
    }

    /** @return {@code [patches][classes]} */
    static float[][] definition(Path folder, PlainRuntime runtime, TransformerConfig config, int k, boolean gaussian,
            boolean keepClass) throws Exception {
        Picture picture = picture(config);
        Path file = new TransformerBuilder(config.withFixedBatch()).write(folder, "definition", k);
        int patches = config.rows() * config.columns();
        float[][] logits = new float[patches][TransformerConfig.CLASSES];
        try (RuntimeModel model = runtime.models().load(file.toString());
                CompiledModel compiled = model.compile(new CompileRequest("CPU", Precision.F32,
                        PerformanceHint.LATENCY, Optional.empty()));
                InferRequest request = compiled.newRequest()) {
            for (int patch = 0; patch < patches; patch++) {
                write(picture, request.input(0).floats());
                request.input(1).floats().put(0, mask(config, patch, gaussian, keepClass));
                request.infer();
                request.output(0).floats().get(0, logits[patch]);
            }
        }
        return logits;
    }

    private static void write(Picture picture, FloatBuffer input) {
        int pixels = picture.width() * picture.height();
        for (int i = 0; i < 3 * pixels; i++) {
            input.put(i, Byte.toUnsignedInt(picture.bgr()[i % pixels * 3 + i / pixels]));
        }
    }

    private static float[] mask(TransformerConfig config, int patch, boolean gaussian, boolean keepClass) {
        float[] mask = new float[config.tokens()];
        for (int token = 0; token < mask.length; token++) {
            int other = token - config.extra();
            int away = Math.abs(other / config.columns() - patch / config.columns());
            int along = Math.abs(other % config.columns() - patch % config.columns());
            if (token < config.extra()) {
                mask[token] = keepClass ? 1 : 0;
            } else if (gaussian && away < 2 && along < 2) {
                mask[token] = 1f / (4 << away + along);
            } else if (other == patch) {
                mask[token] = 1;
            }
        }
        return mask;
    }
}
