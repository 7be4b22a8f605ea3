package org.pellucid.method.reciprocam;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pellucid.api.Progress;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.image.Picture;
import org.pellucid.api.model.Model;
import org.pellucid.testkit.ModelBuilder;
import org.pellucid.testkit.PlainRuntime;

/** A head that asks for the picture's size, as exports with an open batch do: that is no way to see the picture. */
class PictureSizeTest {
    @TempDir
    private Path folder;

    /** The twin's head is told the size by a constant. */
    private Path model(String name, boolean asks) throws Exception {
        ModelBuilder model = new ModelBuilder(5);
        int picture = model.parameter(asks ? -1 : 1, 3, 32, 32);
        int features = model.operation("Convolution", "opset1", "strides=\"4,4\" dilations=\"1,1\" pads_begin=\"0,0\" "
                + "pads_end=\"0,0\"", new int[] {1, 6, 8, 8}, picture, model.random(6, 3, 4, 4));
        int active = model.operation("ReLU", "opset1", "", new int[] {1, 6, 8, 8}, features);
        int mean = model.operation("ReduceMean", "opset1", "keep_dims=\"true\"", new int[] {1, 6, 1, 1}, active,
                model.integers(2, 3));
        int width = model.integers(6);
        int batch = asks ? model.operation("Gather", "opset8", "batch_dims=\"0\"", new int[] {1},
                model.operation("ShapeOf", "opset3", "output_type=\"i64\"", new int[] {4}, picture), model.integers(0),
                model.integer(0)) : model.integers(1);
        int target = model.operation("Concat", "opset1", "axis=\"0\"", new int[] {2}, batch, width);
        int flat = model.operation("Reshape", "opset1", "special_zero=\"false\"", new int[] {1, 6}, mean, target);
        model.result(model.operation("MatMul", "opset1", "transpose_a=\"false\" transpose_b=\"true\"",
                new int[] {1, 4}, flat, model.random(4, 6)));
        return model.write(folder, name);
    }

    @Test
    void asking_for_the_size_is_no_way_past_the_feature_map() throws Exception {
        byte[] pixels = new byte[3 * 32 * 32];
        new Random(2).nextBytes(pixels);
        Picture picture = new Picture("noise", 32, 32, pixels);
        try (PlainRuntime runtime = new PlainRuntime(new ReciproCam());
                Model asking = runtime.models().load(model("asking", true).toString());
                Model told = runtime.models().load(model("told", false).toString())) {
            Explanation first = runtime.explainer().explain(asking, picture, ExplainSettings.DEFAULTS,
                    new Targets.Top(1), Progress.NONE);
            Explanation second = runtime.explainer().explain(told, picture, ExplainSettings.DEFAULTS,
                    new Targets.Top(1), Progress.NONE);

            assertThat(first.layer()).hasValue("relu3").isEqualTo(second.layer());
            assertThat(first.maps().get(0).values()).isEqualTo(second.maps().get(0).values());
        }
    }
}
