package org.pellucid.whitebox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.ir.Constants;
import org.pellucid.ir.IrGraph;
import org.pellucid.ir.Layer;
import org.pellucid.ir.Output;

/**
 * Follows an axis through layers that do the same at every position along it and mix none with another: the batch
 * through a head, say, or the tokens through the layers of a transformer that are not attention. What follows the axis
 * may be run with other positions along it, more or fewer, and each comes out as it would alone. For one thread.
 */
public final class AxisFlow {
    /** Stands for the size of an axis whose size may change: no shape in a model has it by accident. */
    private static final int ANY_SIZE = 1_000_003;

    private final RuntimeModel model;
    private final IrGraph graph;
    private final boolean resized;
    private final boolean alike;
    private final Map<Output, Integer> axes = new HashMap<>();

    /**
     * @param model   an open model
     * @param graph   its graph
     * @param resized whether the axis is to have another size than in the model: then no layer may name its size
     */
    public AxisFlow(RuntimeModel model, IrGraph graph, boolean resized) {
        this(model, graph, resized, true);
    }

    private AxisFlow(RuntimeModel model, IrGraph graph, boolean resized, boolean alike) {
        this.model = model;
        this.graph = graph;
        this.resized = resized;
        this.alike = alike;
    }

    /**
     * Follows an axis that keeps its size. What layers do at a position may be peculiar to it, as where a position
     * embedding is added, as long as it has to do with that position alone.
     *
     * @param model an open model
     * @param graph its graph
     * @return follows one axis
     */
    public static AxisFlow ofPositions(RuntimeModel model, IrGraph graph) {
        return new AxisFlow(model, graph, false, false);
    }

    /**
     * Begins to follow.
     *
     * @param value where
     * @param axis  of its dimensions
     */
    public void start(Output value, int axis) {
        axes.put(value, axis);
    }

    /**
     * @param value a value
     * @return the dimension that is the axis, if the value has been followed to
     */
    public OptionalInt axis(Output value) {
        Integer axis = axes.get(value);
        return axis == null ? OptionalInt.empty() : OptionalInt.of(axis);
    }

    /**
     * Follows the axis through all layers between two values.
     *
     * @param from a value followed to
     * @param to   a value that depends on it
     * @return the layer where it cannot be followed, or {@code null}
     */
    public Layer through(Output from, Output to) {
        for (Layer layer : graph.between(from, to)) {
            if (!through(layer)) {
                return layer;
            }
        }
        return null;
    }

    /**
     * Follows the axis through a layer.
     *
     * @param layer reads at least one value followed to
     * @return whether its outputs have the axis
     */
    public boolean through(Layer layer) {
        if (layer.inputs().stream().noneMatch(axes::containsKey)) {
            return false;
        }
        int axis = switch (layer.type()) {
            case "Add", "Multiply", "Subtract", "Divide", "Maximum", "Minimum", "Power", "SquaredDifference", "Mod",
                    "ReLU", "Clamp", "Sigmoid", "HSigmoid", "HSwish", "Swish", "Mish", "Gelu", "Elu", "Selu", "Tanh",
                    "Erf", "Exp", "SoftPlus", "HardSigmoid", "Convert", "FakeQuantize", "Sqrt", "Abs", "Negative",
                    "Floor", "ConvertLike" ->
                elementwise(layer);
            case "Convolution", "GroupConvolution" -> convolution(layer);
            case "MaxPool", "AvgPool", "AdaptiveAvgPool" -> batchOnly(layer);
            case "BatchNormInference", "PReLU" -> channelwise(layer);
            case "MatMul" -> matMul(layer);
            case "ScaledDotProductAttention" -> attention(layer);
            case "SoftMax" -> softmax(layer);
            case "MVN", "NormalizeL2", "ReduceMean", "ReduceSum", "ReduceMax", "ReduceL2" -> reduce(layer);
            case "Squeeze", "Unsqueeze" -> squeeze(layer);
            case "Transpose" -> transpose(layer);
            case "Reshape" -> reshape(layer);
            case "Split", "VariadicSplit" -> split(layer);
            case "Gather" -> gather(layer);
            case "Slice" -> slice(layer);
            case "StridedSlice" -> stridedSlice(layer);
            case "Concat" -> concat(layer);
            default -> -1;
        };
        if (axis < 0) {
            return false;
        }
        for (Layer.OutputPort port : layer.outputs()) {
            axes.put(new Output(layer.id(), port.id()), axis);
        }
        return true;
    }

