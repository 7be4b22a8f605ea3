package org.pellucid.method.reciprocam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pellucid.api.InputException;
import org.pellucid.api.MethodException;
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
import org.pellucid.testkit.ModelBuilder;
import org.pellucid.whitebox.Classifier;
import org.pellucid.whitebox.Cut;
import org.pellucid.whitebox.Cuts;

/**
 * Small networks with heads of every kind. The reference is the definition of the method, computed with the untouched
 * head: a model of its own that takes the feature map, asked once for each masked map.
 */
class PerturbedHeadTest extends MethodTest {
    private static final int CHANNELS = 8;
    private static final int HEIGHT = 4;
    private static final int WIDTH = 6;
    private static final int CLASSES = 5;

    @TempDir
    private Path folder;

    /** What lies between the feature map and the logits. */
    enum Head {
        POOL_LINEAR, POOL_WITHOUT_DIMENSIONS, AVG_POOL, POOL_CONVOLUTION_LINEAR, POOL_CONVOLUTION_RELU, POOL_CONVOLUTION_PRELU, LITERAL_BATCH, LITERAL_BATCH_LARGE, CONVOLUTION_FIRST, HIDDEN_LINEAR, LARGE_KERNEL, NO_BIAS, CONVOLUTION_LAST, SOFTMAX, SOFTMAX_RESHAPED, SOFTMAX_QUANTISED;
    }

    PerturbedHeadTest() {
        super(new ReciproCam());
    }

    /** @return the logits' layer */
    private static int head(ModelBuilder model, Head head, int feature) {
        int[] pooledShape = {1, CHANNELS, 1, 1};
        return switch (head) {
            case POOL_LINEAR -> linear(model, flatten(model, pool(model, feature), -1), true);
            case POOL_WITHOUT_DIMENSIONS -> linear(model, model.operation("ReduceMean", "opset1", "keep_dims=\"false\"",
                    new int[] {1, CHANNELS}, feature, model.integers(-1, -2)), true);
            case AVG_POOL -> linear(model, flatten(model, model.operation("AvgPool", "opset1",
                    "kernel=\"" + HEIGHT + ", " + WIDTH + "\" strides=\"1, 1\" pads_begin=\"0, 0\" pads_end=\"0, 0\" "
                            + "exclude-pad=\"true\" rounding_type=\"floor\" auto_pad=\"explicit\"",
                    pooledShape, feature), 0), true);
            case POOL_CONVOLUTION_LINEAR -> linear(model, flatten(model,
                    model.operation("HSwish", "opset4", "", pooledShape,
                            convolution(model, pool(model, feature), CHANNELS, 1, 1)),
                    -1), true);
            case POOL_CONVOLUTION_RELU ->
                linear(model, flatten(model, model.operation("ReLU", "opset1", "", pooledShape,
                        convolution(model, pool(model, feature), CHANNELS, 1, 1)), -1), true);
            case POOL_CONVOLUTION_PRELU -> linear(model, flatten(model, model.operation("PReLU", "opset1", "",
                    pooledShape, convolution(model, pool(model, feature), CHANNELS, 1, 1), model.random(CHANNELS)),
                    -1), true);
            case LITERAL_BATCH -> linear(model, flatten(model, pool(model, feature), 1), true);
            case LITERAL_BATCH_LARGE -> {
                int flat = model.operation("Reshape", "opset1", "special_zero=\"false\"",
                        new int[] {1, CHANNELS * HEIGHT * WIDTH}, feature,
                        model.integers(1, CHANNELS * HEIGHT * WIDTH));
                int weights = model.random(CLASSES, CHANNELS * HEIGHT * WIDTH);
                yield model.operation("MatMul", "opset1", "transpose_a=\"false\" transpose_b=\"true\"",
                        new int[] {1, CLASSES}, flat, weights);
            }
            case CONVOLUTION_FIRST -> linear(model, flatten(model, pool(model, model.operation("ReLU", "opset1", "",
                    new int[] {1, CHANNELS, 1, 3}, convolution(model, feature, CHANNELS, HEIGHT, WIDTH - 2))), -1),
                    true);
            case HIDDEN_LINEAR -> {
                int flat = flatten(model, pool(model, feature), -1);
                int hidden = model.operation("MatMul", "opset1", "transpose_a=\"false\" transpose_b=\"true\"",
                        new int[] {1, CHANNELS}, flat, model.random(CHANNELS, CHANNELS));
                yield linear(model, model.operation("Tanh", "opset1", "", new int[] {1, CHANNELS}, hidden), true);
            }
            case LARGE_KERNEL -> linear(model, flatten(model, model.operation("Convolution", "opset1",
                    "strides=\"1, 1\" dilations=\"1, 1\" pads_begin=\"1, 1\" pads_end=\"1, 1\" "
                            + "auto_pad=\"explicit\"",
                    pooledShape, pool(model, feature), model.random(CHANNELS, CHANNELS, 3, 3)), -1), true);
            case NO_BIAS -> linear(model, flatten(model, pool(model, feature), -1), false);
            case CONVOLUTION_LAST -> flatten(model,
                    convolution(model, pool(model, feature), CLASSES, 1, 1), -1, CLASSES);
            case SOFTMAX -> softmax(model, feature);
            case SOFTMAX_RESHAPED -> {
                int cube = model.operation("Unsqueeze", "opset1", "", new int[] {1, 1, CLASSES},
                        softmax(model, feature), model.integers(1));
                int flat = model.operation("Reshape", "opset1", "special_zero=\"false\"", new int[] {1, CLASSES}, cube,
                        model.integers(1, CLASSES));
                yield model.operation("Convert", "opset1", "destination_type=\"f32\"", new int[] {1, CLASSES}, flat);
            }
            case SOFTMAX_QUANTISED -> {
                int quantised = model.operation("FakeQuantize", "opset1", "levels=\"256\" auto_broadcast=\"numpy\"",
                        new int[] {1, CLASSES}, softmax(model, feature), model.floats(new float[] {0}),
                        model.floats(new float[] {1}), model.floats(new float[] {0}), model.floats(new float[] {255}));
                int shifted = model.operation("Subtract", "opset1", "auto_broadcast=\"numpy\"", new int[] {1, CLASSES},
                        quantised, model.floats(new float[] {0}));
                yield model.operation("Multiply", "opset1", "auto_broadcast=\"numpy\"", new int[] {1, CLASSES},
                        shifted, model.floats(new float[] {1f / 255}));
            }
        };
    }

