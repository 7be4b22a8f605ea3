package org.pellucid.method.rise;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.pellucid.api.image.Picture;
import org.pellucid.testkit.ModelBuilder;

/** Models of a few layers whose answers are known. */
final class SmallModels {
    private SmallModels() {
    }

    /** Two classes; the logit of the first is 4 times the mean over a patch of the first channel, of the other 0. */
    static Path patch(Path folder, int height, int width, int top, int left, int size) throws IOException {
        ModelBuilder builder = new ModelBuilder(1);
        int input = builder.parameter(-1, 3, height, width);
        float[] weights = new float[2 * 3 * height * width];
        for (int y = top; y < top + size; y++) {
            for (int x = left; x < left + size; x++) {
                weights[y * width + x] = 4f / size / size;
            }
        }
        return linear(builder, input, weights, height, width, folder, "patch", 0);
    }

    /** Two classes, the same answer whatever the picture; the batch is fixed to 1 by a reshape. */
    static Path constant(Path folder, int height, int width) throws IOException {
        ModelBuilder builder = new ModelBuilder(1);
        int input = builder.parameter(1, 3, height, width);
        return linear(builder, input, new float[2 * 3 * height * width], height, width, folder, "constant", 1);
    }

    private static Path linear(ModelBuilder builder, int input, float[] weights, int height, int width, Path folder,
            String name, long rows) throws IOException {
        int features = 3 * height * width;
        int flat = builder.operation("Reshape", "opset1", "special_zero=\"true\"", new int[] {1, features}, input,
                builder.integers(rows, rows == 0 ? -1 : features));
        int scores = builder.operation("MatMul", "opset1", "transpose_a=\"false\" transpose_b=\"true\"",
                new int[] {1, 2}, flat, builder.floats(weights, 2, features));
        builder.result(scores);
        return builder.write(folder, name);
    }

    static Picture white(int height, int width) {
        byte[] bgr = new byte[3 * height * width];
        Arrays.fill(bgr, (byte) 1);
        return new Picture("white", width, height, bgr);
    }

    /** Pixels of values 0 to 2, the same every time. */
    static Picture noise(int height, int width) {
        byte[] bgr = new byte[3 * height * width];
        Random random = new Random(1);
        for (int i = 0; i < bgr.length; i++) {
            bgr[i] = (byte) random.nextInt(3);
        }
        return new Picture("noise", width, height, bgr);
    }
}
