package org.pellucid.method.vitreciprocam;

import java.nio.file.Path;
import java.util.Random;
import org.pellucid.testkit.ModelBuilder;

/**
 * Writes the vision transformer of a configuration, and the same with masks as a second input: what the method is
 * defined by.
 */
final class TransformerBuilder {
    private static final String NUMPY = "auto_broadcast=\"numpy\"";
    private static final String TRANSPOSED = "transpose_a=\"false\" transpose_b=\"true\"";
    private static final String PLAIN = "transpose_a=\"false\" transpose_b=\"false\"";

    private final TransformerConfig config;
    private final ModelBuilder model;
    private final Random random;
    private final int batch;
    private final int tokens;
    private final int width;
    /** Layer of the mask {@code [1,T,1]}, or -1. */
    private int mask = -1;

    TransformerBuilder(TransformerConfig config) {
        this.config = config;
        this.model = new ModelBuilder(config.seed());
        this.random = new Random(config.seed());
        this.batch = config.batch();
        this.tokens = config.tokens();
        this.width = config.width();
    }

    /** @param masked how many blocks from the end the masks apply, or 0 for the plain model */
    Path write(Path folder, String name, int masked) throws Exception {
        int picture = model.parameter(batch, 3, config.rows() * TransformerConfig.PATCH,
                config.columns() * TransformerConfig.PATCH);
        int maskInput = masked > 0 ? model.parameter(1, tokens, 1) : -1;
        int stream = embed(picture);
        for (int block = 0; block < config.depth(); block++) {
            mask = masked == config.depth() - block ? maskInput : -1;
            stream = block(stream);
        }
        mask = -1;
        model.result(head(stream, masked > 0));
        return model.write(folder, name);
    }

    private int embed(int picture) {
        int patches = model.operation("Convolution", "opset1",
                "strides=\"3, 3\" dilations=\"1, 1\" pads_begin=\"0, 0\" pads_end=\"0, 0\" auto_pad=\"explicit\"",
                new int[] {batch, width, config.rows(), config.columns()}, picture,
                weights(0.02, width, 3, TransformerConfig.PATCH, TransformerConfig.PATCH));
        int flat = model.operation("Reshape", "opset1", "special_zero=\"true\"",
                new int[] {batch, width, config.rows() * config.columns()}, patches, model.integers(0, width, -1));
        int sequence = transpose(flat, new int[] {batch, config.rows() * config.columns(), width}, 0, 2, 1);
        if (config.extra() > 0) {
            int extra = weights(1, 1, config.extra(), width);
            if (config.dynamicBatch()) {
                int shape = model.operation("ShapeOf", "opset3", "output_type=\"i64\"", new int[] {4}, picture);
                int first = model.operation("Gather", "opset8", "batch_dims=\"0\"", new int[] {1}, shape,
                        model.integers(0), model.integers(0));
                int target = model.operation("Concat", "opset1", "axis=\"0\"", new int[] {3}, first,
                        model.integers(config.extra()), model.integers(width));
                extra = model.operation("Broadcast", "opset3", "mode=\"bidirectional\"",
                        new int[] {batch, config.extra(), width}, extra, target);
            }
            sequence = model.operation("Concat", "opset1", "axis=\"1\"", sequence(), extra, sequence);
        }
        return add(sequence, weights(1, 1, tokens, width), sequence());
    }

    private int block(int stream) {
        int skip = masked(stream);
        int normed = config.block() == TransformerConfig.Block.POST_NORM ? skip : masked(norm(stream));
        // the mask applies in front of the block's attention only
        mask = -1;
        int attended = scaled(linear(attend(normed), width, width, true, sequence()));
        return switch (config.block()) {
            case PARALLEL -> add(skip, add(attended, hidden(normed), sequence()), sequence());
            case POST_NORM -> {
                int sum = norm(add(skip, attended, sequence()));
                yield norm(add(sum, hidden(sum), sequence()));
            }
            default -> {
                int sum = add(skip, attended, sequence());
                yield add(sum, scaled(hidden(norm(sum))), sequence());
            }
        };
    }

    private int hidden(int value) {
        int[] wide = {batch, tokens, 4 * width};
        int active = model.operation("Gelu", "opset7", "approximation_mode=\"ERF\"", wide,
                linear(value, width, 4 * width, true, wide));
        return linear(active, 4 * width, width, true, sequence());
    }

    private int scaled(int branch) {
        return config.block() == TransformerConfig.Block.SCALED
                ? multiply(branch, weights(0.5, 1, 1, width), sequence())
                : branch;
    }

    private int masked(int value) {
        return mask < 0 ? value : multiply(value, mask, sequence());
    }

    private int norm(int value) {
        return norm(value, sequence());
    }