    private static int softmax(ModelBuilder model, int feature) {
        return model.operation("Softmax", "opset8", "axis=\"1\"", new int[] {1, CLASSES},
                linear(model, flatten(model, pool(model, feature), -1), true));
    }

    private static int pool(ModelBuilder model, int feature) {
        return model.operation("ReduceMean", "opset1", "keep_dims=\"true\"", new int[] {1, CHANNELS, 1, 1}, feature,
                model.integers(2, 3));
    }

    private static int flatten(ModelBuilder model, int pooled, int batch) {
        return flatten(model, pooled, batch, CHANNELS);
    }

    private static int flatten(ModelBuilder model, int pooled, int batch, int channels) {
        return model.operation("Reshape", "opset1", "special_zero=\"" + (batch == 0) + "\"", new int[] {1, channels},
                pooled, model.integers(batch, channels));
    }

    private static int convolution(ModelBuilder model, int input, int outputs, int height, int width) {
        return model.operation("Convolution", "opset1",
                "strides=\"1, 1\" dilations=\"1, 1\" pads_begin=\"0, 0\" pads_end=\"0, 0\" auto_pad=\"explicit\"",
                new int[] {1, outputs, 1, height == 1 ? 1 : 3}, input,
                model.random(outputs, CHANNELS, height, width));
    }

    private static int linear(ModelBuilder model, int input, boolean bias) {
        int product = model.operation("MatMul", "opset1", "transpose_a=\"false\" transpose_b=\"true\"",
                new int[] {1, CLASSES}, input, model.random(CLASSES, CHANNELS));
        return bias ? model.operation("Add", "opset1", "auto_broadcast=\"numpy\"", new int[] {1, CLASSES}, product,
                model.random(1, CLASSES)) : product;
    }

    /** Picture {@code [1,3,8,12]}, feature map {@code [1,8,4,6]}; the same seed gives the same head in both models. */
    private Path network(Head head) throws Exception {
        return network(head, new ModelBuilder(head.ordinal()));
    }

    private Path network(Head head, ModelBuilder model) throws Exception {
        int logits = head(model, head, body(model, model.parameter(1, 3, 2 * HEIGHT, 2 * WIDTH)));
        model.result(logits);
        return model.write(folder, "network");
    }

