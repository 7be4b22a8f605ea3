package org.pellucid.whitebox;

import java.util.List;
import java.util.Optional;
import org.pellucid.ir.IrGraph;
import org.pellucid.ir.Layer;
import org.pellucid.ir.Output;

/**
 * The linear layer a classifier ends with: {@code logits = x·Wᵀ + b}.
 *
 * @param matMul  the product
 * @param input   {@code x}, {@code [N,Cin]}
 * @param weights {@code W}, {@code [classes,Cin]}, constant
 * @param add     the sum, or {@code null} if there is no bias
 * @param bias    {@code b}, {@code [1,classes]}, constant, or {@code null}
 */
public record FinalLinear(Layer matMul, Output input, Output weights, Layer add, Output bias) {

    /**
     * @param classifier a classifier
     * @return its final linear layer, if it ends with one
     */
    public static Optional<FinalLinear> of(Classifier classifier) {
        IrGraph graph = classifier.graph();
        Layer last = graph.producer(classifier.logits());
        if (!last.type().equals("Add")) {
            return matMul(classifier, last, null, null);
        }
        for (int i = 0; i < 2; i++) {
            Output bias = last.inputs().get(1 - i);
            if (graph.shape(bias).equals(List.of(1, classifier.classes())) && graph.isConstant(bias)) {
                return matMul(classifier, graph.input(last, i), last, bias);
            }
        }
        return Optional.empty();
    }

    private static Optional<FinalLinear> matMul(Classifier classifier, Layer layer, Layer add, Output bias) {
        if (!layer.type().equals("MatMul") || Boolean.parseBoolean(layer.attribute("transpose_a"))
                || !Boolean.parseBoolean(layer.attribute("transpose_b"))) {
            return Optional.empty();
        }
        IrGraph graph = classifier.graph();
        Output weights = layer.inputs().get(1);
        List<Integer> shape = graph.shape(weights);
        boolean fits = graph.isConstant(weights) && shape.size() == 2 && shape.get(0) == classifier.classes()
                && layer.shape().size() == 2;
        return fits ? Optional.of(new FinalLinear(layer, layer.inputs().get(0), weights, add, bias))
                : Optional.empty();
    }
}
