package org.pellucid.method.vitreciprocam;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import org.pellucid.api.model.ElementType;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.ir.IrEditor;
import org.pellucid.ir.Output;
import org.pellucid.whitebox.Classifier;
import org.pellucid.whitebox.LinearScores;

/**
 * How scores of perturbed sequences leave the graph: where the classifier ends with a linear layer as what that layer
 * would read, {@code [n,Cin]}, so that only the classes asked for are computed; otherwise as all logits,
 * {@code [n,classes]}. Immutable.
 */
final class ScoreReader {
    private static final String NAME = "pellucid.perturbed";

    private final Classifier classifier;
    private final LinearScores linear;

    ScoreReader(RuntimeModel model, Classifier classifier) {
        this.classifier = classifier;
        Optional<LinearScores> scores = LinearScores.of(model, classifier);
        this.linear = scores.orElse(null);
    }

    /** @return the last value that has to be computed in the graph, {@code [n,Cin]} or {@code [n,classes]} */
    Output last() {
        return linear == null ? classifier.logits() : linear.input();
    }

    /** Makes it a result; {@code value} is {@link #last()} for perturbed sequences. */
    void addTo(IrEditor editor, Output value) {
        Output result = value;
        if (!classifier.graph().producer(last()).outputPort(last().port()).type().equals("FP32")) {
            result = editor.operation("Convert", "opset1", "pellucid.f32", List.of("destination_type", "f32"),
                    ElementType.F32, result);
        }
        editor.result(NAME, result);
    }

    /** @return tensor name of the result */
    String name() {
        return NAME;
    }

    /**
     * @param values  the result for {@code count} sequences
     * @param targets classes
     * @return {@code [targets][count]}
     */
    float[][] scores(FloatBuffer values, int count, int... targets) {
        float[][] scores = new float[targets.length][];
        float[] read = new float[values.capacity()];
        values.get(0, read);
        for (int k = 0; k < targets.length; k++) {
            scores[k] = linear != null ? linear.of(targets[k], read, count, 1) : column(read, count, targets[k]);
        }
        return scores;
    }

    private float[] column(float[] logits, int count, int target) {
        float[] column = new float[count];
        for (int i = 0; i < count; i++) {
            column[i] = logits[i * classifier.classes() + target];
        }
        return column;
    }
}
