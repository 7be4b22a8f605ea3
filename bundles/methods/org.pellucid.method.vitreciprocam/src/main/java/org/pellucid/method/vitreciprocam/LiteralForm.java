package org.pellucid.method.vitreciprocam;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pellucid.api.MethodException;
import org.pellucid.api.model.ElementType;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.ir.IrEditor;
import org.pellucid.ir.IrGraph;
import org.pellucid.ir.Layer;
import org.pellucid.ir.Output;
import org.pellucid.whitebox.AxisFlow;

/**
 * The definition taken literally: block and head as a model of their own that runs masked sequences. Masks are applied
 * to the normalised tokens and to the skip connection. As many sequences go through at once as {@link #MEMORY} allows;
 * one at a time where a layer takes the batch size for a constant.
 */
final class LiteralForm {
    /** Input of block and head, output of the prediction: residual stream in front of the block, {@code [1,T,D]}. */
    static final String STREAM = "pellucid.stream";
    /** Input: masks, {@code [n,T,1]}. */
    static final String MASKS = "pellucid.masks";

    /** Bound on the memory of perturbed sequences inside the runtime, in bytes. */
    private static final long MEMORY = 192L << 20;
    /** More at once is not quicker. */
    private static final int LARGEST_BATCH = 32;

    private final RuntimeModel model;
    private final IrGraph graph;
    private final AttentionBlock block;
    private final ScoreReader reader;

    LiteralForm(RuntimeModel model, Transformer transformer, AttentionBlock block, ScoreReader reader) {
        this.model = model;
        this.graph = transformer.classifier().graph();
        this.block = block;
        this.reader = reader;
    }

    /**
     * Block and head, ready to compile.
     *
     * @param definition IR XML
     * @param batch      sequences at once
     */
    record Definition(byte[] definition, int batch) {
    }

    /** Adds {@link #STREAM} to a prediction. */
    void addTo(IrEditor prediction) {
        prediction.result(STREAM, block.input());
    }

    Definition define() throws MethodException {
        List<Layer> behind = behind();
        Output stream = block.input();
        AxisFlow batch = new AxisFlow(model, graph, true);
        batch.start(stream, 0);
        boolean anyBatch = behind.stream().filter(layer -> !graph.isConstant(layer.output())).allMatch(batch::through)
                && batch.axis(reader.last()).orElse(-1) == 0;
        int sequences = anyBatch ? batch(behind) : 1;

        IrEditor editor = graph.edit();
        List<Integer> shape = graph.shape(stream);
        Output tokens = editor.parameterLike(STREAM, stream, 1, shape.get(1), shape.get(2));
        Output masks = editor.parameterLike(MASKS, stream, sequences, shape.get(1), 1);
        Output masked = multiply(editor, "pellucid.masked", tokens, masks);
        Set<Integer> norms = new HashSet<>();
        for (Output normed : block.normed()) {
            graph.between(stream, normed).forEach(layer -> norms.add(layer.id()));
        }
        for (Layer layer : graph.readers(stream)) {
            editor.redirect(layer, stream, norms.contains(layer.id()) ? tokens : masked);
        }
        for (Output normed : block.normed()) {
            if (!normed.equals(stream)) {
                Output product = multiply(editor, "pellucid.masked." + normed.layer(), normed, masks);
                for (Layer layer : graph.readers(normed)) {
                    if (!norms.contains(layer.id())) {
                        editor.redirect(layer, normed, product);
                    }
                }
            }
        }
        reader.addTo(editor, reader.last());
        return new Definition(editor.write(), sequences);
    }

    private static Output multiply(IrEditor editor, String name, Output left, Output right) {
        return editor.operation("Multiply", "opset1", name, List.of("auto_broadcast", "numpy"), ElementType.F32, left,
                right);
    }

    /**
     * Block and head must see the picture through the stream only, or they could not be run without it.
     *
     * @return their layers
     * @throws MethodException if they see more, or if there are none
     */
    List<Layer> behind() throws MethodException {
        Set<Integer> head = new HashSet<>(graph.ancestors(reader.last(), block.input()));
        boolean sees = head.stream().map(graph::layer).filter(layer -> layer.type().equals("Parameter"))
                .flatMap(picture -> graph.readers(picture.output()).stream())
                .anyMatch(layer -> head.contains(layer.id()) && !layer.type().equals("ShapeOf"));
        if (sees) {
            throw new MethodException("layer '" + graph.producer(block.input()).name()
                    + "' is not all that the logits see of the picture: the block behind it cannot be perturbed");
        }
        List<Layer> behind = graph.between(block.input(), reader.last());
        if (behind.isEmpty()) {
            throw new MethodException("nothing lies behind layer '" + graph.producer(block.input()).name() + "'");
        }
        return behind;
    }

    /** Room for the largest three values of one sequence, which are alive together at worst. */
    private int batch(List<Layer> behind) {
        long floats = behind.stream().mapToLong(LiteralForm::elements).sorted().skip(Math.max(0, behind.size() - 3))
                .sum() + scores();
        long fitting = MEMORY / Math.max(1, Float.BYTES * floats);
        return (int) Math.max(1, Math.min(Math.min(LARGEST_BATCH, block.grid().patches()), fitting));
    }

    private static long elements(Layer layer) {
        return layer.shape().stream().mapToLong(dim -> Math.max(1, dim)).reduce(1, (a, b) -> a * b);
    }

    /** The table of attention inside a fused attention; heads are at least 16 wide. */
    private long scores() {
        List<Integer> shape = graph.shape(block.input());
        return (long) shape.get(1) * shape.get(1) * Math.max(1, shape.get(2) / 16);
    }
}
