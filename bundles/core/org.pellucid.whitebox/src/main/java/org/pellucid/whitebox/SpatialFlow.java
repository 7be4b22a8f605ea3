package org.pellucid.whitebox;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.pellucid.api.image.TensorLayout;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.ir.Constants;
import org.pellucid.ir.IrGraph;
import org.pellucid.ir.Layer;
import org.pellucid.ir.Output;

/**
 * Follows the picture's rows and columns through a graph. A position stays that position when layers look around it,
 * so convolution, pooling and attention are passed, and a residual stream carries its positions past whatever is added
 * to it. Where a layer does something unknown to the axes, they end.
 */
final class SpatialFlow {
    private final RuntimeModel model;
    private final IrGraph graph;
    private final Map<Output, SpatialAxes> axes = new HashMap<>();

    private SpatialFlow(RuntimeModel model, IrGraph graph) {
        this.model = model;
        this.graph = graph;
    }

    /** @return the values with known axes */
    static Map<Output, SpatialAxes> of(RuntimeModel model, Classifier classifier) {
        SpatialFlow flow = new SpatialFlow(model, classifier.graph());
        int row = classifier.layout() == TensorLayout.NCHW ? 2 : 1;
        if (classifier.height() > 0 && classifier.width() > 0) {
            flow.axes.put(classifier.input().output(),
                    new SpatialAxes(row, row + 1, classifier.height(), classifier.width()));
        }
        for (Layer layer : classifier.graph().layers()) {
            flow.through(layer);
        }
        return flow.axes;
    }

    private void through(Layer layer) {
        if (layer.inputs().isEmpty() || layer.outputs().isEmpty()) {
            return;
        }
        SpatialAxes result = switch (layer.type()) {
            case "Convolution", "GroupConvolution", "MaxPool", "AvgPool", "AdaptiveAvgPool", "AdaptiveMaxPool",
                    "DeformableConvolution", "ConvolutionBackpropData", "GroupConvolutionBackpropData" ->
                window(layer);
            case "ReLU", "PReLU", "Clamp", "Sigmoid", "HSigmoid", "HSwish", "Swish", "Mish", "Gelu", "Elu", "Selu",
                    "Tanh", "Erf", "Exp", "SoftPlus", "SoftSign", "HardSigmoid", "Convert", "ConvertLike", "Identity",
                    "FakeQuantize", "FakeConvert", "Sqrt", "Abs", "Negative", "Floor", "Log", "BatchNormInference",
                    "GroupNormalization", "MVN", "NormalizeL2", "LRN", "SoftMax", "LogSoftmax", "Interpolate", "Pad",
                    "DepthToSpace", "SpaceToDepth", "ScaledDotProductAttention" ->
                inPlace(layer, axes.get(layer.inputs().get(0)));
            case "Add", "Multiply", "Subtract", "Divide", "Maximum", "Minimum", "Power", "SquaredDifference" ->
                elementwise(layer);
            case "MatMul" -> matMul(layer);
            case "Transpose" -> transpose(layer);
            case "Reshape", "Squeeze", "Unsqueeze" -> reshape(layer);
            case "Concat" -> concat(layer);
            case "Split", "VariadicSplit" -> split(layer);
            case "Slice", "StridedSlice" -> slice(layer);
            case "Gather" -> gather(layer);
            case "ReduceMean", "ReduceSum", "ReduceMax", "ReduceMin", "ReduceL1", "ReduceL2" -> reduce(layer);
            default -> null;
        };
        if (result != null) {
            for (Layer.OutputPort port : layer.outputs()) {
                if (fits(result, shape(port.shape()))) {
                    axes.put(new Output(layer.id(), port.id()), result);
                }
            }
        }
    }

    private static int[] shape(List<Integer> shape) {
        int[] sizes = shape.stream().mapToInt(Integer::intValue).toArray();
        if (sizes.length > 0 && sizes[0] < 0) {
            sizes[0] = 1;
        }
        return sizes;
    }

    private int[] input(Layer layer, int input) {
        return shape(graph.shape(layer.inputs().get(input)));
    }

