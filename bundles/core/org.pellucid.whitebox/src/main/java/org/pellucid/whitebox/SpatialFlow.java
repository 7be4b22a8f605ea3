package org.pellucid.whitebox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.pellucid.api.image.TensorLayout;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.ir.Constants;
import org.pellucid.ir.IrGraph;
import org.pellucid.ir.Layer;
import org.pellucid.ir.Output;
import org.pellucid.whitebox.Positions.Factor;
import org.pellucid.whitebox.Positions.Kind;

/**
 * Follows the picture's rows and columns through a graph. A position stays that position when layers look around it,
 * so convolution, pooling and attention are passed, and a residual stream carries its positions past whatever is added
 * to it. Windows, patches that are merged and tokens in front are told apart and found again. Where a layer does
 * something unknown to the positions, they end.
 */
final class SpatialFlow {
    private final RuntimeModel model;
    private final IrGraph graph;
    private final Map<Output, Positions> positions = new HashMap<>();

    private SpatialFlow(RuntimeModel model, IrGraph graph) {
        this.model = model;
        this.graph = graph;
    }

    /** @return the values of which dimensions are known that run over the whole picture */
    static Map<Output, SpatialAxes> of(RuntimeModel model, Classifier classifier) {
        SpatialFlow flow = new SpatialFlow(model, classifier.graph());
        if (classifier.height() > 0 && classifier.width() > 0) {
            int row = classifier.layout() == TensorLayout.NCHW ? 2 : 1;
            flow.positions.put(classifier.input().output(),
                    Positions.of(row, row + 1, sizes(classifier.input().shape())));
        }
        for (Layer layer : classifier.graph().layers()) {
            flow.through(layer);
        }
        Map<Output, SpatialAxes> axes = new HashMap<>();
        flow.positions.forEach((value, known) -> known.axes().ifPresent(found -> axes.put(value, found)));
        return axes;
    }

    private void through(Layer layer) {
        if (layer.inputs().isEmpty() || layer.outputs().isEmpty()) {
            return;
        }
        if (layer.type().endsWith("Split")) {
            split(layer);
            return;
        }
        Positions result = switch (layer.type()) {
            case "Convolution", "GroupConvolution", "MaxPool", "AvgPool", "AdaptiveAvgPool", "AdaptiveMaxPool",
                    "DeformableConvolution", "ConvolutionBackpropData", "GroupConvolutionBackpropData" ->
                window(layer);
            case "ReLU", "PReLU", "Clamp", "Sigmoid", "HSigmoid", "HSwish", "Swish", "Mish", "Gelu", "Elu", "Selu",
                    "Tanh", "Erf", "Exp", "SoftPlus", "SoftSign", "HardSigmoid", "Convert", "ConvertLike", "Identity",
                    "FakeQuantize", "FakeConvert", "Sqrt", "Abs", "Negative", "Floor", "Log", "BatchNormInference",
                    "GroupNormalization", "MVN", "NormalizeL2", "LRN", "SoftMax", "LogSoftmax", "Interpolate", "Pad",
                    "DepthToSpace", "SpaceToDepth", "ScaledDotProductAttention" ->
                inPlace(layer);
            case "Add", "Multiply", "Subtract", "Divide", "Maximum", "Minimum", "Power", "SquaredDifference" ->
                elementwise(layer);
            case "MatMul" -> matMul(layer);
            case "Einsum" -> einsum(layer);
            case "Transpose" -> transpose(layer);
            case "Reshape", "Squeeze", "Unsqueeze" -> reshape(layer);
            case "Concat" -> concat(layer);
            case "Slice", "StridedSlice" -> slice(layer);
            case "Gather" -> gather(layer);
            case "ReduceMean", "ReduceSum", "ReduceMax", "ReduceMin", "ReduceL1", "ReduceL2" -> reduce(layer);
            default -> null;
        };
        for (Layer.OutputPort port : layer.outputs()) {
            put(layer, port, result);
        }
    }

