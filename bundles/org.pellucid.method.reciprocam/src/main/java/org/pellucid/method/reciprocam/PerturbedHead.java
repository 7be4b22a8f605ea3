package org.pellucid.method.reciprocam;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.pellucid.api.model.ElementType;
import org.pellucid.api.model.Model;
import org.pellucid.ir.AxisFlow;
import org.pellucid.ir.Classifier;
import org.pellucid.ir.FinalLinear;
import org.pellucid.ir.IrEditor;
import org.pellucid.ir.IrGraph;
import org.pellucid.ir.Layer;
import org.pellucid.ir.Output;

/**
 * The part of a classifier behind its feature map, rewritten to take many perturbed feature maps at once and to give
 * the scores of chosen classes only: of a final linear layer only the rows of the target classes are used. An average
 * pool over a masked feature map is a contraction of feature map and masks, so the masked maps are made only where no
 * such pool comes first; and where a layer takes the batch size for a constant, the masks go through one at a time.
 *
 * @see CellwiseHead for the common head that needs none of this
 */
final class PerturbedHead {
    /** Input: the feature map, {@code [1,C,h,w]}. */
    static final String FEATURE = "pellucid.feature";
    /** Input: masks, {@code [n,1,h,w]}, in some heads with two more dimensions of size 1. */
    static final String MASKS = "pellucid.masks";
    /** Input: target classes, {@code [K,1]}; missing where all classes are computed. */
    static final String TARGETS = "pellucid.targets";
    /** The same targets once more, {@code [1,K,1]}, where the final layer has a bias. */
    static final String BIAS_TARGETS = "pellucid.targets.bias";
    /** Output: {@code [n,K]}, or {@code [n,classes]} where all classes are computed. */
    static final String SCORES = "pellucid.scores";

    /** Bound on the memory of masked feature maps, in bytes. */
    private static final long MEMORY = 32L << 20;

    /**
     * A head ready to compile.
     *
     * @param definition    IR XML
     * @param masks         how many masks it takes at once
     * @param maskValue     what a mask holds in its one cell that is not 0
     * @param selectsTarget whether it has the input {@link #TARGETS}
     * @param selectsBias   whether it has the input {@link #BIAS_TARGETS}
     */
    record Definition(byte[] definition, int masks, float maskValue, boolean selectsTarget, boolean selectsBias) {
    }

    private final Model model;
    private final Classifier classifier;
    private final IrGraph graph;
    private final Output feature;
    private final int channels;
    private final int height;
    private final int width;

    PerturbedHead(Model model, Classifier classifier, Output feature) {
        this.model = model;
        this.classifier = classifier;
        this.graph = classifier.graph();
        this.feature = feature;
        List<Integer> shape = graph.shape(feature);
        this.channels = shape.get(1);
        this.height = shape.get(2);
        this.width = shape.get(3);
    }

    Definition define() {
        Optional<Layer> pool = AveragePool.of(model, graph, feature);
        Optional<FinalLinear> linear = FinalLinear.of(classifier);
        IrEditor editor = graph.edit();
        boolean anyBatch = takesAnyBatch(editor, pool);
        int cells = height * width;
        boolean contracts = pool.isPresent() && anyBatch;
        long floats = contracts ? Math.max(cells, channels) : (long) cells * channels;
        int masks = anyBatch ? (int) Math.max(1, Math.min(cells, MEMORY / (Float.BYTES * floats))) : 1;
        Output features = editor.parameterLike(FEATURE, feature, 1, channels, height, width);
        if (contracts) {
            contract(editor, features, pool.get(), masks);
        } else {
            Output mask = editor.parameterLike(MASKS, feature, masks, 1, height, width);
            editor.redirect(feature, editor.operation("Multiply", "opset1", "pellucid.perturb",
                    List.of("auto_broadcast", "numpy"), ElementType.F32, features, mask));
        }
        linear.ifPresent(last -> select(editor, last));
        editor.result(SCORES, classifier.logits());
        return new Definition(editor.write(), masks, contracts ? 1f / cells : 1f, linear.isPresent(),
                linear.filter(last -> last.bias() != null).isPresent());
    }

    /** Whether every layer of the head, some after a change, does with each element of a batch what it does with one. */
    private boolean takesAnyBatch(IrEditor editor, Optional<Layer> pool) {
        AxisFlow batch = new AxisFlow(model, graph, true);
        batch.start(feature, 0);
        boolean followed = true;
        for (Layer layer : graph.between(feature, classifier.logits())) {
            if (pool.filter(layer::equals).isPresent() || !batch.through(layer) && flatten(editor, layer)) {
                batch.start(layer.output(), 0);
            }
            followed &= batch.axis(layer.output()).isPresent();
        }
        return followed && batch.axis(classifier.logits()).equals(OptionalInt.of(0));
    }

    private void contract(IrEditor editor, Output features, Layer pool, int masks) {
        boolean keepsDimensions = pool.shape().size() == 4;
        int[] shape = keepsDimensions ? new int[] {masks, 1, height, width, 1, 1}
                : new int[] {masks, 1, height, width};
        Output mask = editor.parameterLike(MASKS, feature, shape);
        String equation = keepsDimensions ? "bchw,nbhwij->ncij" : "bchw,nbhw->nc";
        editor.redirect(pool.output(), editor.operation("Einsum", "opset7", "pellucid.pool",
                List.of("equation", equation), ElementType.F32, features, mask));
    }

    /** Replaces a reshape of {@code [1,C,1,1]} to {@code [1,C]} that names the batch size by one that does not. */
    private boolean flatten(IrEditor editor, Layer layer) {
        List<Integer> from = layer.inputs().isEmpty() ? List.of() : graph.shape(layer.inputs().get(0));
        if (!layer.type().equals("Reshape") || from.size() != 4 || from.get(2) != 1 || from.get(3) != 1
                || layer.shape().size() != 2 || !layer.shape().get(1).equals(from.get(1))) {
            return false;
        }
        editor.redirect(layer.output(), editor.operation("Einsum", "opset7", "pellucid.flatten." + layer.id(),
                List.of("equation", "ncij->nc"), ElementType.F32, layer.inputs().get(0)));
        return true;
    }

    private static void select(IrEditor editor, FinalLinear linear) {
        Output targets = editor.parameter(TARGETS, ElementType.I64, -1, 1);
        editor.redirect(linear.matMul(), linear.weights(), editor.operation("GatherND", "opset8", "pellucid.rows",
                List.of("batch_dims", "0"), ElementType.F32, linear.weights(), targets));
        if (linear.bias() != null) {
            Output biasTargets = editor.parameter(BIAS_TARGETS, ElementType.I64, 1, -1, 1);
            editor.redirect(linear.add(), linear.bias(), editor.operation("GatherND", "opset8", "pellucid.bias",
                    List.of("batch_dims", "1"), ElementType.F32, linear.bias(), biasTargets));
        }
    }
}
