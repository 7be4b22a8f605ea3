package org.pellucid.method.reciprocam;

import java.util.Arrays;
import java.util.Random;
import org.pellucid.testkit.ModelBuilder;

/**
 * A small classifier drawn at random: a stem, blocks of one kind on channels first, channels last or tokens, a
 * normalisation, and a head of one kind.
 */
final class RandomNetwork {
    static final int SIZE = 16;
    private static final int CLASSES = 6;

    /** How the feature map is arranged. */
    enum Arrangement {
        CHANNELS_FIRST, CHANNELS_LAST, TOKENS, TOKENS_LAST
    }

    /** What follows the feature map. */
    enum Head {
        MEAN, MEAN_KEPT, MEAN_NORM, MEAN_HIDDEN, FLATTEN, MAXIMUM, ATTENTION_POOL, CLASS_ATTENTION, CLASS_ATTENTION_TWICE, MEAN_TOKEN
    }

    private final Random random;
    private final ModelBuilder model;
    private final Arrangement arrangement;
    private final Head head;
    private final int channels;
    private final int side;
    private int[] shape;

    RandomNetwork(long seed, Arrangement arrangement, Head head) {
        this.random = new Random(seed);
        this.model = new ModelBuilder(seed);
        this.arrangement = arrangement;
        this.head = head;
        this.channels = 4 + random.nextInt(5);
        this.side = random.nextBoolean() ? 4 : 2;
    }

    ModelBuilder build() {
        int stride = SIZE / side;
        int value = unary("ReLU", model.operation("Convolution", "opset1",
                "strides=\"%1$d, %1$d\" dilations=\"1, 1\" ".formatted(stride)
                        + "pads_begin=\"0, 0\" pads_end=\"0, 0\" auto_pad=\"explicit\"",
                now(1, channels, side, side), model.parameter(1, 3, SIZE, SIZE),
                scaled(0.01f, channels, 3, stride, stride)));
        value = arranged(value);
        for (int block = random.nextInt(3); block > 0; block--) {
            value = mixed(value);
        }
        model.result(head(value));
        return model;
    }

    private int[] now(int... dims) {
        shape = dims;
        return dims;
    }

    private int scaled(float scale, int... dims) {
        float[] values = new float[Arrays.stream(dims).reduce(1, Math::multiplyExact)];
        for (int i = 0; i < values.length; i++) {
            values[i] = scale * (float) random.nextGaussian();
        }
        return model.floats(values, dims);
    }

    private int unary(String type, int input) {
        return model.operation(type, "opset1", "", shape, input);
    }