    private int tracked(Layer layer, int input) {
        return input < layer.inputs().size() ? axes.getOrDefault(layer.inputs().get(input), -1) : -1;
    }

    /** Shape for one picture, with {@link #ANY_SIZE} where the axis is, if it is to be resized. */
    private int[] shape(Output value) {
        int[] shape = graph.shape(value).stream().mapToInt(dim -> dim < 0 ? 1 : dim).toArray();
        Integer axis = axes.get(value);
        if (resized && axis != null) {
            shape[axis] = ANY_SIZE;
        }
        return shape;
    }

    private long[] constant(Layer layer, int input) {
        return layer.inputs().size() <= input ? null
                : Constants.integers(model, graph.input(layer, input)).orElse(null);
    }

    /** All operands have the axis at the same place from the end, or are constants that are the same along it. */
    private int elementwise(Layer layer) {
        int fromEnd = 0;
        for (Output input : layer.inputs()) {
            Integer axis = axes.get(input);
            if (axis != null) {
                int place = axis - graph.shape(input).size();
                if (fromEnd != 0 && fromEnd != place) {
                    return -1;
                }
                fromEnd = place;
            }
        }
        for (Output input : layer.inputs()) {
            if (!axes.containsKey(input) && !sameAlong(input, fromEnd)) {
                return -1;
            }
        }
        return layer.shape().size() + fromEnd;
    }

    private boolean sameAlong(Output input, int fromEnd) {
        List<Integer> shape = graph.shape(input);
        int place = shape.size() + fromEnd;
        return graph.isConstant(input) && (!alike || place < 0 || shape.get(place) == 1);
    }

    /** Rows and columns are passed by a kernel that sees one position. */
    private int convolution(Layer layer) {
        int axis = tracked(layer, 0);
        int spatial = axis - 2;
        if (spatial < 0 || !graph.isConstant(layer.inputs().get(1))) {
            return batchOnly(layer);
        }
        List<Integer> kernel = graph.shape(layer.inputs().get(1));
        int size = kernel.get(kernel.size() - layer.shape().size() + axis);
        boolean pointwise = size == 1 && number(layer, "strides", spatial) == 1
                && number(layer, "pads_begin", spatial) == 0 && number(layer, "pads_end", spatial) == 0;
        return pointwise ? axis : -1;
    }

    private static int number(Layer layer, String list, int place) {
        String[] numbers = layer.attribute(list).split(",");
        return Integer.parseInt(numbers[place].strip());
    }

    /** Numbers of each channel: only the channels cannot be followed. */
    private int channelwise(Layer layer) {
        int axis = tracked(layer, 0);
        boolean constants = layer.inputs().stream().skip(1).allMatch(graph::isConstant);
        return constants && (axis == 0 || axis > 1 && !alike) ? axis : -1;
    }

    private int batchOnly(Layer layer) {
        boolean constants = layer.inputs().stream().skip(1).allMatch(graph::isConstant);
        return tracked(layer, 0) == 0 && constants ? 0 : -1;
    }

    private int matMul(Layer layer) {
        int left = tracked(layer, 0);
        int right = tracked(layer, 1);
        int rank = graph.shape(layer.inputs().get(0)).size();
        int otherRank = graph.shape(layer.inputs().get(1)).size();
        if (left >= 0 && right >= 0) {
            boolean both = rank == otherRank && left == right && left < rank - 2;
            return both ? left : -1;
        }
        return left >= 0 ? matMul(layer, 0, left - rank, otherRank) : matMul(layer, 1, right - otherRank, rank);
    }