    private static boolean fits(SpatialAxes axes, int... shape) {
        int last = Math.max(axes.rowAxis(), axes.columnAxis());
        if (last >= shape.length) {
            return false;
        }
        return axes.areTokens() ? shape[axes.rowAxis()] == axes.cells()
                : shape[axes.rowAxis()] == axes.rows() && shape[axes.columnAxis()] == axes.columns();
    }

    /** The axes at the same place, with the sizes of the output. */
    private static SpatialAxes inPlace(Layer layer, SpatialAxes before) {
        int[] to = shape(layer.shape());
        if (before == null || Math.max(before.rowAxis(), before.columnAxis()) >= to.length) {
            return null;
        }
        return before.areTokens() ? before
                : new SpatialAxes(before.rowAxis(), before.columnAxis(), to[before.rowAxis()],
                        to[before.columnAxis()]);
    }

    /** A window that slides over two dimensions shows that they are rows and columns, even where they were lost. */
    private SpatialAxes window(Layer layer) {
        int[] to = shape(layer.shape());
        if (to.length != 4) {
            return inPlace(layer, axes.get(layer.inputs().get(0)));
        }
        return to[2] > 0 && to[3] > 0 && !graph.isConstant(layer.output()) ? new SpatialAxes(2, 3, to[2], to[3]) : null;
    }

    /** Of operands with axes, the one with most cells says where they are: windows know fewer. */
    private SpatialAxes elementwise(Layer layer) {
        SpatialAxes best = null;
        int[] to = shape(layer.shape());
        for (Output input : layer.inputs()) {
            SpatialAxes operand = axes.get(input);
            if (operand != null) {
                int shift = to.length - graph.shape(input).size();
                SpatialAxes moved = operand.at(operand.rowAxis() + shift, operand.columnAxis() + shift);
                if (fits(moved, to) && (best == null || moved.cells() > best.cells())) {
                    best = moved;
                }
            }
        }
        return best;
    }

    /** Dimensions over which no sum goes stay. */
    private SpatialAxes matMul(Layer layer) {
        for (int i = 0; i < 2; i++) {
            SpatialAxes operand = axes.get(layer.inputs().get(i));
            int rank = input(layer, i).length;
            if (operand != null && rank >= 2) {
                boolean transposed = Boolean.parseBoolean(layer.attribute(i == 0 ? "transpose_a" : "transpose_b"));
                int shift = layer.shape().size() - rank;
                int row = operandAxis(operand.rowAxis(), rank, transposed) + shift;
                int column = operandAxis(operand.columnAxis(), rank, transposed) + shift;
                int summed = layer.shape().size() - (i == 0 ? 1 : 2);
                if (row != summed && column != summed) {
                    return operand.at(row, column);
                }
            }
        }
        return null;
    }

    private static int operandAxis(int axis, int rank, boolean transposed) {
        return transposed && axis >= rank - 2 ? 2 * rank - 3 - axis : axis;
    }

    private SpatialAxes transpose(Layer layer) {
        SpatialAxes before = axes.get(layer.inputs().get(0));
        long[] order = constant(layer, 1);
        return before == null || order == null ? null
                : before.at(place(order, before.rowAxis()), place(order, before.columnAxis()));
    }

    private static int place(long[] order, int axis) {
        return IntStream.range(0, order.length).filter(i -> order[i] == axis).findFirst().orElse(-1);
    }

    private SpatialAxes reshape(Layer layer) {
        SpatialAxes before = axes.get(layer.inputs().get(0));
        if (before == null) {
            return null;
        }
        int[] from = input(layer, 0);
        int[] to = shape(layer.shape());
        if (before.areTokens()) {
            int whole = split(from, before.rowAxis(), to, before.cells());
            int row = split(from, before.rowAxis(), to, before.rows());
            boolean rowsAndColumns = row >= 0 && row + 1 < to.length && to[row + 1] == before.columns();
            return whole >= 0 || !rowsAndColumns ? before.at(whole, whole) : before.at(row, row + 1);
        }
        if (before.columnAxis() == before.rowAxis() + 1) {
            int whole = split(from, before.rowAxis(), to, before.cells());
            if (whole >= 0 && before.rows() > 1 && before.columns() > 1) {
                return before.at(whole, whole);
            }
        }
        int row = part(from, before.rowAxis(), to);
        int column = part(from, before.columnAxis(), to);
        return row < 0 || column < 0 ? null : new SpatialAxes(row, column, to[row], to[column]);
    }

