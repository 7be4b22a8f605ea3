package org.pellucid.method.vitreciprocam;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pellucid.api.MethodException;
import org.pellucid.api.UsageException;
import org.pellucid.ir.IrGraph;
import org.pellucid.ir.Layer;
import org.pellucid.ir.Output;
import org.pellucid.whitebox.Classifier;

/**
 * A vision transformer seen as a residual stream to which blocks add: a block begins where an attention and its skip
 * connection fork, and normalisations are whatever lies between the fork and the first linear layer. So neither folded
 * normalisations nor the number of additions in a block matter.
 */
final class Transformer {
    private static final Set<String> ATTENTION = Set.of("ScaledDotProductAttention", "SoftMax");
    /** What may lie between a normalisation and the linear layer, and does not change a token. */
    private static final Set<String> ARRANGING = Set.of("FakeQuantize", "Convert", "Transpose", "Reshape", "Squeeze",
            "Unsqueeze");

    /** A sum of the residual stream and a branch of it. */
    private record Sum(Layer add, Output skip, Output branch) {
    }

    private final Classifier classifier;
    private final IrGraph graph;
    private final Layer lastSum;
    /** Last block first. */
    private final List<Sum> blocks;

    private Transformer(Classifier classifier, Layer lastSum, List<Sum> blocks) {
        this.classifier = classifier;
        this.graph = classifier.graph();
        this.lastSum = lastSum;
        this.blocks = blocks;
    }

    static Transformer of(Classifier classifier) throws MethodException {
        IrGraph graph = classifier.graph();
        Set<Integer> onTheWay = graph.ancestors(classifier.logits());
        List<Sum> blocks = new ArrayList<>();
        Layer lastSum = null;
        for (int i = graph.layers().size() - 1; i >= 0; i--) {
            Layer layer = graph.layers().get(i);
            if (layer.type().equals("Add") && onTheWay.contains(layer.id())) {
                Sum sum = sum(graph, layer);
                lastSum = lastSum == null && sum != null ? layer : lastSum;
                if (sum != null && attends(graph, sum)) {
                    blocks.add(sum);
                }
            }
        }
        if (blocks.isEmpty()) {
            throw new MethodException("no block of attention and skip connection on a stream [N,T,D] of tokens leads "
                    + "to the logits: it is no vision transformer");
        }
        return new Transformer(classifier, lastSum, blocks);
    }

    /** @return the layer as a sum of a stream of tokens and a branch that comes from it, or {@code null} */
    private static Sum sum(IrGraph graph, Layer add) {
        if (add.inputs().size() != 2) {
            return null;
        }
        Output left = add.inputs().get(0);
        Output right = add.inputs().get(1);
        if (graph.shape(left).size() != 3 || graph.shape(right).size() != 3 || graph.isConstant(left)
                || graph.isConstant(right)) {
            return null;
        }
        if (graph.ancestors(right).contains(left.layer())) {
            return new Sum(add, left, right);
        }
        return graph.ancestors(left).contains(right.layer()) ? new Sum(add, right, left) : null;
    }

    private static boolean attends(IrGraph graph, Sum sum) {
        return graph.between(sum.skip(), sum.branch()).stream().anyMatch(layer -> ATTENTION.contains(layer.type()));
    }

    Classifier classifier() {
        return classifier;
    }

    /** @return names of the layers in front of the blocks, last block first */
    List<String> blocks() {
        return blocks.stream().map(block -> graph.producer(block.skip()).name()).toList();
    }

    String name(AttentionBlock block) {
        return graph.producer(block.input()).name();
    }

    boolean isLast(AttentionBlock block) {
        return block.sum().equals(blocks.get(0).add());
    }

    /** @return whether tokens are normalised after the last addition to the residual stream */
    boolean hasFinalNorm() {
        return graph.between(lastSum.output(), classifier.logits()).stream()
                .anyMatch(layer -> Set.of("MVN", "Sqrt", "NormalizeL2").contains(layer.type()));
    }

    /** @param k 1 for the last */
    AttentionBlock block(int k) throws UsageException, MethodException {
        if (k > blocks.size()) {
            throw new UsageException("option k=" + k + " of method " + VitReciproCam.NAME
                    + ": must be a whole number from 1 to " + blocks.size() + ", the model's number of blocks");
        }
        return block(blocks.get(k - 1));
    }

    /** @param name of the layer in front of the block, or one of its tensors */
    AttentionBlock block(String name) throws MethodException {
        Layer layer = graph.find(name)
                .orElseThrow(() -> new MethodException("the model has no layer '" + name + "'" + advice()));
        for (Sum block : blocks) {
            if (block.skip().layer() == layer.id()) {
                return block(block);
            }
        }
        throw new MethodException("layer '" + name + "' does not lie in front of a block" + advice());
    }

    private String advice() {
        return "; the blocks begin behind " + blocks().stream().limit(3).map(name -> "'" + name + "'").toList()
                + (blocks.size() > 3 ? " and " + (blocks.size() - 3) + " before" : "");
    }

    private AttentionBlock block(Sum sum) throws MethodException {
        Grid grid = Grid.of(classifier, sum.skip());
        Set<Integer> behindLinear = new HashSet<>();
        Set<Output> normed = new HashSet<>();
        List<Layer> linears = new ArrayList<>();
        for (Layer layer : graph.between(sum.skip(), sum.branch())) {
            if (layer.inputs().stream().anyMatch(input -> behindLinear.contains(input.layer()))) {
                behindLinear.add(layer.id());
            } else if (isLinear(layer)) {
                behindLinear.add(layer.id());
                linears.add(layer);
                normed.add(normed(layer, sum.skip(), grid));
            }
        }
        if (linears.isEmpty()) {
            throw new MethodException("the block behind layer '" + graph.producer(sum.skip()).name()
                    + "' has no linear layer that reads the tokens: it cannot be perturbed");
        }
        return new AttentionBlock(sum.skip(), List.copyOf(normed), linears, sum.branch(), sum.add(), grid);
    }

    private boolean isLinear(Layer layer) {
        return layer.type().equals("MatMul") && graph.isConstant(layer.inputs().get(1))
                && !graph.isConstant(layer.inputs().get(0));
    }

    private Output normed(Layer linear, Output input, Grid grid) throws MethodException {
        Output value = linear.inputs().get(0);
        while (!value.equals(input) && ARRANGING.contains(graph.producer(value).type())) {
            value = graph.producer(value).inputs().get(0);
        }
        List<Integer> shape = graph.shape(value);
        if (shape.size() != 3 || shape.get(1) != grid.tokens()) {
            throw new MethodException("the block behind layer '" + graph.producer(input).name()
                    + "' does not read its tokens as [N," + grid.tokens() + ",D] but as " + shape
                    + ": it cannot be perturbed");
        }
        return value;
    }
}