    /** A constant times a followed value, whose axis is known from its end: only the dimension summed over is lost. */
    private int matMul(Layer layer, int side, int fromEnd, int otherRank) {
        Output other = layer.inputs().get(1 - side);
        int rank = graph.shape(layer.inputs().get(side)).size();
        if (!graph.isConstant(other) || rank < 2 || otherRank < 2) {
            return -1;
        }
        boolean transposed = Boolean.parseBoolean(layer.attribute(side == 0 ? "transpose_a" : "transpose_b"));
        if (fromEnd < -2) {
            int place = otherRank + fromEnd;
            return place < 0 || graph.shape(other).get(place) == 1 || !alike ? layer.shape().size() + fromEnd : -1;
        }
        int kept = (side == 0) == transposed ? -1 : -2;
        return fromEnd == kept ? layer.shape().size() + (side == 0 ? -2 : -1) : -1;
    }

    private int attention(Layer layer) {
        int axis = tracked(layer, 0);
        int rank = graph.shape(layer.inputs().get(0)).size();
        boolean same = axis == tracked(layer, 1) && axis == tracked(layer, 2) && axis < rank - 2;
        for (int i = 3; i < layer.inputs().size(); i++) {
            same &= sameAlong(layer.inputs().get(i), axis - rank);
        }
        return same ? axis : -1;
    }

    private int softmax(Layer layer) {
        int axis = tracked(layer, 0);
        int rank = layer.shape().size();
        int over = Integer.parseInt(layer.attribute("axis") == null ? "1" : layer.attribute("axis"));
        return (over < 0 ? over + rank : over) == axis ? -1 : axis;
    }

    private int reduce(Layer layer) {
        int axis = tracked(layer, 0);
        long[] over = constant(layer, 1);
        int rank = graph.shape(layer.inputs().get(0)).size();
        if (axis < 0 || over == null) {
            return -1;
        }
        normalize(over, rank);
        if (Arrays.stream(over).anyMatch(dim -> dim == axis)) {
            return -1;
        }
        boolean keeps = layer.shape().size() == rank;
        return keeps ? axis : axis - (int) Arrays.stream(over).distinct().filter(dim -> dim < axis).count();
    }

    private int squeeze(Layer layer) {
        int axis = tracked(layer, 0);
        long[] dims = constant(layer, 1);
        boolean adds = layer.type().equals("Unsqueeze");
        if (axis < 0 || dims == null) {
            return -1;
        }
        normalize(dims, adds ? layer.shape().size() : graph.shape(layer.inputs().get(0)).size());
        Arrays.sort(dims);
        int moved = axis;
        for (long dim : adds ? dims : new long[0]) {
            moved += dim <= moved ? 1 : 0;
        }
        for (long dim : adds ? new long[0] : dims) {
            if (dim == axis) {
                return -1;
            }
            moved -= dim < axis ? 1 : 0;
        }
        return moved;
    }

    private static void normalize(long[] axes, int rank) {
        for (int i = 0; i < axes.length; i++) {
            axes[i] += axes[i] < 0 ? rank : 0;
        }
    }

    private int transpose(Layer layer) {
        long axis = tracked(layer, 0);
        long[] order = constant(layer, 1);
        return order == null ? -1
                : IntStream.range(0, order.length).filter(i -> order[i] == axis).findFirst().orElse(-1);
    }

    /** The axis stays whole where as many elements lie before it as did, and as many positions along it. */
    private int reshape(Layer layer) {
        int axis = tracked(layer, 0);
        if (axis < 0) {
            return -1;
        }
        int[] from = shape(layer.inputs().get(0));
        int[] to = resized ? resolved(layer, from) : shape(layer.output());
        if (to == null) {
            return -1;
        }
        long before = 1;
        for (int i = 0; i < axis; i++) {
            before *= from[i];
        }
        long reached = 1;
        for (int i = 0; i < to.length; i++) {
            if (reached == before && to[i] == from[axis]) {
                return i;
            }
            reached *= to[i];
        }
        return -1;
    }