    private void put(Layer layer, Layer.OutputPort port, Positions result) {
        if (result != null && Arrays.equals(result.shape(), filled(port.shape(), result.shape()))) {
            positions.put(new Output(layer.id(), port.id()), result);
        }
    }

    /** The shape of a value for one picture. */
    private static int[] sizes(List<Integer> shape) {
        return shape.stream().mapToInt(dim -> Math.max(1, dim)).toArray();
    }

    /** A shape whose first dimension may be open, as the batch is, and as that of windows is then. */
    private static int[] filled(List<Integer> shape, int... known) {
        int[] filled = sizes(shape);
        if (!shape.isEmpty() && shape.get(0) < 0) {
            long rest = product(filled);
            long all = product(known);
            filled[0] = rest > 0 && all % rest == 0 ? (int) (all / rest) : 1;
        }
        return filled;
    }

    private static long product(int... sizes) {
        return Arrays.stream(sizes).asLongStream().reduce(1, (a, b) -> a * b);
    }

    private Positions read(Layer layer, int input) {
        return input < layer.inputs().size() ? positions.get(layer.inputs().get(input)) : null;
    }

    /** Dimensions of the same size stay what they are; rows and columns that others became are a picture of their own. */
    private Positions inPlace(Layer layer) {
        Positions before = read(layer, 0);
        return before == null ? null : resized(before, filled(layer.shape(), before.shape()));
    }

    private static Positions resized(Positions before, int... to) {
        int[] from = before.shape();
        if (to.length != from.length) {
            return null;
        }
        List<List<Factor>> dimensions = new ArrayList<>(before.dimensions());
        for (int i = 0; i < to.length; i++) {
            if (to[i] != from[i]) {
                if (before.hasPlaces(i)) {
                    Optional<SpatialAxes> axes = before.axes().filter(found -> !found.areTokens());
                    return axes.map(found -> Positions.of(found.rowAxis(), found.columnAxis(), to)).orElse(null);
                }
                dimensions.set(i, List.of(Factor.other(to[i])));
            }
        }
        return before.with(dimensions);
    }

    /** A window that slides over two dimensions shows that they are rows and columns, even where they were lost. */
    private Positions window(Layer layer) {
        int[] to = sizes(layer.shape());
        if (to.length != 4) {
            return inPlace(layer);
        }
        return layer.shape().get(2) > 0 && layer.shape().get(3) > 0 && !graph.isConstant(layer.output())
                ? Positions.of(2, 3, to) : null;
    }

    /** Of operands with positions, the one that tells most apart says where they are: windows know fewer. */
    private Positions elementwise(Layer layer) {
        Positions best = null;
        for (Output input : layer.inputs()) {
            Positions operand = positions.get(input);
            if (operand != null) {
                int[] to = filled(layer.shape(), operand.shape());
                int shift = to.length - operand.dimensions().size();
                List<List<Factor>> dimensions = Positions.others(to);
                for (int i = shift; i < to.length; i++) {
                    if (Positions.size(operand.dimensions().get(i - shift)) == to[i]) {
                        dimensions.set(i, operand.dimensions().get(i - shift));
                    }
                }
                Positions moved = operand.with(dimensions);
                best = best == null || moved.places() > best.places() ? moved : best;
            }
        }
        return best;
    }

    /** Dimensions over which no sum goes stay, those of the left operand first. */
    private Positions matMul(Layer layer) {
        for (int side = 0; side < 2; side++) {
            Positions operand = read(layer, side);
            int rank = operand == null ? 0 : operand.dimensions().size();
            if (rank < 2 || layer.shape().size() < rank) {
                continue;
            }
            boolean transposed = Boolean.parseBoolean(layer.attribute(side == 0 ? "transpose_a" : "transpose_b"));
            int kept = rank - (side == 0 == transposed ? 1 : 2);
            int[] to = filledBeside(layer, operand, kept, side);
            int shift = to.length - rank;
            List<List<Factor>> dimensions = Positions.others(to);
            for (int i = 0; i < rank - 2; i++) {
                if (Positions.size(operand.dimensions().get(i)) == to[i + shift]) {
                    dimensions.set(i + shift, operand.dimensions().get(i));
                }
            }
            dimensions.set(to.length - (side == 0 ? 2 : 1), operand.dimensions().get(kept));
            Positions result = operand.with(dimensions);
            if (result.places() > 1) {
                return result;
            }
        }
        return null;
    }

