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
    /** Inputs that are multiplied at once. */
    private static final int TOGETHER = 8;

    private final FinalLinear linear;
    private final ConstantMatrix weights;
    /** {@code [classes]}, or {@code null}. */
    private final float[] bias;

    private LinearScores(FinalLinear linear, ConstantMatrix weights, float[] bias) {
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
                : weights.map(matrix -> new LinearScores(linear.get(), matrix,
                        bias.map(values -> values.row(0)).orElse(null)));
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
     * @param target class
     * @param inputs {@code [count,Cin]}, from its first element on
     * @param count  number of inputs
     * @param scale  what the inputs are multiplied by
     * @return {@code [count]}, the bias included
     */
    public float[] of(int target, float[] inputs, int count, float scale) {
        float[] row = weights.row(target);
        float[] scores = new float[count];
        if (count < TOGETHER) {
            for (int i = 0; i < count; i++) {
                for (int channel = 0; channel < row.length; channel++) {
                    scores[i] += row[channel] * inputs[i * row.length + channel];
                }
            }
        }
        for (int i = 0; count >= TOGETHER && i < count; i += TOGETHER) {
            // the last ones begin early and do some again
            products(row, inputs, Math.min(i, count - TOGETHER), scores);
        }
        float offset = bias == null ? 0 : bias[target];
        for (int i = 0; i < count; i++) {
            scores[i] = scores[i] * scale + offset;
        }
        return scores;
    }

    /** Adds up {@link #TOGETHER} sums at once, none of which waits for another. */
    private static void products(float[] row, float[] inputs, int from, float[] products) {
        int length = row.length;
        int at = from * length;
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        float e = 0;
        float f = 0;
        float g = 0;
        float h = 0;
        for (int channel = 0; channel < length; channel++) {
            float weight = row[channel];
            int place = at + channel;
            a += weight * inputs[place];
            b += weight * inputs[place + length];
            c += weight * inputs[place + 2 * length];
            d += weight * inputs[place + 3 * length];
            e += weight * inputs[place + 4 * length];
            f += weight * inputs[place + 5 * length];
            g += weight * inputs[place + 6 * length];
            h += weight * inputs[place + 7 * length];
        }
        products[from] = a;
        products[from + 1] = b;
        products[from + 2] = c;
        products[from + 3] = d;
        products[from + 4] = e;
        products[from + 5] = f;
        products[from + 6] = g;
        products[from + 7] = h;
    }
}
