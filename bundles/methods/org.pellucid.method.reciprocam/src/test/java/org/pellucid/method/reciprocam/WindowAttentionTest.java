package org.pellucid.method.reciprocam;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.ir.IrGraph;
import org.pellucid.testkit.ModelBuilder;
import org.pellucid.testkit.PlainRuntime;
import org.pellucid.whitebox.Classifier;
import org.pellucid.whitebox.Cut;
import org.pellucid.whitebox.Cuts;
import org.pellucid.whitebox.SpatialAxes;

/** A transformer that attends within windows and merges patches: positions are cut up, put together and thinned out. */
class WindowAttentionTest {
    private static final int CHANNELS = 6;

    @TempDir
    private Path folder;

    private final ModelBuilder model = new ModelBuilder(3);

    private int reshape(int input, int... shape) {
        long[] target = Arrays.stream(shape).asLongStream().toArray();
        return model.operation("Reshape", "opset1", "special_zero=\"false\"", shape, input, model.integers(target));
    }

    private int transpose(int input, int[] shape, long... order) {
        return model.operation("Transpose", "opset1", "", shape, input, model.integers(order));
    }

    private int product(int left, int right, boolean transposed, int... shape) {
        return model.operation("MatMul", "opset1", "transpose_a=\"false\" transpose_b=\"" + transposed + "\"", shape,
                left, right);
    }

    private int norm(int input, int... shape) {
        return model.operation("MVN", "opset6", "normalize_variance=\"true\" eps=\"0.00001\" eps_mode=\"INSIDE_SQRT\"",
                shape, input, model.integers(-1));
    }

    /** Windows of 4x4 in a picture of 8x8. */
    private int attention(int stream) {
        int parted = transpose(reshape(norm(stream, 1, 8, 8, CHANNELS), 1, 2, 4, 2, 4, CHANNELS),
                new int[] {1, 2, 2, 4, 4, CHANNELS}, 0, 1, 3, 2, 4, 5);
        int windows = reshape(parted, 4, 16, CHANNELS);
        int queries = product(windows, model.random(CHANNELS, CHANNELS), true, 4, 16, CHANNELS);
        int weights = model.operation("SoftMax", "opset8", "axis=\"-1\"", new int[] {4, 16, 16},
                product(queries, windows, true, 4, 16, 16));
        int mixed = reshape(product(weights, windows, false, 4, 16, CHANNELS), 1, 2, 2, 4, 4, CHANNELS);
        int back = reshape(transpose(mixed, new int[] {1, 2, 4, 2, 4, CHANNELS}, 0, 1, 3, 2, 4, 5), 1, 8, 8, CHANNELS);
        return model.operation("Add", "opset1", "auto_broadcast=\"numpy\"", new int[] {1, 8, 8, CHANNELS}, stream,
                back);
    }

    /** Every second row and column, four times. */
    private int merged(int stream) {
        int[] parts = new int[4];
        for (int i = 0; i < 4; i++) {
            parts[i] = model.operation("StridedSlice", "opset1", "begin_mask=\"1,0,0,1\" end_mask=\"1,1,1,1\" "
                    + "new_axis_mask=\"\" shrink_axis_mask=\"\" ellipsis_mask=\"\"", new int[] {1, 4, 4, CHANNELS},
                    stream,
                    model.integers(0, i % 2, i / 2, 0), model.integers(0, 0, 0, 0), model.integers(1, 2, 2, 1));
        }
        int joined = model.operation("Concat", "opset1", "axis=\"-1\"", new int[] {1, 4, 4, 4 * CHANNELS}, parts);
        return product(joined, model.random(2 * CHANNELS, 4 * CHANNELS), true, 1, 4, 4, 2 * CHANNELS);
    }

    @Test
    void is_explained_at_its_last_normalisation_without_masks() throws Exception {
        int embedded = transpose(model.operation("Convolution", "opset1",
                "strides=\"2, 2\" dilations=\"1, 1\" pads_begin=\"0, 0\" pads_end=\"0, 0\" auto_pad=\"explicit\"",
                new int[] {1, CHANNELS, 8, 8}, model.parameter(1, 3, 16, 16), model.random(CHANNELS, 3, 2, 2)),
                new int[] {1, 8, 8, CHANNELS}, 0, 2, 3, 1);
        int last = norm(merged(attention(embedded)), 1, 4, 4, 2 * CHANNELS);
        int pooled = model.operation("ReduceMean", "opset1", "keep_dims=\"false\"", new int[] {1, 2 * CHANNELS}, last,
                model.integers(1, 2));
        model.result(product(pooled, model.random(5, 2 * CHANNELS), true, 1, 5));

        try (PlainRuntime runtime = new PlainRuntime(new ReciproCam());
                RuntimeModel loaded = runtime.models().load(model.write(folder, "windows").toString())) {
            Classifier classifier = Classifier.of(loaded);
            Cut cut = Cuts.find(loaded, classifier, Optional.empty());

            assertThat(cut.layer()).isEqualTo("mvn" + last);
            assertThat(cut.shape()).isEqualTo(List.of(1, 4, 4, 2 * CHANNELS));
            assertThat(cut.axes()).isEqualTo(new SpatialAxes(1, 2, 4, 4));
            assertThat(CellwiseHead.of(loaded, classifier, cut)).isPresent();
            assertThat(Cuts.of(loaded, classifier)).as("the residual stream is one, what windows do to it is not")
                    .extracting(Cut::layer).contains("add" + indexOfAdd(loaded));
        }
    }

    private static int indexOfAdd(RuntimeModel loaded) throws Exception {
        return IrGraph.of(loaded).ofType("Add").get(0).id();
    }
}
