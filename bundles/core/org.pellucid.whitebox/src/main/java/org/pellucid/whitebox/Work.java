package org.pellucid.whitebox;

import java.util.Collection;
import java.util.List;
import org.pellucid.ir.IrGraph;
import org.pellucid.ir.Layer;
import org.pellucid.ir.Output;

/** Estimates how much arithmetic layers are: multiplications of sums, and one step for each element of all else. */
public final class Work {
    private final IrGraph graph;
    private final Output logits;
    private final long all;

    /** @param classifier whose layers are estimated */
    public Work(Classifier classifier) {
        this.graph = classifier.graph();
        this.logits = classifier.logits();
        this.all = Math.max(1, sum(graph.ancestors(logits).stream().map(graph::layer).toList()));
    }

    /**
     * @param cut a feature map
     * @return what ReciproCAM there costs at most, in plain inferences: one, and what lies behind it once a cell
     */
    public double inferences(Cut cut) {
        return 1 + (double) cut.axes().cells() * sum(graph.between(cut.value(), logits)) / all;
    }

    private long sum(Collection<Layer> layers) {
        return layers.stream().mapToLong(this::of).sum();
    }

    private long of(Layer layer) {
        if (layer.outputs().isEmpty() || layer.inputs().isEmpty() || graph.isConstant(layer.output())) {
            return 0;
        }
        long made = elements(layer.shape());
        return switch (layer.type()) {
            case "Convolution" -> made * read(layer, 1, 1, Integer.MAX_VALUE);
            case "GroupConvolution" -> made * read(layer, 1, 2, Integer.MAX_VALUE);
            case "MatMul" -> made * summed(layer);
            case "ScaledDotProductAttention" -> 2 * made * read(layer, 1, rank(layer, 1) - 2, rank(layer, 1) - 1);
            default -> made;
        };
    }

    private long summed(Layer product) {
        int rank = rank(product, 0);
        boolean transposed = Boolean.parseBoolean(product.attribute("transpose_a")) && rank > 1;
        return read(product, 0, rank - (transposed ? 2 : 1), rank - (transposed ? 1 : 0));
    }

    private int rank(Layer layer, int input) {
        return input < layer.inputs().size() ? graph.shape(layer.inputs().get(input)).size() : 0;
    }

    /** Product of some dimensions of what a layer reads. */
    private long read(Layer layer, int input, int from, int to) {
        if (input >= layer.inputs().size()) {
            return 1;
        }
        List<Integer> shape = graph.shape(layer.inputs().get(input));
        return elements(shape.subList(Math.max(0, Math.min(from, shape.size())), Math.min(to, shape.size())));
    }

    private static long elements(List<Integer> shape) {
        return shape.stream().mapToLong(dim -> Math.max(1, dim)).reduce(1, (a, b) -> a * b);
    }
}
