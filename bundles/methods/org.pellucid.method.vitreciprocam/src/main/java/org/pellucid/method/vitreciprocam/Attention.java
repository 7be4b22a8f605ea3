package org.pellucid.method.vitreciprocam;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.ir.Constants;
import org.pellucid.ir.IrGraph;
import org.pellucid.ir.Layer;
import org.pellucid.ir.Output;

/**
 * {@code softmax(steps(q·kᵀ))·v}, one fused layer or several. The steps scale the scores or add something fixed to them,
 * such as a relative position bias.
 *
 * @param query   {@code [..,T,d]}
 * @param key     {@code [..,T,d]}, or {@code [..,d,T]} if not fused and the product does not transpose
 * @param value   {@code [..,T,d]}
 * @param context {@code [..,T,d]}, what comes out
 * @param scale   what the product is multiplied by before the steps
 * @param product the MatMul of query and key, or {@code null} if fused
 * @param steps   from the product to the softmax, in order
 * @param softmax the softmax, or {@code null} if fused
 * @param after   layers between softmax and the MatMul with the values, which change no shape
 */
record Attention(Output query, Output key, Output value, Output context, float scale, Layer product, List<Step> steps,
        Layer softmax, List<Layer> after) {
    private static final Set<String> FLOATS = Set.of("FP64", "FP32", "FP16", "BF16");
    private static final Set<String> CONVERTING = Set.of("Convert", "FakeQuantize");

    /**
     * Something done to the scores.
     *
     * @param layer     a layer to copy with the scores in place of what it reads besides fixed operands, or {@code null}
     * @param operation without a layer, what combines the scores with the operand
     * @param operand   without a layer, a fixed value
     */
    record Step(Layer layer, String operation, Output operand) {
        static Step of(Layer layer) {
            return new Step(layer, null, null);
        }
    }

    boolean fused() {
        return product == null;
    }

    /** @return whether the key's tokens are its last dimension */
    boolean keyTransposed() {
        return product != null && !Boolean.parseBoolean(product.attribute("transpose_b"));
    }

    static Attention of(RuntimeModel model, IrGraph graph, AttentionBlock block) throws NotCollapsibleException {
        List<Layer> branch = graph.between(block.input(), block.branch());
        List<Layer> fused = branch.stream().filter(layer -> layer.type().equals("ScaledDotProductAttention")).toList();
        List<Layer> softmax = branch.stream().filter(layer -> layer.type().equals("SoftMax")).toList();
        if (fused.size() + softmax.size() != 1) {
            throw new NotCollapsibleException(
                    "the block has " + (fused.size() + softmax.size()) + " attentions, expected 1");
        }
        return fused.isEmpty() ? unfused(graph, softmax.get(0)) : fused(model, graph, fused.get(0));
    }

    private static Attention fused(RuntimeModel model, IrGraph graph, Layer layer) throws NotCollapsibleException {
        List<Output> inputs = layer.inputs();
        List<Step> steps = new ArrayList<>();
        if (inputs.size() > 4) {
            steps.add(new Step(null, "Multiply", fixed(graph, inputs.get(4), "scale")));
        }
        boolean masked = inputs.size() > 3
                && Constants.number(model, graph, inputs.get(3)).filter(number -> number == 0).isEmpty();
        if (masked) {
            Output mask = fixed(graph, inputs.get(3), "mask");
            if (!isFloat(graph, mask)) {
                throw new NotCollapsibleException("its attention leaves tokens out");
            }
            steps.add(new Step(null, "Add", mask));
        }
        if (Boolean.parseBoolean(layer.attribute("causal"))) {
            throw new NotCollapsibleException("its attention is causal");
        }
        List<Integer> shape = graph.shape(inputs.get(0));
        float scale = inputs.size() > 4 ? 1 : (float) (1 / Math.sqrt(shape.get(shape.size() - 1)));
        return new Attention(inputs.get(0), inputs.get(1), inputs.get(2), layer.output(), scale, null, steps, null,
                List.of());
    }

    private static Output fixed(IrGraph graph, Output value, String what) throws NotCollapsibleException {
        if (!graph.isConstant(value)) {
            throw new NotCollapsibleException("its attention's " + what + " depends on the picture");
        }
        return value;
    }

    private static boolean isFloat(IrGraph graph, Output value) {
        return FLOATS.contains(String.valueOf(graph.producer(value).outputPort(value.port()).type()));
    }

    private static Attention unfused(IrGraph graph, Layer softmax) throws NotCollapsibleException {
        int rank = softmax.shape().size();
        int axis = softmax.attribute("axis") == null ? 1 : Integer.parseInt(softmax.attribute("axis"));
        List<Step> steps = new ArrayList<>();
        Layer product = graph.input(softmax, 0);
        for (Optional<Output> before = before(graph, product); before.isPresent(); before = before(graph, product)) {
            steps.add(Step.of(product));
            product = graph.producer(before.get());
        }
        Collections.reverse(steps);
        List<Layer> after = new ArrayList<>();
        Layer mixing = onlyReader(graph, softmax);
        while (CONVERTING.contains(mixing.type())) {
            after.add(mixing);
            mixing = onlyReader(graph, mixing);
        }
        Output weights = after.isEmpty() ? softmax.output() : after.get(after.size() - 1).output();
        boolean plain = axis == rank - 1 || axis == -1;
        plain &= isProduct(graph, product) && isProduct(graph, mixing)
                && mixing.inputs().get(0).equals(weights)
                && !Boolean.parseBoolean(mixing.attribute("transpose_b"));
        if (!plain) {
            throw new NotCollapsibleException("between query, key and value it does more than softmax(s·q·kᵀ+b)·v");
        }
        return new Attention(product.inputs().get(0), product.inputs().get(1), mixing.inputs().get(1), mixing.output(),
                1, product, steps, softmax, after);
    }

    private static boolean isProduct(IrGraph graph, Layer layer) {
        return layer.type().equals("MatMul") && !Boolean.parseBoolean(layer.attribute("transpose_a"))
                && layer.inputs().stream().noneMatch(graph::isConstant);
    }

    /** @return the scores that a layer scales, shifts or converts, if it does nothing else */
    private static Optional<Output> before(IrGraph graph, Layer layer) {
        List<Output> inputs = layer.inputs();
        if (CONVERTING.contains(layer.type())) {
            return Optional.of(inputs.get(0));
        }
        boolean commutes = layer.type().equals("Multiply") || layer.type().equals("Add");
        if (inputs.size() != 2 || !commutes && !layer.type().equals("Divide") && !layer.type().equals("Subtract")) {
            return Optional.empty();
        }
        if (graph.isConstant(inputs.get(1))) {
            return Optional.of(inputs.get(0));
        }
        return commutes && graph.isConstant(inputs.get(0)) ? Optional.of(inputs.get(1)) : Optional.empty();
    }

    private static Layer onlyReader(IrGraph graph, Layer layer) throws NotCollapsibleException {
        List<Layer> readers = graph.readers(layer.output());
        if (readers.size() != 1) {
            throw new NotCollapsibleException("its attention weights have " + readers.size() + " readers");
        }
        return readers.get(0);
    }
}