    /** @return the dimension of {@code size} that begins where {@code axis} did, or -1 */
    private static int split(int[] from, int axis, int[] to, int size) {
        long before = product(from, axis);
        long reached = 1;
        for (int i = 0; i < to.length; i++) {
            if (reached == before && to[i] == size) {
                return i;
            }
            reached *= to[i];
        }
        return -1;
    }

    /** @return the dimension that is the axis, or the outer of two that are, as where patches are merged; or -1 */
    private static int part(int[] from, int axis, int[] to) {
        int whole = split(from, axis, to, from[axis]);
        if (whole >= 0) {
            return whole;
        }
        long before = product(from, axis);
        long reached = 1;
        for (int i = 0; i + 1 < to.length; i++) {
            if (reached == before && to[i] > 1 && (long) to[i] * to[i + 1] == from[axis]) {
                return i;
            }
            reached *= to[i];
        }
        return -1;
    }

    private static long product(int[] shape, int axes) {
        return Arrays.stream(shape, 0, axes).asLongStream().reduce(1, (a, b) -> a * b);
    }

    private SpatialAxes concat(Layer layer) {
        int along = Integer.parseInt(layer.attribute("axis"));
        int place = along < 0 ? along + layer.shape().size() : along;
        return layer.inputs().stream().map(axes::get).filter(operand -> operand != null && !operand.contain(place))
                .findFirst().orElse(null);
    }

    private SpatialAxes split(Layer layer) {
        SpatialAxes before = axes.get(layer.inputs().get(0));
        long[] along = constant(layer, 1);
        return before == null || along == null || along.length != 1
                || before.contain(normal(along[0], layer.shape().size())) ? null : before;
    }

    /** Every second row and column is a coarser picture; a piece cut out of it is not followed. */
    private SpatialAxes slice(Layer layer) {
        SpatialAxes before = axes.get(layer.inputs().get(0));
        int[] to = shape(layer.shape());
        int[] from = input(layer, 0);
        if (before == null || to.length != from.length) {
            return null;
        }
        if (fits(before, to)) {
            return before;
        }
        long[] steps = constant(layer, 3);
        SpatialAxes after = inPlace(layer, before);
        if (steps == null || before.areTokens() || after.rows() < 1 || after.columns() < 1) {
            return null;
        }
        return strides(before.rows(), after.rows(), steps) && strides(before.columns(), after.columns(), steps) ? after
                : null;
    }

    private static boolean strides(int from, int to, long... steps) {
        return from == to || Arrays.stream(steps).anyMatch(step -> step > 1 && (from + step - 1) / step == to);
    }

    private SpatialAxes gather(Layer layer) {
        SpatialAxes before = axes.get(layer.inputs().get(0));
        long[] along = constant(layer, 2);
        if (before == null || along == null || along.length != 1) {
            return null;
        }
        int place = normal(along[0], input(layer, 0).length);
        int shift = input(layer, 1).length - 1;
        return before.contain(place) ? null
                : before.at(before.rowAxis() + (place < before.rowAxis() ? shift : 0),
                        before.columnAxis() + (place < before.columnAxis() ? shift : 0));
    }

    private SpatialAxes reduce(Layer layer) {
        SpatialAxes before = axes.get(layer.inputs().get(0));
        long[] over = constant(layer, 1);
        if (before == null || over == null) {
            return null;
        }
        int rank = input(layer, 0).length;
        int[] gone = Arrays.stream(over).mapToInt(axis -> normal(axis, rank)).distinct().toArray();
        if (Arrays.stream(gone).anyMatch(before::contain)) {
            return null;
        }
        boolean keeps = layer.shape().size() == rank;
        return keeps ? before : before.at(before.rowAxis() - below(gone, before.rowAxis()),
                before.columnAxis() - below(gone, before.columnAxis()));
    }

    private static int below(int[] gone, int axis) {
        return (int) Arrays.stream(gone).filter(dim -> dim < axis).count();
    }

    private static int normal(long axis, int rank) {
        return (int) (axis < 0 ? axis + rank : axis);
    }

    private long[] constant(Layer layer, int input) {
        return layer.inputs().size() <= input ? null
                : Constants.integers(model, graph.input(layer, input)).orElse(null);
    }
}
