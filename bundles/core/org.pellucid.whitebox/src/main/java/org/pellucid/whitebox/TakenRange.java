package org.pellucid.whitebox;

import java.util.Optional;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.ir.Constants;
import org.pellucid.ir.IrGraph;
import org.pellucid.ir.Layer;

/**
 * What a layer takes of all that stands along an axis.
 *
 * @param from the first
 * @param to   behind the last
 */
public record TakenRange(int from, int to) {

    /**
     * @param model an open model
     * @param graph its graph
     * @param layer a layer
     * @param axis  a dimension of what it reads first
     * @return the range, or {@code null} if the layer takes no range along this axis that could be read
     */
    public static TakenRange of(RuntimeModel model, IrGraph graph, Layer layer, int axis) {
        if (axis < 0 || layer.inputs().isEmpty() || axis >= graph.shape(layer.inputs().get(0)).size()) {
            return null;
        }
        int size = graph.shape(layer.inputs().get(0)).get(axis);
        return switch (layer.type()) {
            case "Gather" -> gathered(model, graph, layer, axis);
            case "Slice" -> sliced(model, graph, layer, axis, size);
            case "StridedSlice" -> strided(model, graph, layer, axis, size);
            default -> null;
        };
    }

    private static long[] constant(RuntimeModel model, IrGraph graph, Layer layer, int input) {
        Optional<long[]> values = layer.inputs().size() <= input ? Optional.empty()
                : Constants.integers(model, graph.input(layer, input));
        return values.orElse(new long[0]);
    }

    private static TakenRange gathered(RuntimeModel model, IrGraph graph, Layer layer, int axis) {
        long[] index = constant(model, graph, layer, 1);
        long[] along = constant(model, graph, layer, 2);
        int rank = graph.shape(layer.inputs().get(0)).size();
        boolean single = index.length == 1 && index[0] >= 0 && along.length == 1
                && (along[0] < 0 ? along[0] + rank : along[0]) == axis;
        return single ? new TakenRange((int) index[0], (int) index[0] + 1) : null;
    }

    private static TakenRange sliced(RuntimeModel model, IrGraph graph, Layer layer, int axis, int size) {
        long[] begin = constant(model, graph, layer, 1);
        long[] end = constant(model, graph, layer, 2);
        long[] steps = constant(model, graph, layer, 3);
        long[] axes = constant(model, graph, layer, 4);
        int rank = graph.shape(layer.inputs().get(0)).size();
        if (axes.length != 1 || begin.length != 1 || end.length != 1 || steps.length != 1 || steps[0] != 1
                || (axes[0] < 0 ? axes[0] + rank : axes[0]) != axis) {
            return null;
        }
        return range(begin[0], end[0], size);
    }

    private static TakenRange strided(RuntimeModel model, IrGraph graph, Layer layer, int axis, int size) {
        long[] begin = constant(model, graph, layer, 1);
        long[] end = constant(model, graph, layer, 2);
        long[] steps = constant(model, graph, layer, 3);
        boolean plain = !mask(layer, "new_axis_mask").contains("1") && !mask(layer, "ellipsis_mask").contains("1");
        if (!plain || axis >= begin.length || axis >= end.length || axis < steps.length && steps[axis] != 1) {
            return null;
        }
        if (flag(layer, "shrink_axis_mask", axis)) {
            return range(begin[axis], begin[axis] + 1, size);
        }
        return range(flag(layer, "begin_mask", axis) ? 0 : begin[axis], flag(layer, "end_mask", axis) ? size
                : end[axis], size);
    }

    private static String mask(Layer layer, String name) {
        String mask = layer.attribute(name);
        return mask == null ? "" : mask.replaceAll("[^01]", "");
    }

    private static boolean flag(Layer layer, String name, int axis) {
        String mask = mask(layer, name);
        return axis < mask.length() && mask.charAt(axis) == '1';
    }

    private static TakenRange range(long from, long to, int size) {
        long end = Math.min(to, size);
        return from < 0 || end <= from ? null : new TakenRange((int) from, (int) end);
    }
}
