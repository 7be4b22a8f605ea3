package org.pellucid.method.vitreciprocam;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pellucid.api.model.ElementType;
import org.pellucid.ir.IrEditor;
import org.pellucid.ir.IrGraph;
import org.pellucid.ir.Layer;
import org.pellucid.ir.Output;

/**
 * Adds operations, copies of layers, and inputs whose contents are known beforehand, since a definition takes no new
 * constants. Maps are small differences of large numbers, so all of it asks to be computed in full precision even where
 * the device computes the prediction in another one.
 */
final class FormBuilder {
    private final IrEditor editor;
    private final IrGraph graph;
    private final Output like;
    private final Map<String, Output> inputs = new LinkedHashMap<>();
    private final Map<String, float[]> numbers = new LinkedHashMap<>();
    private final Map<String, int[]> indices = new LinkedHashMap<>();

    /**
     * @param editor has the input
     * @param like   a value in the type the model computes in; only old f16 models have another one than f32
     */
    FormBuilder(IrEditor editor, IrGraph graph, Output like) {
        this.editor = editor;
        this.graph = graph;
        this.like = like;
    }

    /** Where a copy reads. */
    interface Reading {
        Output of(Output value) throws NotCollapsibleException;
    }

    /** @return contents of inputs of real numbers, by name */
    Map<String, float[]> numbers() {
        return numbers;
    }

    /** @return contents of inputs of whole numbers, by name */
    Map<String, int[]> indices() {
        return indices;
    }

    /** An input that always holds the same numbers. */
    Output numbers(String name, float[] contents, int... shape) {
        return inputs.computeIfAbsent(name, key -> {
            numbers.put(name, contents);
            return editor.parameterLike(name, like, shape);
        });
    }

    /**
     * Takes tokens out of a value.
     *
     * @param value    {@code [..,T,d]}, of the graph or added
     * @param original a value of the graph that has its shape
     * @param name     of the choice, unique together with the dimensions of {@code value}
     * @param tokens   which
     * @return {@code [..,tokens,d]}
     */
    Output tokens(Output value, Output original, String name, int... tokens) {
        List<Integer> shape = graph.shape(original);
        int batch = shape.size() - 2;
        int[] indexShape = new int[batch + 2];
        int repeated = 1;
        for (int i = 0; i < batch; i++) {
            indexShape[i] = Math.max(1, shape.get(i));
            repeated *= indexShape[i];
        }
        indexShape[batch] = tokens.length;
        indexShape[batch + 1] = 1;
        int[] contents = new int[repeated * tokens.length];
        for (int i = 0; i < contents.length; i++) {
            contents[i] = tokens[i % tokens.length];
        }
        String key = "pellucid.index." + name + "." + batch + "." + repeated;
        Output index = inputs.computeIfAbsent(key, missing -> {
            indices.put(key, contents);
            return editor.parameter(key, ElementType.I32, indexShape);
        });
        return operation("GatherND", "opset8", List.of("batch_dims", Integer.toString(batch)), value, index);
    }

    /**
     * Separates what is added from the stream of tokens it reads: a device of less precision computes all that leads to
     * a result in full precision, back to the nearest product, and that would be the whole stream.
     *
     * @param token {@code [..,1,d]}
     * @param rank  number of its dimensions
     * @return the same
     */
    Output separate(Output token, int rank) {
        int[] one = new int[rank];
        Arrays.fill(one, 1);
        return matMul(numbers("pellucid.one." + rank, new float[] {1}, one), token, false);
    }

    /**
     * Takes one of tokens that are all the same.
     *
     * @param value {@code [..,T,d]}, constant: unlike {@link #tokens} this is done when the model is compiled
     * @param rank  number of its dimensions, at least 3
     * @return {@code [..,1,d]}
     */
    Output anyToken(Output value, int rank) {
        return operation("ReduceMax", "opset1", List.of("keep_dims", "true"), value, editor.integers(rank - 2));
    }

    /** The first of the elements along the first dimension. */
    Output first(Output value) {
        String key = "pellucid.index.first";
        Output index = inputs.computeIfAbsent(key, missing -> {
            indices.put(key, new int[] {0});
            return editor.parameter(key, ElementType.I32, 1, 1);
        });
        return operation("GatherND", "opset8", List.of("batch_dims", "0"), value, index);
    }

