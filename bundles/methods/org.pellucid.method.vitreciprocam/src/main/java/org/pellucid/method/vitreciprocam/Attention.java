package org.pellucid.method.vitreciprocam;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.ir.Constants;
import org.pellucid.ir.IrGraph;
import org.pellucid.ir.Layer;
import org.pellucid.ir.Output;

/**
 * {@code softmax(s·q·kᵀ)·v}, fused or not.
 *
 * @param query   {@code [..,T,d]}
 * @param key     {@code [..,T,d]}, or {@code [..,d,T]} if not fused and the product does not transpose
 * @param value   {@code [..,T,d]}
 * @param context {@code [..,T,d]}, what comes out
 * @param scale   {@code s}, where no layer applies it
 * @param product the MatMul of query and key, or {@code null} if fused
 * @param scaling layers that multiply the scores by numbers, in order
 * @param softmax the softmax, or {@code null} if fused
 * @param after   layers between softmax and the MatMul with the values, which change no shape
 * @param mixing  that MatMul, or {@code null} if fused
 */
record Attention(Output query, Output key, Output value, Output context, float scale, Layer product,
        List<Layer> scaling, Layer softmax, List<Layer> after, Layer mixing) {

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
        return fused.isEmpty() ? unfused(model, graph, softmax.get(0)) : fused(model, graph, fused.get(0));
    }

    private static Attention fused(RuntimeModel model, IrGraph graph, Layer layer) throws NotCollapsibleException {
        List<Output> inputs = layer.inputs();
        boolean masked = inputs.size() > 3
                && Constants.number(model, graph, inputs.get(3)).filter(number -> number == 0).isEmpty();
        if (masked || Boolean.parseBoolean(layer.attribute("causal"))) {
            throw new NotCollapsibleException("its attention is masked");
        }
        List<Integer> shape = graph.shape(inputs.get(0));
        Optional<Float> scale = inputs.size() > 4 ? Constants.number(model, graph, inputs.get(4))
                : Optional.of((float) (1 / Math.sqrt(shape.get(shape.size() - 1))));
        return new Attention(inputs.get(0), inputs.get(1), inputs.get(2), layer.output(),
                scale.orElseThrow(() -> new NotCollapsibleException("its attention's scale is not known")), null,
                List.of(), null, List.of(), null);
    }

    private static Attention unfused(RuntimeModel model, IrGraph graph, Layer softmax) throws NotCollapsibleException {
        int rank = softmax.shape().size();
        int axis = softmax.attribute("axis") == null ? 1 : Integer.parseInt(softmax.attribute("axis"));
        List<Layer> scaling = new ArrayList<>();
        Layer product = graph.input(softmax, 0);
        while (isScaling(model, graph, product)) {
            scaling.add(product);
            product = graph.producer(operand(graph, product));
        }
        Collections.reverse(scaling);
        List<Layer> after = new ArrayList<>();
        Layer mixing = onlyReader(graph, softmax);
        while (mixing.type().equals("FakeQuantize") || mixing.type().equals("Convert")) {
            after.add(mixing);
            mixing = onlyReader(graph, mixing);
        }
        Output weights = after.isEmpty() ? softmax.output() : after.get(after.size() - 1).output();
        boolean plain = axis == rank - 1 || axis == -1;
        plain &= isProduct(graph, product) && isProduct(graph, mixing)
                && mixing.inputs().get(0).equals(weights)
                && !Boolean.parseBoolean(mixing.attribute("transpose_b"));
        if (!plain) {
            throw new NotCollapsibleException("between query, key and value it does more than softmax(s·q·kᵀ)·v");
        }
        return new Attention(product.inputs().get(0), product.inputs().get(1), mixing.inputs().get(1), mixing.output(),
                1, product, scaling, softmax, after, mixing);
    }

    private static boolean isProduct(IrGraph graph, Layer layer) {
        return layer.type().equals("MatMul") && !Boolean.parseBoolean(layer.attribute("transpose_a"))
                && layer.inputs().stream().noneMatch(graph::isConstant);
    }

    private static boolean isScaling(RuntimeModel model, IrGraph graph, Layer layer) {
        if (layer.type().equals("Convert")) {
            return true;
        }
        boolean divides = layer.type().equals("Divide");
        return (divides || layer.type().equals("Multiply"))
                && (Constants.number(model, graph, layer.inputs().get(1)).isPresent()
                        || !divides && Constants.number(model, graph, layer.inputs().get(0)).isPresent());
    }

    private static Output operand(IrGraph graph, Layer scaling) {
        Output first = scaling.inputs().get(0);
        return graph.isConstant(first) ? scaling.inputs().get(1) : first;
    }

    private static Layer onlyReader(IrGraph graph, Layer layer) throws NotCollapsibleException {
        List<Layer> readers = graph.readers(layer.output());
        if (readers.size() != 1) {
            throw new NotCollapsibleException("its attention weights have " + readers.size() + " readers");
        }
        return readers.get(0);
    }
}
