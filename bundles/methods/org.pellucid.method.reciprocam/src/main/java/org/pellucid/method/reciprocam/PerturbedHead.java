package org.pellucid.method.reciprocam;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.pellucid.api.model.ElementType;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.ir.IrEditor;
import org.pellucid.ir.IrGraph;
import org.pellucid.ir.Output;
import org.pellucid.whitebox.Classifier;
import org.pellucid.whitebox.Cut;
import org.pellucid.whitebox.FinalLinear;

/**
 * The part of a classifier behind its feature map, rewritten to take many perturbed feature maps at once and to give
 * the scores of chosen classes only: of a final linear layer only the rows of the target classes are used. Where a layer
 * does not allow for more than one, the masks go through one at a time.
 *
 * @see CellwiseHead for the common head that needs none of this
 */
final class PerturbedHead {
    /** Input: the feature map. */
    static final String FEATURE = "pellucid.feature";
    /** Begins the names of inputs for masks; the cells of each go row by row, whatever dimensions of size 1 lie between. */
    static final String MASKS = "pellucid.masks";
    /** Input: zeros in the shape of the feature map; missing where none are needed. */
    static final String DROPPED = "pellucid.dropped";
    /** Input: target classes, {@code [K,1]}; missing where all classes are computed. */
    static final String TARGETS = "pellucid.targets";
    /** The same targets once more, {@code [1,K,1]}, where the final layer has a bias. */
    static final String BIAS_TARGETS = "pellucid.targets.bias";
    /** Output: {@code [n,K]}, or {@code [n,classes]} where all classes are computed. */
    static final String SCORES = "pellucid.scores";

    /** Bound on the memory of the largest value made for each mask, in bytes. */
    private static final long MEMORY = 32L << 20;

    /**
     * A head ready to compile.
     *
     * @param definition    IR XML
     * @param masks         how many masks it takes at once
     * @param maskInputs    the inputs that take them, all the same elements
     * @param readsZeros    whether it has the input {@link #DROPPED}
     * @param selectsTarget whether it has the input {@link #TARGETS}
     * @param selectsBias   whether it has the input {@link #BIAS_TARGETS}
     */
    record Definition(byte[] definition, int masks, List<String> maskInputs, boolean readsZeros, boolean selectsTarget,
            boolean selectsBias) {
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
        try {
            HeadRewrite one = rewrite(graph.edit(), 1, UnaryOperator.identity());
            long cells = cut.axes().cells();
            return together((int) Math.max(1, Math.min(cells, MEMORY / (Float.BYTES * Math.max(1, one.largest())))));
        } catch (NotRewritableException e) {
            return oneByOne();
        }
    }

    private HeadRewrite rewrite(IrEditor editor, int masks, UnaryOperator<Output> constants)
            throws NotRewritableException {
        HeadRewrite rewrite = new HeadRewrite(model, graph, editor, cut, masks, constants);
        editor.result(SCORES, rewrite.logits(classifier.logits()));
        return rewrite;
    }

    private Definition together(int masks) throws NotRewritableException {
        IrEditor editor = graph.edit();
        Optional<FinalLinear> linear = FinalLinear.of(classifier);
        Map<Output, Output> selected = linear.map(last -> select(editor, last)).orElse(Map.of());
        HeadRewrite rewrite = rewrite(editor, masks, constant -> selected.getOrDefault(constant, constant));
        return new Definition(editor.write(), masks, rewrite.maskInputs(), rewrite.readsZeros(), linear.isPresent(),
                selected.size() > 1);
    }

    private Definition oneByOne() {
        IrEditor editor = graph.edit();
        Optional<FinalLinear> linear = FinalLinear.of(classifier);
        Output features = editor.parameterLike(FEATURE, feature, cut.dimensions());
        Output mask = editor.parameterLike(MASKS, feature, cut.axes().maskShape(cut.rank(), 1));
        editor.redirect(feature, editor.operation("Multiply", "opset1", "pellucid.perturb",
                List.of("auto_broadcast", "numpy"), ElementType.F32, features, mask));
        Map<Output, Output> selected = linear.map(last -> select(editor, last)).orElse(Map.of());
        linear.ifPresent(last -> editor.redirect(last.matMul(), last.weights(), selected.get(last.weights())));
        linear.filter(last -> last.bias() != null)
                .ifPresent(last -> editor.redirect(last.add(), last.bias(), selected.get(last.bias())));
        editor.result(SCORES, classifier.logits());
        return new Definition(editor.write(), 1, List.of(MASKS), false, linear.isPresent(), selected.size() > 1);
    }

    /** @return what stands for weights and bias of the final layer: their rows for the target classes */
    private static Map<Output, Output> select(IrEditor editor, FinalLinear linear) {
        Map<Output, Output> selected = new HashMap<>();
        Output targets = editor.parameter(TARGETS, ElementType.I64, -1, 1);
        selected.put(linear.weights(), editor.operation("GatherND", "opset8", "pellucid.rows",
                List.of("batch_dims", "0"), ElementType.F32, linear.weights(), targets));
        if (linear.bias() != null) {
            Output biasTargets = editor.parameter(BIAS_TARGETS, ElementType.I64, 1, -1, 1);
            selected.put(linear.bias(), editor.operation("GatherND", "opset8", "pellucid.bias",
                    List.of("batch_dims", "1"), ElementType.F32, linear.bias(), biasTargets));
        }
        return selected;
    }
}