    private int norm(int value, int... shape) {
        int last = shape.length - 1;
        int[] reduced = shape.clone();
        reduced[last] = 1;
        int normed;
        if (config.norm() == TransformerConfig.Norm.DECOMPOSED) {
            int mean = model.operation("ReduceMean", "opset1", "keep_dims=\"true\"", reduced, value,
                    model.integers(-1));
            int centred = model.operation("Subtract", "opset1", NUMPY, shape, value, mean);
            int squared = model.operation("Power", "opset1", NUMPY, shape, centred, model.floats(new float[] {2}));
            int variance = model.operation("ReduceMean", "opset1", "keep_dims=\"true\"", reduced, squared,
                    model.integers(-1));
            int root = model.operation("Sqrt", "opset1", "", reduced,
                    add(variance, model.floats(new float[] {1e-6f}), reduced));
            normed = model.operation("Divide", "opset1", NUMPY + " m_pythondiv=\"true\"", shape, centred, root);
        } else {
            normed = model.operation("MVN", "opset6", "eps=\"1e-6\" normalize_variance=\"true\" "
                    + "eps_mode=\"INSIDE_SQRT\"", shape, value, model.integers(-1));
        }
        if (config.norm() != TransformerConfig.Norm.FOLDED) {
            normed = multiply(normed, weights(1, width), shape);
        }
        boolean shifted = config.norm() == TransformerConfig.Norm.FULL
                || config.norm() == TransformerConfig.Norm.DECOMPOSED;
        return shifted ? add(normed, weights(0.5, width), shape) : normed;
    }

    private int attend(int normed) {
        int[] heads = {batch, config.heads(), tokens, config.headWidth()};
        int[] parts = new int[3];
        switch (config.projection()) {
            case THREE -> {
                for (int i = 0; i < 3; i++) {
                    int part = linear(normed, width, width, config.projectionBias(), sequence());
                    parts[i] = transpose(split(part, config.heads(), config.headWidth()), heads, 0, 2, 1, 3);
                }
            }
            case VARIADIC -> {
                int all = linear(normed, width, 3 * width, config.projectionBias(),
                        new int[] {batch, tokens, 3 * width});
                int[] three = model.split("VariadicSplit", "opset1", "", 3, sequence(), all, model.integers(2),
                        model.integers(width, width, width));
                for (int i = 0; i < 3; i++) {
                    parts[i] = transpose(split(three[i], config.heads(), config.headWidth()), heads, 0, 2, 1, 3);
                }
            }
            default -> {
                int all = linear(normed, width, 3 * width, config.projectionBias(),
                        new int[] {batch, tokens, 3 * width});
                int five = split(all, 3, config.heads(), config.headWidth());
                int first = transpose(five, new int[] {3, batch, config.heads(), tokens, config.headWidth()}, 2, 0, 3,
                        1, 4);
                int[] one = {1, batch, config.heads(), tokens, config.headWidth()};
                int[] three = config.projection() == TransformerConfig.Projection.SPLIT
                        ? model.split("Split", "opset1", "num_splits=\"3\"", 3, one, first, model.integer(0)) : null;
                for (int i = 0; i < 3; i++) {
                    parts[i] = three != null
                            ? model.operation("Squeeze", "opset1", "", heads, three[i], model.integers(0))
                            : model.operation("Gather", "opset8", "batch_dims=\"0\"", heads, first, model.integer(i),
                                    model.integer(0));
                }
            }
        }
        int context = transpose(attention(parts[0], parts[1], parts[2]),
                new int[] {batch, tokens, config.heads(), config.headWidth()}, 0, 2, 1, 3);
        return model.operation("Reshape", "opset1", "special_zero=\"" + !config.literalBatch() + "\"", sequence(),
                context, config.literalBatch() ? model.integers(1, tokens, width) : model.integers(0, -1, width));
    }

    private int split(int value, int... into) {
        int[] shape = new int[into.length + 2];
        long[] target = new long[into.length + 2];
        shape[0] = batch;
        target[0] = config.literalBatch() ? 1 : 0;
        shape[1] = tokens;
        target[1] = tokens;
        for (int i = 0; i < into.length; i++) {
            shape[i + 2] = into[i];
            target[i + 2] = into[i];
        }
        return model.operation("Reshape", "opset1", "special_zero=\"true\"", shape, value, model.integers(target));
    }

