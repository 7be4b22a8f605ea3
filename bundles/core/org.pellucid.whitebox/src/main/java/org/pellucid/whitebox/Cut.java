package org.pellucid.whitebox;

import java.util.List;
import org.pellucid.ir.IrGraph;
import org.pellucid.ir.Output;

/**
 * A feature map through which all of the picture's way to the logits leads: what lies behind it is a head of its own.
 *
 * @param layer name of the layer that makes it
 * @param value the feature map
 * @param shape its shape for one picture
 * @param axes  which dimensions are rows and columns
 */
public record Cut(String layer, Output value, List<Integer> shape, SpatialAxes axes) {
    /** Copies the list. */
    public Cut {
        shape = List.copyOf(shape);
    }

    static Cut of(IrGraph graph, Output value, SpatialAxes axes) {
        List<Integer> shape = graph.shape(value).stream().map(dim -> Math.max(1, dim)).toList();
        return new Cut(graph.producer(value).name(), value, shape, axes);
    }

    /** @return number of its dimensions */
    public int rank() {
        return shape.size();
    }

    /** @return number of values in a cell */
    public int channels() {
        return shape.stream().reduce(1, Math::multiplyExact) / axes.cells();
    }

    /** @return its shape as an array */
    public int[] dimensions() {
        return shape.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public String toString() {
        return "feature map " + shape + " of " + axes.rows() + "x" + axes.columns() + " cells at layer '" + layer + "'";
    }
}
