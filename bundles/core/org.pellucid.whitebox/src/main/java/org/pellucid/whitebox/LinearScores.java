package org.pellucid.whitebox;

import java.util.Optional;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.ir.ConstantMatrix;
import org.pellucid.ir.IrGraph;
import org.pellucid.ir.Output;

/**
 * The scores of single classes from what the final linear layer reads: a row of its weights times many inputs at once.
 * The layer's other rows are not computed. Safe for use by several threads while the model is open.
 */
public final class LinearScores {
    private final FinalLinear linear;
    private final ConstantMatrix weights;
    private final ConstantMatrix bias;

    private LinearScores(FinalLinear linear, ConstantMatrix weights, ConstantMatrix bias) {
        this.linear = linear;
        this.weights = weights;
        this.bias = bias;
    }

    /**
     * @param model      an open model
     * @param classifier the same as a classifier
     * @return scores, if it ends with a linear layer whose weights are stored in a way known here
     */
    public static Optional<LinearScores> of(RuntimeModel model, Classifier classifier) {
        Optional<FinalLinear> linear = FinalLinear.of(classifier);
        if (linear.isEmpty()) {
            return Optional.empty();
        }
        IrGraph graph = classifier.graph();
        Output biasValue = linear.get().bias();
        Optional<ConstantMatrix> weights = ConstantMatrix.of(model, graph, linear.get().weights());
        Optional<ConstantMatrix> bias = biasValue == null ? Optional.empty()
                : ConstantMatrix.of(model, graph, biasValue);
        return biasValue != null && bias.isEmpty() ? Optional.empty()
                : weights.map(matrix -> new LinearScores(linear.get(), matrix, bias.orElse(null)));
    }

    /** @return what the linear layer reads, {@code [N,Cin]} */
    public Output input() {
        return linear.input();
    }

    /** @return {@code Cin} */
    public int channels() {
        return weights.columns();
    }

    /**
     * @param target  class
     * @param columns {@code [Cin,count]}, from its first element on
     * @param count   number of inputs
     * @param scale   what the inputs are multiplied by
     * @return {@code [count]}, the bias included
     */
    public float[] of(int target, float[] columns, int count, float scale) {
        float[] row = weights.row(target);
        float[] scores = new float[count];
        int channel = 0;
        // Four channels a turn: the sums are read and written a quarter as often.
        for (; channel + 3 < row.length; channel += 4) {
            float first = row[channel];
            float second = row[channel + 1];
            float third = row[channel + 2];
            float fourth = row[channel + 3];
            int at = channel * count;
            for (int i = 0; i < count; i++) {
                scores[i] += first * columns[at + i] + second * columns[at + count + i]
                        + third * columns[at + 2 * count + i] + fourth * columns[at + 3 * count + i];
            }
        }
        for (; channel < row.length; channel++) {
            for (int i = 0; i < count; i++) {
                scores[i] += row[channel] * columns[channel * count + i];
            }
        }
        float offset = bias == null ? 0 : bias.row(0)[target];
        for (int i = 0; i < count; i++) {
            scores[i] = scores[i] * scale + offset;
        }
        return scores;
    }
}