    Output multiply(Output left, Output right) {
        return combine("Multiply", left, right);
    }

    Output add(Output left, Output right) {
        return combine("Add", left, right);
    }

    Output subtract(Output left, Output right) {
        return combine("Subtract", left, right);
    }

    /** An elementwise operation of two operands. */
    Output combine(String type, Output left, Output right) {
        return operation(type, "opset1", List.of("auto_broadcast", "numpy"), left, right);
    }

    Output matMul(Output left, Output right, boolean transposeRight) {
        return operation("MatMul", "opset1",
                List.of("transpose_a", "false", "transpose_b", Boolean.toString(transposeRight)), left, right);
    }

    /** Turns the places of a sequence {@code [1,T,D]} into elements of a batch, {@code [T,D]} or {@code [T,1,D]}. */
    Output batch(Output sequence, int dimensions) {
        return dimensions == 2 ? operation("Squeeze", "opset1", List.of(), sequence)
                : operation("Einsum", "opset7", List.of("equation", "btd->tbd"), sequence);
    }

    /**
     * Zeros in the shape of what a linear layer gives. They come from its weights, so that all that follows from them
     * is known when the model is compiled.
     */
    Output zeros(Layer linear) {
        Output weights = linear.inputs().get(1);
        if (graph.shape(weights).size() != 2) {
            int[] shape = graph.shape(linear.output()).stream().mapToInt(dim -> Math.max(1, dim)).toArray();
            int size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
            return numbers("pellucid.zeros." + linear.id(), new float[size], shape);
        }
        String equation = Boolean.parseBoolean(linear.attribute("transpose_b")) ? "oi->o" : "io->o";
        Output sums = operation("Einsum", "opset7", List.of("equation", equation), weights);
        // asked of anything but the layer itself, which has a bias to be fused with
        int[] dimensions = graph.shape(linear.output()).stream().mapToInt(dim -> Math.max(1, dim)).toArray();
        Output shape = editor.operation("ShapeOf", "opset3", "pellucid.shape." + linear.id(),
                List.of("output_type", "i64"), ElementType.I64, editor.ofShape(dimensions));
        return operation("Broadcast", "opset3", List.of("mode", "numpy"), subtract(sums, sums), shape);
    }

    Output operation(String type, String opset, List<String> attributes, Output... reads) {
        Output added = editor.operation(type, opset, "pellucid." + type, attributes, ElementType.F32, reads);
        editor.keepPrecision(added.layer());
        return added;
    }

    /** A copy of a layer that has one output. */
    Output copy(Layer layer, List<Output> reads) {
        Output copy = editor.copy(layer, "pellucid." + layer.id(), reads);
        editor.keepPrecision(copy.layer());
        return copy;
    }

    /** A copy of a layer whose outputs join {@code copies}. */
    void copy(Layer layer, Map<Output, Output> copies, Reading reading) throws NotCollapsibleException {
        editor.keepPrecision(copyInItsType(layer, copies, reading));
    }

    /**
     * A copy of a layer, computed in the type of the prediction, whose outputs join {@code copies}.
     *
     * @return its id
     */
    int copyInItsType(Layer layer, Map<Output, Output> copies, Reading reading) throws NotCollapsibleException {
        List<Output> reads = new ArrayList<>();
        for (Output input : layer.inputs()) {
            reads.add(reading.of(input));
        }
        int id = editor.copyLayer(layer, "pellucid." + layer.id(), reads);
        for (Layer.OutputPort port : layer.outputs()) {
            copies.put(new Output(layer.id(), port.id()), new Output(id, port.id()));
        }
        return id;
    }

    /**
     * The runtime fuses the product of a linear layer with its bias and forgets the precision asked for; it cannot
     * while a factor stands between them.
     */
    void unfuse(Layer layer, Map<Output, Output> copies) {
        if (layer.type().equals("MatMul")) {
            copies.computeIfPresent(layer.output(),
                    (value, copy) -> multiply(copy, numbers("pellucid.one", new float[] {1}, 1)));
        }
    }
}