    private int attention(int query, int key, int value) {
        int[] heads = {batch, config.heads(), tokens, config.headWidth()};
        int[] square = {batch, config.heads(), tokens, tokens};
        float root = (float) Math.sqrt(config.headWidth());
        int scale = model.floats(new float[] {1 / root}, 1);
        return switch (config.attention()) {
            case FUSED -> model.operation("ScaledDotProductAttention", "opset13", "causal=\"false\"", heads, query, key,
                    value);
            case FUSED_SCALED -> model.operation("ScaledDotProductAttention", "opset13", "causal=\"false\"", heads,
                    query, key, value, model.floats(new float[1]), model.floats(new float[] {0.7f / root}));
            case SCALED_QUERY -> mix(product(multiply(query, scale, heads), key, TRANSPOSED, square), value);
            case SCALED_SCORES -> mix(multiply(product(query, key, TRANSPOSED, square), scale, square), value);
            case DIVIDED_SCORES -> mix(model.operation("Divide", "opset1", NUMPY + " m_pythondiv=\"true\"", square,
                    product(query, key, TRANSPOSED, square), model.floats(new float[] {root})), value);
            case TRANSPOSED_KEY -> mix(product(multiply(query, scale, heads), transpose(key,
                    new int[] {batch, config.heads(), config.headWidth(), tokens}, 0, 1, 3, 2), PLAIN, square), value);
            case ROOT_OF_SHAPE -> {
                int factor = rootOfScale(query);
                int turned = transpose(key, new int[] {batch, config.heads(), config.headWidth(), tokens}, 0, 1, 3, 2);
                yield mix(product(multiply(query, factor, heads), multiply(turned, factor, batch, config.heads(),
                        config.headWidth(), tokens), PLAIN, square), value);
            }
            case FUSED_ROOT_OF_SHAPE -> {
                int factor = rootOfScale(query);
                yield model.operation("ScaledDotProductAttention", "opset13", "causal=\"false\"", heads,
                        multiply(query, factor, heads), key, value, model.floats(new float[1]), factor);
            }
            case FUSED_BIASED -> model.operation("ScaledDotProductAttention", "opset13", "causal=\"false\"", heads,
                    query, key, value, weights(1, config.heads(), tokens, tokens));
            case BIASED_SCORES -> mix(add(multiply(product(query, key, TRANSPOSED, square), scale, square),
                    weights(1, 1, config.heads(), tokens, tokens), square), value);
            case ROTARY -> model.operation("ScaledDotProductAttention", "opset13", "causal=\"false\"", heads,
                    turned(query), turned(key), value);
        };
    }

    /** The fourth root of one over the width of a head. */
    private int rootOfScale(int query) {
        int shape = model.operation("ShapeOf", "opset3", "output_type=\"i64\"", new int[] {4}, query);
        int last = model.operation("Gather", "opset8", "batch_dims=\"0\"", new int[] {1}, shape, model.integers(3),
                model.integer(0));
        int real = model.operation("Convert", "opset1", "destination_type=\"f32\"", new int[] {1}, last);
        return model.operation("Power", "opset1", NUMPY, new int[] {1}, real, model.floats(new float[] {-0.25f}, 1));
    }

    /** The class token as it is; of the patches, pairs of features turned by an angle that depends on the patch. */
    private int turned(int value) {
        int patches = tokens - config.extra();
        int[] part = {batch, config.heads(), patches, config.headWidth()};
        int[] half = {batch, config.heads(), patches, config.headWidth() / 2};
        int first = model.operation("Slice", "opset8", "", new int[] {batch, config.heads(), config.extra(),
                config.headWidth()}, value, model.integers(0), model.integers(config.extra()), model.integers(1),
                model.integers(2));
        int rest = model.operation("Slice", "opset8", "", part, value, model.integers(config.extra()),
                model.integers(tokens), model.integers(1), model.integers(2));
        int[] halves = model.split("Split", "opset1", "num_splits=\"2\"", 2, half, rest, model.integer(3));
        int negative = multiply(halves[1], model.floats(new float[] {-1}), half);
        int swapped = model.operation("Concat", "opset1", "axis=\"3\"", part, negative, halves[0]);
        int sum = add(multiply(rest, weights(1, 1, 1, patches, config.headWidth()), part),
                multiply(swapped, weights(1, 1, 1, patches, config.headWidth()), part), part);
        return model.operation("Concat", "opset1", "axis=\"2\"",
                new int[] {batch, config.heads(), tokens, config.headWidth()}, first, sum);
    }

    private int product(int left, int right, String attributes, int... shape) {
        return model.operation("MatMul", "opset1", attributes, shape, left, right);
    }

    private int mix(int scores, int value) {
        int weights = model.operation("Softmax", "opset8", "axis=\"-1\"",
                new int[] {batch, config.heads(), tokens, tokens}, scores);
        return product(weights, value, PLAIN, batch, config.heads(), tokens, config.headWidth());
    }