    private int transpose(int input, long... order) {
        int[] dims = new int[order.length];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = shape[(int) order[i]];
        }
        return model.operation("Transpose", "opset1", "", now(dims), input, model.integers(order));
    }

    private int reshape(int input, int... dims) {
        long[] target = Arrays.stream(dims).asLongStream().toArray();
        return model.operation("Reshape", "opset1", "special_zero=\"false\"", now(dims), input, model.integers(target));
    }

    private int arranged(int value) {
        return switch (arrangement) {
            case CHANNELS_FIRST -> value;
            case CHANNELS_LAST -> transpose(value, 0, 2, 3, 1);
            case TOKENS -> transpose(reshape(value, 1, channels, side * side), 0, 2, 1);
            case TOKENS_LAST -> reshape(value, 1, channels, side * side);
        };
    }

    /** Channels last, then linear layers with a skip connection, then back. */
    private int mixed(int value) {
        int[] before = shape;
        boolean first = arrangement == Arrangement.CHANNELS_FIRST || arrangement == Arrangement.TOKENS_LAST;
        int last = first ? before.length == 4 ? transpose(value, 0, 2, 3, 1) : transpose(value, 0, 2, 1) : value;
        int[] lastShape = shape;
        int normed = model.operation("MVN", "opset6", "normalize_variance=\"true\" eps=\"0.00001\" "
                + "eps_mode=\"INSIDE_SQRT\"", lastShape, last, model.integers(-1));
        int hidden = unary("Tanh", product(normed, lastShape, scaled(0.5f, channels, channels)));
        int sum = model.operation("Add", "opset1", "auto_broadcast=\"numpy\"", lastShape, last, hidden);
        shape = lastShape;
        int back = first ? before.length == 4 ? transpose(sum, 0, 3, 1, 2) : transpose(sum, 0, 2, 1) : sum;
        shape = before;
        return back;
    }

    private int product(int left, int[] result, int weights) {
        return model.operation("MatMul", "opset1", "transpose_a=\"false\" transpose_b=\"true\"", result, left, weights);
    }

    private long[] spatialAxes() {
        return switch (arrangement) {
            case CHANNELS_FIRST -> new long[] {2, 3};
            case CHANNELS_LAST -> new long[] {1, 2};
            case TOKENS -> new long[] {1};
            case TOKENS_LAST -> new long[] {2};
        };
    }

    private int pooled(int value, String type) {
        return model.operation(type, "opset1", "keep_dims=\"false\"", now(1, channels), value,
                model.integers(spatialAxes()));
    }

    private int linear(int input, int inputs) {
        return model.operation("Add", "opset1", "auto_broadcast=\"numpy\"", new int[] {1, CLASSES},
                product(input, new int[] {1, CLASSES}, scaled(1, CLASSES, inputs)), scaled(1, 1, CLASSES));
    }

    private int head(int value) {
        return switch (head) {
            case MEAN -> linear(pooled(value, "ReduceMean"), channels);
            case MEAN_KEPT -> {
                int[] kept = shape.clone();
                for (long axis : spatialAxes()) {
                    kept[(int) axis] = 1;
                }
                yield linear(reshape(model.operation("ReduceMean", "opset1", "keep_dims=\"true\"", kept, value,
                        model.integers(spatialAxes())), 1, channels), channels);
            }
            case MEAN_NORM -> linear(model.operation("MVN", "opset6", "normalize_variance=\"true\" eps=\"0.001\" "
                    + "eps_mode=\"INSIDE_SQRT\"", new int[] {1, channels}, pooled(value, "ReduceMean"),
                    model.integers(-1)), channels);
            case MEAN_HIDDEN -> linear(unary("Tanh", product(pooled(value, "ReduceMean"), new int[] {1, channels},
                    scaled(1, channels, channels))), channels);
            case FLATTEN -> linear(reshape(value, 1, channels * side * side), channels * side * side);
            case MAXIMUM -> linear(pooled(value, "ReduceMax"), channels);
            case ATTENTION_POOL -> linear(reshape(attended(tokens(value), scaled(1, 1, 1, channels)), 1, channels),
                    channels);
            case CLASS_ATTENTION -> {
                int tokens = tokens(value);
                int token = scaled(1, 1, 1, channels);
                int all = model.operation("Concat", "opset1", "axis=\"1\"", now(1, side * side + 1, channels), token,
                        tokens);
                yield linear(reshape(attended(all, token), 1, channels), channels);
            }
            case CLASS_ATTENTION_TWICE -> {
                int token = scaled(1, 1, 1, channels);
                int tokens = tokens(value);
                for (int block = 0; block < 2; block++) {
                    token = looked(token, tokens);
                }
                yield linear(reshape(token, 1, channels), channels);
            }
            case MEAN_TOKEN -> meanToken(tokens(value));
        };
    }

    /** A class token and what it sees of itself and all others, normalised. */
    private int looked(int token, int tokens) {
        int[] dims = now(1, side * side + 1, channels);
        int all = model.operation("MVN", "opset6", "normalize_variance=\"true\" eps=\"0.001\" eps_mode=\"INSIDE_SQRT\"",
                dims, model.operation("Concat", "opset1", "axis=\"1\"", dims, token, tokens), model.integers(-1));
        int query = model.operation("Slice", "opset8", "", new int[] {1, 1, channels}, all, model.integers(0),
                model.integers(1), model.integers(1), model.integers(1));
        return model.operation("Add", "opset1", "auto_broadcast=\"numpy\"", new int[] {1, 1, channels}, token,
                attended(all, query));
    }

    /** The mean joins the tokens in front, all attend to all, and only the first is looked at. */
    private int meanToken(int tokens) {
        int[] dims = {1, side * side + 1, channels};
        int mean = model.operation("ReduceMean", "opset1", "keep_dims=\"true\"", new int[] {1, 1, channels}, tokens,
                model.integers(1));
        int all = model.operation("Add", "opset1", "auto_broadcast=\"numpy\"", dims,
                model.operation("Concat", "opset1", "axis=\"1\"", dims, mean, tokens), scaled(1, dims));
        int[] heads = new int[3];
        for (int i = 0; i < 3; i++) {
            shape = dims;
            heads[i] = transpose(reshape(product(all, dims, scaled(0.5f, channels, channels)), 1, dims[1], 1, channels),
                    0, 2, 1, 3);
        }
        int mixed = model.operation("ScaledDotProductAttention", "opset13", "causal=\"false\"", shape, heads);
        int back = reshape(transpose(mixed, 0, 2, 1, 3), dims);
        return linear(model.operation("Gather", "opset8", "batch_dims=\"0\"", new int[] {1, channels}, back,
                model.integer(0), model.integer(1)), channels);
    }

    private int tokens(int value) {
        return switch (arrangement) {
            case CHANNELS_FIRST -> transpose(reshape(value, 1, channels, side * side), 0, 2, 1);
            case CHANNELS_LAST -> reshape(value, 1, side * side, channels);
            case TOKENS -> value;
            case TOKENS_LAST -> transpose(value, 0, 2, 1);
        };
    }

    /** One query looks at all tokens. */
    private int attended(int tokens, int query) {
        int count = shape[1];
        int keys = product(tokens, shape, scaled(0.5f, channels, channels));
        int scores = model.operation("MatMul", "opset1", "transpose_a=\"false\" transpose_b=\"true\"",
                new int[] {1, 1, count}, query, keys);
        int weights = model.operation("SoftMax", "opset8", "axis=\"-1\"", new int[] {1, 1, count}, scores);
        return model.operation("MatMul", "opset1", "transpose_a=\"false\" transpose_b=\"false\"",
                now(1, 1, channels), weights, tokens);
    }
}
