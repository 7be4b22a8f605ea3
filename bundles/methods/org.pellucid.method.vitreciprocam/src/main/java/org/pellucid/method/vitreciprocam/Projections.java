package org.pellucid.method.vitreciprocam;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.pellucid.ir.IrGraph;
import org.pellucid.ir.Layer;
import org.pellucid.ir.Output;

/**
 * Query, key and value as functions of the tokens: for each token a linear one and a bias, which may depend on the
 * token's position. The bias is what is left where the linear layers give zeros.
 */
final class Projections {
    /** Linear for each token, up to a bias. Quantising is so up to its rounding. */
    private static final Set<String> AFFINE = Set.of("Add", "Subtract", "Multiply", "Divide", "MatMul", "Negative",
            "Reshape", "Transpose", "Split", "VariadicSplit", "Concat", "Squeeze", "Unsqueeze", "Gather", "Slice",
            "StridedSlice", "Convert", "FakeQuantize");

    private final IrGraph graph;
    private final AttentionBlock block;
    private final TokenFlow tokens;
    private final FormBuilder form;
    private final Map<Output, Output> biases = new HashMap<>();
    private final Map<Output, Output> unbiased = new HashMap<>();

    Projections(IrGraph graph, AttentionBlock block, TokenFlow tokens, FormBuilder form) {
        this.graph = graph;
        this.block = block;
        this.tokens = tokens;
        this.form = form;
    }

    /**
     * Checks that a value of a token depends on that token alone, and linearly.
     *
     * @param normed what the block's linear layers read
     * @param value  query, key or value
     * @param rank   number of dimensions it must have
     * @param axis   where its tokens must be
     */
    void follow(Output normed, Output value, int rank, int axis) throws NotCollapsibleException {
        for (Layer layer : graph.between(normed, value)) {
            if (layer.inputs().stream().allMatch(graph::isConstant) || graph.isConstant(layer.output())) {
                continue;
            }
            if (!AFFINE.contains(layer.type()) || multiplies(layer) || !tokens.through(layer)) {
                throw new NotCollapsibleException(layer + " before its attention does not treat tokens linearly");
            }
        }
        boolean whole = tokens.span(value).filter(span -> span.axis() == axis && span.size() == block.grid().tokens())
                .isPresent();
        if (!whole || graph.shape(value).size() != rank) {
            throw new NotCollapsibleException("tokens are not where expected in " + graph.producer(value) + " "
                    + graph.shape(value));
        }
    }

    /** A division by a token, or a product of two, is not linear. */
    private boolean multiplies(Layer layer) {
        return switch (layer.type()) {
            case "Divide" -> !graph.isConstant(layer.inputs().get(1));
            case "Multiply", "MatMul" -> layer.inputs().stream().noneMatch(graph::isConstant);
            default -> false;
        };
    }

    /** @return whether a query, key or value has a bias at all */
    boolean hasBias(Output value) {
        Layer layer = graph.producer(value);
        if (block.linears().contains(layer) || graph.isConstant(value) || layer.inputs().isEmpty()) {
            return false;
        }
        boolean adds = layer.type().equals("FakeQuantize")
                || Set.of("Add", "Subtract", "Concat").contains(layer.type())
                        && layer.inputs().stream().anyMatch(graph::isConstant);
        return adds || layer.inputs().stream().filter(input -> !graph.isConstant(input)).anyMatch(this::hasBias);
    }

    /** @return whether it has one that depends on the position of a token */
    boolean hasPositionalBias(Output value) {
        return tokens.isPositional(value) && hasBias(value);
    }

    /** @return the bias of a query, key or value, in its shape */
    Output bias(Output value) throws NotCollapsibleException {
        Output known = biases.get(value);
        if (known != null || graph.isConstant(value)) {
            return known == null ? value : known;
        }
        Layer layer = graph.producer(value);
        if (layer.type().equals("Parameter")) {
            throw new NotCollapsibleException("its attention reads something other than its tokens");
        }
        if (block.linears().contains(layer)) {
            biases.put(value, form.zeros(layer));
        } else {
            form.copy(layer, biases, this::bias);
        }
        return biases.get(value);
    }

    /**
     * What a query, key or value is without its bias. Where the bias is only added, it is left out rather than subtracted
     * again, which costs less and rounds nothing.
     *
     * @return the same in its shape
     */
    Output unbiased(Output value) throws NotCollapsibleException {
        if (!hasBias(value)) {
            return value;
        }
        return onlyAdds(value) ? withoutAdding(value) : form.subtract(value, bias(value));
    }

    /** @return whether all of its bias comes from layers that could be left out */
    private boolean onlyAdds(Output value) {
        if (!hasBias(value)) {
            return true;
        }
        Layer layer = graph.producer(value);
        boolean constants = layer.inputs().stream().anyMatch(graph::isConstant);
        boolean adds = switch (layer.type()) {
            case "FakeQuantize" -> false;
            case "Concat" -> !constants;
            case "Add", "Subtract" -> !constants || isLeftOut(layer);
            default -> true;
        };
        return adds && layer.inputs().stream().filter(input -> !graph.isConstant(input)).allMatch(this::onlyAdds);
    }

    /** @return whether a layer does nothing but add a constant to what it reads, a subtraction from one is more */
    private boolean isLeftOut(Layer layer) {
        Output added = addedTo(layer);
        return Set.of("Add", "Subtract").contains(layer.type()) && layer.inputs().stream().anyMatch(graph::isConstant)
                && graph.shape(added).equals(layer.shape())
                && (layer.type().equals("Add") || added.equals(layer.inputs().get(0)));
    }

    private Output addedTo(Layer layer) {
        return layer.inputs().get(graph.isConstant(layer.inputs().get(0)) ? 1 : 0);
    }

    private Output withoutAdding(Output value) throws NotCollapsibleException {
        Output known = unbiased.get(value);
        if (known != null || !hasBias(value)) {
            return known == null ? value : known;
        }
        Layer layer = graph.producer(value);
        if (isLeftOut(layer)) {
            unbiased.put(value, withoutAdding(addedTo(layer)));
        } else {
            form.copyInItsType(layer, unbiased, this::withoutAdding);
        }
        return unbiased.get(value);
    }
}