    private static int body(ModelBuilder model, int picture) {
        int weights = model.floats(kernel(), CHANNELS, 3, 2, 2);
        int convolved = model.operation("Convolution", "opset1",
                "strides=\"2, 2\" dilations=\"1, 1\" pads_begin=\"0, 0\" pads_end=\"0, 0\" auto_pad=\"explicit\"",
                new int[] {1, CHANNELS, HEIGHT, WIDTH}, picture, weights);
        return model.operation("ReLU", "opset1", "", new int[] {1, CHANNELS, HEIGHT, WIDTH}, convolved);
    }

    /** From a generator of its own, so as not to move the one of the head. */
    private static float[] kernel() {
        Random random = new Random(99);
        float[] kernel = new float[CHANNELS * 3 * 2 * 2];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (float) random.nextGaussian() / 64;
        }
        return kernel;
    }

    /** Behind a convolution there is another, smaller feature map, which would be found. */
    private static ExplainSettings settings(Head head) {
        ExplainSettings settings = ExplainSettings.builder().precision(Precision.F32)
                .preprocessing(PreprocessingChoice.of("none")).build();
        return head == Head.CONVOLUTION_FIRST ? settings.toBuilder().layer("relu3").build() : settings;
    }

    private static Picture picture() {
        byte[] pixels = new byte[2 * HEIGHT * 2 * WIDTH * 3];
        new Random(7).nextBytes(pixels);
        return new Picture("noise", 2 * WIDTH, 2 * HEIGHT, pixels);
    }

    @ParameterizedTest
    @EnumSource
    void equalsTheDefinition(Head head) throws Exception {
        ExplainSettings settings = settings(head);
        float[] feature = featureMap();
        float[][] expected = literal(head, feature);

        try (RuntimeModel model = runtime.models().load(network(head).toString())) {
            Explanation explanation = runtime.explainer().explain(model, picture(), settings, new Targets.All(),
                    Progress.NONE);

            assertThat(explanation.layer()).hasValue("relu3");
            assertThat(explanation.maps()).hasSize(CLASSES);
            for (SaliencyMap map : explanation.maps()) {
                assertThat(map.height()).isEqualTo(HEIGHT);
                assertThat(map.width()).isEqualTo(WIDTH);
                for (int cell = 0; cell < HEIGHT * WIDTH; cell++) {
                    assertThat(map.raw()[cell]).as("class %d, cell %d", map.target(), cell)
                            .isCloseTo(expected[cell][map.target()], within(2e-4f));
                }
            }
            assertThat(only(model, settings, "3").raw()).as("one target alone is as among all")
                    .containsExactly(explanation.maps().get(3).raw(), within(1e-5f));
        }
    }

    /** Weights of half precision are off by up to 2 to the power of -11. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SOFTMAX_RESHAPED")
    void takes_graphs_of_half_precision(Head head) throws Exception {
        ExplainSettings settings = settings(head);
        float[][] expected = literal(head, featureMap());
        float largest = 0;
        for (float[] scores : expected) {
            for (float score : scores) {
                largest = Math.max(largest, Math.abs(score));
            }
        }

        Path file = network(head, new ModelBuilder(head.ordinal()).inHalfPrecision());
        try (RuntimeModel model = runtime.models().load(file.toString())) {
            Explanation explanation = runtime.explainer().explain(model, picture(), settings, new Targets.All(),
                    Progress.NONE);

            for (SaliencyMap map : explanation.maps()) {
                for (int cell = 0; cell < HEIGHT * WIDTH; cell++) {
                    assertThat(map.raw()[cell]).as("class %d, cell %d", map.target(), cell)
                            .isCloseTo(expected[cell][map.target()], within(largest / 100));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POOL_CONVOLUTION_LINEAR", "POOL_CONVOLUTION_RELU", "POOL_CONVOLUTION_PRELU"})
    void needs_no_masks_for_layers_that_treat_cells_alike(Head head) throws Exception {
        try (RuntimeModel model = runtime.models().load(network(head).toString())) {
            Classifier classifier = Classifier.of(model);
            Cut feature = Cuts.find(model, classifier, Optional.empty());

            assertThat(CellwiseHead.of(model, classifier, feature)).isPresent();
        }
    }

    private SaliencyMap only(RuntimeModel model, ExplainSettings settings, String target) throws Exception {
        return runtime.explainer().explain(model, picture(), settings, new Targets.Listed(List.of(target)),
                Progress.NONE).maps().get(0);
    }

    private float[] featureMap() throws Exception {
        ModelBuilder model = new ModelBuilder(0);
        model.result(body(model, model.parameter(1, 3, 2 * HEIGHT, 2 * WIDTH)));
        float[] planes = new float[3 * 2 * HEIGHT * 2 * WIDTH];
        byte[] pixels = picture().bgr();
        for (int i = 0; i < planes.length; i++) {
            int pixel = i % (planes.length / 3);
            planes[i] = Byte.toUnsignedInt(pixels[pixel * 3 + i / (planes.length / 3)]);
        }
        return run(model.write(folder, "body"), planes);
    }

    private float[][] literal(Head head, float[] feature) throws Exception {
        ModelBuilder model = new ModelBuilder(head.ordinal());
        int input = model.parameter(1, CHANNELS, HEIGHT, WIDTH);
        Head withoutSoftmax = head.name().startsWith("SOFTMAX") ? Head.POOL_LINEAR : head;
        model.result(head(model, withoutSoftmax, input));
        Path file = model.write(folder, "head");
        float[][] scores = new float[HEIGHT * WIDTH][];
        for (int cell = 0; cell < scores.length; cell++) {
            float[] masked = new float[feature.length];
            for (int channel = 0; channel < CHANNELS; channel++) {
                int at = channel * HEIGHT * WIDTH + cell;
                masked[at] = feature[at];
            }
            scores[cell] = run(file, masked);
        }
        return scores;
    }

    private float[] run(Path file, float[] input) throws Exception {
        try (RuntimeModel model = runtime.models().load(file.toString());
                CompiledModel compiled = model.compile(new CompileRequest("CPU", Precision.F32,
                        PerformanceHint.LATENCY, Optional.empty()));
                InferRequest request = compiled.newRequest()) {
            request.input(0).floats().put(0, input);
            request.infer();
            float[] output = new float[request.output(0).size()];
            request.output(0).floats().get(0, output);
            return output;
        }
    }

    @Test
    void takesALayerByNameAndSaysWhichOneItWouldTake() throws Exception {
        ExplainSettings settings = ExplainSettings.builder().preprocessing(PreprocessingChoice.of("none"))
                .method("reciprocam").build();
        try (RuntimeModel model = runtime.models().load(network(Head.POOL_LINEAR).toString())) {
            ExplainSettings earlier = settings.toBuilder().layer("convolution2").build();
            assertThat(runtime.explainer()
                    .explain(model, picture(), earlier, new Targets.Top(1), Progress.NONE).layer())
                    .hasValue("convolution2");

            assertThatThrownBy(() -> only(model, settings.toBuilder().layer("nowhere").build(), "0"))
                    .isInstanceOf(MethodException.class).hasMessageContaining("no layer 'nowhere'")
                    .hasMessageContaining("'relu3'");
            assertThatThrownBy(() -> only(model, settings.toBuilder().layer("const1").build(), "0"))
                    .isInstanceOf(MethodException.class).hasMessageContaining("const1");
        }
    }

    @Test
    void saysThatNotANumberCannotBeExplained() throws Exception {
        ModelBuilder builder = new ModelBuilder(1);
        int logits = head(builder, Head.POOL_LINEAR, body(builder, builder.parameter(1, 3, 2 * HEIGHT, 2 * WIDTH)));
        float[] broken = {0, 0, Float.NaN, 0, 0};
        builder.result(builder.operation("Add", "opset1", "auto_broadcast=\"numpy\"", new int[] {1, CLASSES}, logits,
                builder.floats(broken, 1, CLASSES)));
        try (RuntimeModel model = runtime.models().load(builder.write(folder, "nan").toString())) {
            assertThatThrownBy(() -> only(model, ExplainSettings.builder()
                    .preprocessing(PreprocessingChoice.of("none")).build(), "0"))
                    .isInstanceOf(InputException.class).hasMessageContaining("noise").hasMessageContaining("NaN")
                    .hasMessageContaining("class 2");
        }
    }

    @Test
    void paintsAConstantMapBlack() throws Exception {
        ModelBuilder builder = new ModelBuilder(1);
        int feature = body(builder, builder.parameter(1, 3, 2 * HEIGHT, 2 * WIDTH));
        int flat = flatten(builder, pool(builder, feature), -1);
        int zero = builder.floats(new float[CLASSES * CHANNELS], CLASSES, CHANNELS);
        builder.result(builder.operation("MatMul", "opset1", "transpose_a=\"false\" transpose_b=\"true\"",
                new int[] {1, CLASSES}, flat, zero));
        try (RuntimeModel model = runtime.models().load(builder.write(folder, "constant").toString())) {
            SaliencyMap map = only(model,
                    ExplainSettings.builder().preprocessing(PreprocessingChoice.of("none")).build(),
                    "0");

            assertThat(map.values()).containsOnly(0);
        }
    }
}