    /** The shape a reshape gives when its axis has {@link #ANY_SIZE}, or {@code null} if it cannot. */
    private int[] resolved(Layer reshape, int... from) {
        long[] target = constant(reshape, 1);
        if (target == null) {
            return null;
        }
        boolean zeroCopies = Boolean.parseBoolean(reshape.attribute("special_zero"));
        long elements = Arrays.stream(from).asLongStream().reduce(1, (a, b) -> a * b);
        long known = 1;
        int[] to = new int[target.length];
        int open = -1;
        for (int i = 0; i < to.length; i++) {
            if (target[i] == 0 && zeroCopies && i < from.length) {
                to[i] = from[i];
            } else if (target[i] == -1) {
                open = i;
                continue;
            } else {
                to[i] = (int) target[i];
            }
            known *= to[i];
        }
        if (open >= 0 && known > 0 && elements % known == 0) {
            to[open] = (int) (elements / known);
            known = elements;
        }
        return known == elements ? to : null;
    }

    private int split(Layer layer) {
        int axis = tracked(layer, 0);
        long[] along = constant(layer, 1);
        if (along == null || along.length != 1) {
            return -1;
        }
        normalize(along, graph.shape(layer.inputs().get(0)).size());
        return along[0] == axis ? -1 : axis;
    }

    private int gather(Layer layer) {
        int axis = tracked(layer, 0);
        long[] along = constant(layer, 2);
        String batch = layer.attribute("batch_dims");
        if (along == null || along.length != 1 || batch != null && !batch.equals("0")
                || !graph.isConstant(layer.inputs().get(1))) {
            return -1;
        }
        normalize(along, graph.shape(layer.inputs().get(0)).size());
        if (along[0] == axis) {
            return -1;
        }
        return along[0] < axis ? axis - 1 + graph.shape(layer.inputs().get(1)).size() : axis;
    }

    private int slice(Layer layer) {
        int axis = tracked(layer, 0);
        long[] along = constant(layer, 4);
        if (along == null) {
            return -1;
        }
        normalize(along, layer.shape().size());
        return Arrays.stream(along).anyMatch(dim -> dim == axis) ? -1 : axis;
    }

    private int stridedSlice(Layer layer) {
        int axis = tracked(layer, 0);
        long[] begin = constant(layer, 1);
        long[] end = constant(layer, 2);
        if (axis < 0 || begin == null || end == null || set(layer, "ellipsis_mask").contains(true)
                || set(layer, "new_axis_mask").contains(true)) {
            return -1;
        }
        boolean fromFirst = axis >= begin.length || flag(layer, "begin_mask", axis) || begin[axis] == 0;
        boolean toLast = axis >= end.length || flag(layer, "end_mask", axis) || end[axis] >= Integer.MAX_VALUE
                || !resized && end[axis] >= shape(layer.inputs().get(0))[axis];
        if (!fromFirst || !toLast || flag(layer, "shrink_axis_mask", axis)) {
            return -1;
        }
        int before = 0;
        for (int i = 0; i < axis; i++) {
            before += flag(layer, "shrink_axis_mask", i) ? 1 : 0;
        }
        return axis - before;
    }

    private static boolean flag(Layer layer, String mask, int position) {
        List<Boolean> flags = set(layer, mask);
        return position < flags.size() && flags.get(position);
    }

    private static List<Boolean> set(Layer layer, String mask) {
        String text = layer.attribute(mask);
        List<Boolean> flags = new ArrayList<>();
        for (String flag : text == null || text.isBlank() ? new String[0] : text.split(",")) {
            flags.add(flag.strip().equals("1"));
        }
        return flags;
    }

    private int concat(Layer layer) {
        int axis = tracked(layer, 0);
        int along = Integer.parseInt(layer.attribute("axis"));
        along += along < 0 ? layer.shape().size() : 0;
        for (int i = 1; i < layer.inputs().size(); i++) {
            if (tracked(layer, i) != axis) {
                return -1;
            }
        }
        return along == axis ? -1 : axis;
    }
}
