package org.pellucid.method.reciprocam;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.pellucid.api.model.ElementType;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.ir.IrEditor;
import org.pellucid.ir.IrGraph;
import org.pellucid.ir.Layer;
import org.pellucid.ir.Output;
import org.pellucid.whitebox.AxisFlow;
import org.pellucid.whitebox.Classifier;
import org.pellucid.whitebox.Cut;
import org.pellucid.whitebox.FinalLinear;
import org.pellucid.whitebox.SpatialAxes;

/**
 * The part of a classifier behind its feature map, rewritten to take many perturbed feature maps at once and to give
 * the scores of chosen classes only: of a final linear layer only the rows of the target classes are used. An average
 * pool over a masked feature map is a contraction of feature map and masks, so the masked maps are made only where no
 * such pool comes first; and where a layer takes the batch size for a constant, the masks go through one at a time.
 *
 * @see CellwiseHead for the common head that needs none of this
 */
final class PerturbedHead {
    /** Input: the feature map. */
    static final String FEATURE = "pellucid.feature";
    /** Input: masks; the cells of each go row by row, whatever dimensions of size 1 lie between. */
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

    private final RuntimeModel model;
    private final Classifier classifier;
    private final IrGraph graph;
    private final Cut cut;
    private final Output feature;

    PerturbedHead(RuntimeModel model, Classifier classifier, Cut cut) {
        this.model = model;
        this.classifier = classifier;
        this.graph = classifier.graph();
        this.cut = cut;
        this.feature = cut.value();
    }

    Definition define() {
        Optional<Layer> pool = AveragePool.of(model, graph, cut);
        Optional<FinalLinear> linear = FinalLinear.of(classifier);
        IrEditor editor = graph.edit();
        boolean anyBatch = takesAnyBatch(editor, pool);
        int cells = cut.axes().cells();
        boolean contracts = pool.isPresent() && anyBatch;
        long floats = contracts ? Math.max(cells, cut.channels()) : largestValue();
        int masks = anyBatch ? (int) Math.max(1, Math.min(cells, MEMORY / (Float.BYTES * floats))) : 1;
        Output features = editor.parameterLike(FEATURE, feature, cut.dimensions());
        if (contracts) {
            contract(editor, features, pool.get(), masks);
        } else {
            Output mask = editor.parameterLike(MASKS, feature, cut.axes().maskShape(cut.rank(), masks));
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
        SpatialAxes axes = cut.axes();
        int[] cells = axes.areTokens() ? new int[] {masks, 1, axes.cells()}
                : new int[] {masks, 1, axes.rows(), axes.columns()};
        boolean keepsDimensions = pool.shape().size() == cut.rank();
        int[] shape = Arrays.copyOf(cells, keepsDimensions ? 2 * cells.length - 2 : cells.length);
        Arrays.fill(shape, cells.length, shape.length, 1);
        Output mask = editor.parameterLike(MASKS, feature, shape);
        String equation = CutEquation.pooling(cut, pool);
        editor.redirect(pool.output(), editor.operation("Einsum", "opset7", "pellucid.pool",
                List.of("equation", equation), ElementType.F32, features, mask));
    }

    /** @return elements of the largest value of the head, for one mask */
    private long largestValue() {
        return graph.between(feature, classifier.logits()).stream().mapToLong(
                layer -> layer.shape().stream().mapToLong(dim -> Math.max(1, dim)).reduce(1, (a, b) -> a * b))
                .reduce((long) cut.axes().cells() * cut.channels(), Math::max);
    }

    /**
     * Replaces a reshape of {@code [1,C,1,1]}, or the same with the ones elsewhere, to {@code [1,C]} that names the
     * batch size by one that does not.
     */
    private boolean flatten(IrEditor editor, Layer layer) {
        List<Integer> from = layer.inputs().isEmpty() ? List.of() : graph.shape(layer.inputs().get(0));
        String equation = layer.type().equals("Reshape") && layer.shape().size() == 2
                ? CutEquation.flattening(from, layer.shape().get(1)) : null;
        if (equation == null) {
            return false;
        }
        editor.redirect(layer.output(), editor.operation("Einsum", "opset7", "pellucid.flatten." + layer.id(),
                List.of("equation", equation), ElementType.F32, layer.inputs().get(0)));
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