    private int head(int stream, boolean withoutSoftmax) {
        int[] flat = {batch, width};
        if (config.head().averages()) {
            int normed = config.finalNorm() ? norm(stream) : stream;
            int averaged = config.head() == TransformerConfig.Head.POOLED ? normed
                    : model.operation("Slice", "opset8", "", new int[] {batch, tokens - config.extra(), width}, normed,
                            model.integers(config.extra()), model.integers(tokens), model.integers(1),
                            model.integers(1));
            int mean = model.operation("ReduceMean", "opset1", "keep_dims=\"false\"", flat, averaged,
                    model.integers(1));
            if (config.head() != TransformerConfig.Head.CLASS_AND_PATCHES) {
                return classify(mean);
            }
            int both = model.operation("Concat", "opset1", "axis=\"1\"", new int[] {batch, 2 * width},
                    select(normed, 0), mean);
            return classify(linear(both, 2 * width, width, false, flat));
        }
        int sequence = config.finalNorm() && !config.normSelected() ? norm(stream) : stream;
        boolean averaged = config.head() == TransformerConfig.Head.AVERAGED;
        int sum = -1;
        for (int token = 0; token < (averaged ? 2 : 1); token++) {
            int selected = select(sequence, token);
            if (config.finalNorm() && config.normSelected()) {
                selected = norm(selected, flat);
            }
            int logits = classify(selected);
            sum = sum < 0 ? logits : add(sum, logits, batch, TransformerConfig.CLASSES);
        }
        if (averaged) {
            return multiply(sum, model.floats(new float[] {0.5f}, 1), batch, TransformerConfig.CLASSES);
        }
        return config.head() == TransformerConfig.Head.SOFTMAX && !withoutSoftmax
                ? model.operation("Softmax", "opset8", "axis=\"1\"", new int[] {batch, TransformerConfig.CLASSES}, sum)
                : sum;
    }

    private int classify(int features) {
        int[] flat = {batch, width};
        int before = features;
        if (config.head() == TransformerConfig.Head.HIDDEN) {
            before = model.operation("Tanh", "opset1", "", flat, linear(features, width, width, false, flat));
        }
        int product = model.operation("MatMul", "opset1", TRANSPOSED, new int[] {batch, TransformerConfig.CLASSES},
                before, weights(1 / Math.sqrt(width), TransformerConfig.CLASSES, width));
        return config.head() == TransformerConfig.Head.NO_BIAS ? product
                : add(product, weights(1, 1, TransformerConfig.CLASSES), batch, TransformerConfig.CLASSES);
    }

    private int select(int sequence, int token) {
        int[] flat = {batch, width};
        int[] kept = {batch, 1, width};
        return switch (config.selection()) {
            case GATHER -> model.operation("Gather", "opset8", "batch_dims=\"0\"", flat, sequence, model.integer(token),
                    model.integer(1));
            case GATHER_KEEPING -> flatten(model.operation("Gather", "opset8", "batch_dims=\"0\"", kept, sequence,
                    model.integers(token), model.integer(1)));
            case SLICE -> flatten(model.operation("Slice", "opset8", "", kept, sequence, model.integers(token),
                    model.integers(token + 1), model.integers(1), model.integers(1)));
            case STRIDED -> flatten(strided(sequence, token, "0, 0", kept));
            case STRIDED_SHRINKING -> strided(sequence, token, "0, 1", flat);
        };
    }

    private int strided(int sequence, int token, String shrink, int... shape) {
        return model.operation("StridedSlice", "opset1", "begin_mask=\"1, 0\" end_mask=\"1, 0\" new_axis_mask=\"\" "
                + "shrink_axis_mask=\"" + shrink + "\" ellipsis_mask=\"\"", shape, sequence,
                model.integers(0, token), model.integers(0, token + 1), model.integers(1, 1));
    }

    private int flatten(int selected) {
        return config.literalBatch()
                ? model.operation("Squeeze", "opset1", "", new int[] {batch, width}, selected, model.integers(1))
                : model.operation("Reshape", "opset1", "special_zero=\"false\"", new int[] {batch, width}, selected,
                        model.integers(-1, width));
    }

    private int linear(int input, int from, int to, boolean bias, int... shape) {
        int product = model.operation("MatMul", "opset1", TRANSPOSED, shape, input,
                weights(1 / Math.sqrt(from), to, from));
        return bias ? add(product, weights(0.5, 1, 1, to), shape) : product;
    }

    private int add(int left, int right, int... shape) {
        return model.operation("Add", "opset1", NUMPY, shape, left, right);
    }

    private int multiply(int left, int right, int... shape) {
        return model.operation("Multiply", "opset1", NUMPY, shape, left, right);
    }

    private int transpose(int value, int[] shape, long... order) {
        return model.operation("Transpose", "opset1", "", shape, value, model.integers(order));
    }

    private int[] sequence() {
        return new int[] {batch, tokens, width};
    }

    private int weights(double deviation, int... shape) {
        int size = 1;
        for (int dim : shape) {
            size *= dim;
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
        return model.floats(values, shape);
    }
}