    /** The shape of a product; an open first dimension is that of the operand. */
    private static int[] filledBeside(Layer layer, Positions operand, int kept, int side) {
        int[] to = sizes(layer.shape());
        int rank = operand.dimensions().size();
        if (layer.shape().get(0) < 0 && rank == to.length) {
            boolean first = rank == 2 && side == 0;
            to[0] = Positions.size(operand.dimensions().get(first ? kept : 0));
        }
        return to;
    }

    /** As for a product: letters of the result that one operand has. */
    private Positions einsum(Layer layer) {
        String[] sides = layer.attribute("equation") == null ? new String[0]
                : layer.attribute("equation").replace(" ", "").split("->");
        if (sides.length != 2) {
            return null;
        }
        String[] operands = sides[0].split(",");
        Positions best = null;
        for (int i = 0; i < operands.length; i++) {
            Positions operand = read(layer, i);
            if (operand == null || operand.dimensions().size() != operands[i].length()) {
                continue;
            }
            int[] to = sizes(layer.shape());
            List<List<Factor>> dimensions = Positions.others(to);
            for (int k = 0; k < to.length && k < sides[1].length(); k++) {
                int place = operands[i].indexOf(sides[1].charAt(k));
                if (place >= 0) {
                    dimensions.set(k, operand.dimensions().get(place));
                }
            }
            Positions moved = operand.with(dimensions);
            best = best == null || moved.places() > best.places() ? moved : best;
        }
        return best;
    }

    private Positions transpose(Layer layer) {
        Positions before = read(layer, 0);
        long[] order = constant(layer, 1);
        if (before == null || order == null || order.length != before.dimensions().size()) {
            return null;
        }
        return before.with(Arrays.stream(order).mapToObj(axis -> before.dimensions().get((int) axis)).toList());
    }

    private Positions reshape(Layer layer) {
        Positions before = read(layer, 0);
        return before == null ? null
                : before.reshaped(filled(layer.shape(), before.shape())).orElse(null);
    }

    /** Channels join channels; tokens may join in front of cells. */
    private Positions concat(Layer layer) {
        int rank = layer.shape().size();
        int along = normal(Long.parseLong(layer.attribute("axis")), rank);
        int last = layer.inputs().size() - 1;
        Positions behind = read(layer, last);
        if (behind != null && behind.hasPlaces(along)) {
            boolean front = IntStream.range(0, last).mapToObj(i -> read(layer, i))
                    .allMatch(other -> other == null || !other.hasPlaces(along));
            int size = layer.shape().get(along);
            return front && size > 0 ? inFront(behind, along, size) : null;
        }
        for (int i = 0; i <= last; i++) {
            Positions operand = read(layer, i);
            if (operand != null && !operand.hasPlaces(along) && operand.places() > 1) {
                List<List<Factor>> dimensions = new ArrayList<>(operand.dimensions());
                dimensions.set(along, List.of(Factor.other(layer.shape().get(along))));
                return operand.with(dimensions);
            }
        }
        return null;
    }

    private static Positions inFront(Positions cells, int along, int size) {
        List<Factor> behind = cells.tokens(along).map(Factor::cells).orElse(cells.dimensions().get(along));
        List<List<Factor>> dimensions = new ArrayList<>(cells.dimensions());
        dimensions.set(along, List.of(new Factor(Kind.TOKENS, size, 1, behind)));
        return cells.with(dimensions);
    }

    private void split(Layer layer) {
        Positions before = read(layer, 0);
        long[] along = constant(layer, 1);
        if (before == null || along == null || along.length != 1) {
            return;
        }
        int axis = normal(along[0], before.dimensions().size());
        int from = 0;
        for (Layer.OutputPort port : layer.outputs()) {
            int size = axis < port.shape().size() ? Math.max(1, port.shape().get(axis)) : 1;
            put(layer, port, taken(before, axis, from, size));
            from += size;
        }
    }

    /** A stretch of a dimension: of tokens and cells the cells, of channels some. */
    private static Positions taken(Positions before, int axis, int from, int size) {
        List<List<Factor>> dimensions = new ArrayList<>(before.dimensions());
        if (Positions.size(dimensions.get(axis)) == size) {
            return before;
        }
        Optional<Factor> tokens = before.tokens(axis);
        if (tokens.isPresent() && from == tokens.get().tokens() && size == Positions.size(tokens.get().cells())) {
            dimensions.set(axis, tokens.get().cells());
            return before.with(dimensions);
        }
        if (before.hasPlaces(axis)) {
            return null;
        }
        dimensions.set(axis, List.of(Factor.other(size)));
        return before.with(dimensions);
    }

    /** Every second row and column is a coarser picture; a piece cut out of it is not followed. */
    private Positions slice(Layer layer) {
        Positions before = read(layer, 0);
        if (before == null || layer.shape().size() != before.dimensions().size()) {
            return null;
        }
        int[] to = filled(layer.shape(), before.shape());
        int[] from = before.shape();
        Positions result = before;
        for (int axis = 0; axis < to.length; axis++) {
            TakenRange range = to[axis] == from[axis] ? null : TakenRange.of(model, graph, layer, axis);
            boolean whole = to[axis] == from[axis] || range != null && range.to() - range.from() == to[axis];
            result = whole ? taken(result, axis, range == null ? 0 : range.from(), to[axis]) : null;
            if (result == null) {
                return coarser(before, to, constant(layer, 3));
            }
        }
        return result;
    }

    private static Positions coarser(Positions before, int[] to, long... steps) {
        Optional<SpatialAxes> axes = before.axes().filter(found -> !found.areTokens());
        if (axes.isEmpty() || steps == null) {
            return null;
        }
        int row = axes.get().rowAxis();
        int column = axes.get().columnAxis();
        boolean strides = strides(axes.get().rows(), to[row], steps)
                && strides(axes.get().columns(), to[column], steps);
        return strides ? Positions.of(row, column, to) : null;
    }

    private static boolean strides(int from, int to, long... steps) {
        return from == to || Arrays.stream(steps).anyMatch(step -> step > 1 && (from + step - 1) / step == to);
    }

    private Positions gather(Layer layer) {
        Positions before = read(layer, 0);
        long[] along = constant(layer, 2);
        if (before == null || along == null || along.length != 1) {
            return null;
        }
        int axis = normal(along[0], before.dimensions().size());
        List<List<Factor>> dimensions = new ArrayList<>(before.dimensions());
        if (before.hasPlaces(axis)) {
            return null;
        }
        dimensions.remove(axis);
        dimensions.addAll(axis, Positions.others(sizes(graph.shape(layer.inputs().get(1)))));
        return before.with(dimensions);
    }

    /** Places over which a reduction goes are told apart no more; what is left may be a coarser picture. */
    private Positions reduce(Layer layer) {
        Positions before = read(layer, 0);
        long[] over = constant(layer, 1);
        if (before == null || over == null) {
            return null;
        }
        int rank = before.dimensions().size();
        List<List<Factor>> dimensions = new ArrayList<>(before.dimensions());
        boolean keeps = layer.shape().size() == rank;
        int[] gone = Arrays.stream(over).mapToInt(axis -> normal(axis, rank)).distinct().boxed()
                .sorted(Collections.reverseOrder()).mapToInt(Integer::intValue).toArray();
        for (int axis : gone) {
            if (keeps) {
                dimensions.set(axis, List.of(Factor.other(1)));
            } else {
                dimensions.remove(axis);
            }
        }
        Positions result = before.with(dimensions);
        return result.places() > 1 ? result : null;
    }

    private static int normal(long axis, int rank) {
        return (int) (axis < 0 ? axis + rank : axis);
    }

    private long[] constant(Layer layer, int input) {
        return layer.inputs().size() <= input ? null
                : Constants.integers(model, graph.input(layer, input)).orElse(null);
    }
}
