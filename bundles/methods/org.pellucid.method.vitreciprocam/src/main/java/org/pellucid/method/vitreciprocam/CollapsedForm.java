package org.pellucid.method.vitreciprocam;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pellucid.api.explain.spi.MethodContext;
import org.pellucid.api.model.ElementType;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.ir.IrEditor;
import org.pellucid.ir.IrGraph;
import org.pellucid.ir.Layer;
import org.pellucid.ir.Output;
import org.pellucid.whitebox.AxisFlow;

/**
 * What the class token sees of all masks at once, in the inference of the prediction.
 * <p>
 * A mask multiplies tokens, and up to the attention everything is linear for each token, so with {@code k} the key
 * without its bias the key of a masked sequence is {@code m·k + b}. The scores of the class token with it are
 * {@code m·(q·k) + q·b}, where the last term is the same for all tokens and falls out of the softmax; and since the
 * attention weights {@code p} sum to 1, the values give {@code Σ(p·m)·v + b}. So queries, keys and values of the plain
 * inference do for all masks. What follows works on each token alone, and only the class token is read: its {@code T}
 * perturbed versions take the places of the {@code T} tokens of a sequence, and run through copies of the layers as
 * they are. The place of patch {@code t} holds the class token as the neighbourhood of {@code t} shapes it; the places
 * before, of the class token and other extra tokens, hold it unperturbed, which gives the prediction: of the block
 * itself only query, key and value are computed.
 * <p>
 * Maps are small differences of large numbers, so all that is added asks to be computed in full precision even where
 * the device computes the prediction in another one.
 * <p>
 * Nothing needs a new constant: masks are inputs, and a linear layer's result replaced by zeros leaves its bias.
 */
final class CollapsedForm {
    /** Inputs: 1 at one token, 0 elsewhere, {@code [1,..,T]}; the token's index and the rank are appended. */
    static final String TOKEN = "pellucid.token.";
    /** Input: what is left of that token, {@code [1,T,1]}, one a place. */
    static final String KEPT = "pellucid.kept";
    /** Input: masks times scale of the attention, {@code [T,T]}, one a row. */
    static final String SCORE_MASKS = "pellucid.masks.scores";
    /** Input: masks, {@code [T,T]}, one a row. */
    static final String VALUE_MASKS = "pellucid.masks.values";
    /** Inputs: zeros in place of a linear layer's result; the layer's id is appended. */
    static final String ZEROS = "pellucid.zeros.";
    /** Input: 1, {@code [1]}. */
    static final String ONE = "pellucid.one";

    /** Linear for each token, up to a constant. Quantising is so up to its rounding. */
    private static final Set<String> AFFINE = Set.of("Add", "Subtract", "Multiply", "Divide", "MatMul", "Reshape",
            "Transpose", "Split", "VariadicSplit", "Squeeze", "Unsqueeze", "Gather", "Slice", "StridedSlice", "Convert",
            "FakeQuantize");

    private final RuntimeModel model;
    private final Transformer transformer;
    private final IrGraph graph;
    private final AttentionBlock block;
    private final ScoreReader reader;
    private final IrEditor editor;
    private final Attention attention;
    private final AxisFlow tokens;
    private final AxisFlow batch;
    private final int rank;

    private final Map<Output, Output> biases = new HashMap<>();
    private final Map<Integer, Map<Output, Output>> perturbed = new HashMap<>();
    private final Map<Output, Output> headCopies = new HashMap<>();
    private final Map<String, Integer> tokenInputs = new TreeMap<>();
    private final Set<String> zeros = new TreeSet<>();
    private final Map<String, Output> parameters = new LinkedHashMap<>();

    private CollapsedForm(RuntimeModel model, Transformer transformer, AttentionBlock block, ScoreReader reader,
            IrEditor editor) throws NotCollapsibleException {
        this.model = model;
        this.transformer = transformer;
        this.graph = transformer.classifier().graph();
        this.block = block;
        this.reader = reader;
        this.editor = editor;
        this.attention = Attention.of(model, graph, block);
        this.rank = graph.shape(attention.query()).size();
        this.tokens = new AxisFlow(model, graph, false);
        this.batch = new AxisFlow(model, graph, true);
    }

    /**
     * What was added.
     *
     * @param scale  of the attention, where {@link #SCORE_MASKS} have to apply it
     * @param tokens inputs {@link #TOKEN} and which token they choose
     * @param zeros  inputs {@link #ZEROS}
     */
    record Added(float scale, Map<String, Integer> tokens, Set<String> zeros) {
    }

    /**
     * Adds the result of {@code reader} for all masks, and {@link MethodContext#LOGITS}.
     *
     * @param editor has the input, and no result
     * @throws NotCollapsibleException if that would not be exact; the editor is of no use then
     */
    static Added add(RuntimeModel model, Transformer transformer, AttentionBlock block, ScoreReader reader,
            IrEditor editor)
            throws NotCollapsibleException {
        if (!transformer.isLast(block)) {
            throw new NotCollapsibleException("later blocks look at all tokens");
        }
        CollapsedForm form = new CollapsedForm(model, transformer, block, reader, editor);
        form.followTokens();
        Output perturbed = form.head(reader.last());
        reader.addTo(editor, perturbed);
        editor.result(MethodContext.LOGITS, form.logits(perturbed));
        return new Added(form.attention.scale(), form.tokenInputs, form.zeros);
    }

    /** The prediction: the first place is unperturbed, so the block's own attention and what follows are not needed. */
    private Output logits(Output perturbed) throws NotCollapsibleException {
        Output last = reader.last();
        Output logits = transformer.classifier().logits();
        Map<Output, Output> copies = new HashMap<>();
        copies.put(last, tokenOf(perturbed, 0, graph.shape(last).size()));
        for (Layer layer : graph.between(last, logits)) {
            copyLayer(layer, copies, input -> copies.getOrDefault(input, input), "logits");
        }
        return copies.get(logits);
    }

    /** Checks that query, key and value of a token depend on that token alone, and linearly. */
    private void followTokens() throws NotCollapsibleException {
        if (block.normed().size() != 1) {
            throw new NotCollapsibleException("its linear layers read " + block.normed().size() + " normalisations");
        }
        Output normed = block.normed().get(0);
        tokens.start(normed, 1);
        for (Output part : List.of(attention.query(), attention.key(), attention.value())) {
            for (Layer layer : graph.between(normed, part)) {
                if (!AFFINE.contains(layer.type()) || !tokens.through(layer) || divides(layer)) {
                    throw new NotCollapsibleException(layer + " before its attention does not treat tokens linearly");
                }
            }
        }
        require(attention.query(), rank - 2);
        require(attention.key(), attention.keyTransposed() ? rank - 1 : rank - 2);
        require(attention.value(), rank - 2);
    }

    private void require(Output value, int axis) throws NotCollapsibleException {
        if (graph.shape(value).size() != rank || tokens.axis(value).orElse(-1) != axis) {
            throw new NotCollapsibleException("tokens are not where expected in "
                    + graph.producer(value) + " " + graph.shape(value));
        }
    }

    /** A division by a token, or a product of two, is not linear. */
    private boolean divides(Layer layer) {
        return switch (layer.type()) {
            case "Divide" -> !graph.isConstant(layer.inputs().get(1));
            case "Multiply", "MatMul" -> layer.inputs().stream().noneMatch(graph::isConstant);
            default -> false;
        };
    }

    /** The value the head would have if each perturbed sequence were an element of a batch. */
    private Output head(Output value) throws NotCollapsibleException {
        Output known = headCopies.get(value);
        if (known != null || graph.isConstant(value)) {
            return known == null ? value : known;
        }
        Layer layer = graph.producer(value);
        if (value.equals(block.sum().output()) || layer.type().equals("Parameter")) {
            throw new NotCollapsibleException("the head reads more than single tokens");
        }
        int selected = TokenSelection.index(model, graph, layer, block.grid().tokens());
        if (selected >= block.grid().extra()) {
            throw new NotCollapsibleException("the head reads a patch token");
        }
        if (selected >= 0) {
            Output rows = perturbed(layer.inputs().get(0), selected);
            if (tokens.axis(layer.inputs().get(0)).orElse(-1) != 1) {
                throw new NotCollapsibleException(layer + " selects something else than tokens");
            }
            // element j of the batch is place j of the sequence; the sequence's own batch size is 1
            String equation = layer.shape().size() == 2 ? "btd->td" : "btd->tbd";
            Output elements = operation("Einsum", "opset7", "pellucid.selected." + layer.id(),
                    List.of("equation", equation), rows);
            batch.start(value, 0);
            headCopies.put(value, elements);
            return elements;
        }
        copyLayer(layer, headCopies, this::head, "head");
        unfuse(layer, headCopies);
        if (!batch.through(layer)) {
            throw new NotCollapsibleException(layer + " of the head does not follow the batch size");
        }
        return headCopies.get(value);
    }

    /** A value of the sequence whose places hold the perturbed versions of token {@code read}. */
    private Output perturbed(Output value, int read) throws NotCollapsibleException {
        Map<Output, Output> copies = perturbed.get(read);
        if (copies == null) {
            copies = new HashMap<>();
            perturbed.put(read, copies);
            begin(read, copies);
        }
        return continued(value, read, copies);
    }

    private Output continued(Output value, int read, Map<Output, Output> copies) throws NotCollapsibleException {
        Output known = copies.get(value);
        if (known != null || graph.isConstant(value)) {
            return known == null ? value : known;
        }
        Layer layer = graph.producer(value);
        if (layer.type().equals("Parameter")) {
            throw new NotCollapsibleException("something other than its tokens reaches the head");
        }
        copyLayer(layer, copies, input -> continued(input, read, copies), "token." + read);
        unfuse(layer, copies);
        if (!tokens.through(layer)) {
            throw new NotCollapsibleException(layer + " behind its attention mixes tokens");
        }
        return copies.get(value);
    }

    /**
     * The runtime fuses the product of a linear layer with its bias and forgets the precision asked for; it cannot
     * while a factor stands between them.
     */
    private void unfuse(Layer layer, Map<Output, Output> copies) {
        if (layer.type().equals("MatMul")) {
            copies.computeIfPresent(layer.output(), (value, copy) -> multiply(copy, parameter(ONE, 1)));
        }
    }

    /** What the perturbed token is where the block begins, and what its attention gives. */
    private void begin(int read, Map<Output, Output> copies) throws NotCollapsibleException {
        Output kept = parameter(KEPT, 1, block.grid().tokens(), 1);
        for (Output value : List.of(block.input(), block.normed().get(0))) {
            tokens.start(value, 1);
            copies.put(value, multiply(tokenOf(value, read, 3), kept));
        }
        Output queryBias = tokenOf(bias(attention.query()), read, rank);
        Output query = subtract(tokenOf(attention.query(), read, rank), queryBias);
        query = add(multiply(query, kept), queryBias);
        Output keyBias = attention.keyTransposed() ? matMul(bias(attention.key()), token(read, rank), true)
                : tokenOf(bias(attention.key()), read, rank);
        Output key = subtract(attention.key(), keyBias);
        Output valueBias = tokenOf(bias(attention.value()), read, rank);
        Output value = subtract(attention.value(), valueBias);

        Output weights = attend(query, key);
        Output mixed = matMul(multiply(weights, parameter(VALUE_MASKS, block.grid().tokens(), block.grid().tokens())),
                value, false);
        tokens.start(attention.context(), rank - 2);
        copies.put(attention.context(), add(mixed, valueBias));
    }

    /** Softmax of the masked scores, computed as the model does. */
    private Output attend(Output query, Output key) {
        Output masks = parameter(SCORE_MASKS, block.grid().tokens(), block.grid().tokens());
        if (attention.fused()) {
            return operation("SoftMax", "opset8", "pellucid.weights", List.of("axis", "-1"),
                    multiply(matMul(query, key, true), masks));
        }
        Output scores = copy(attention.product(), "scores", List.of(query, key));
        for (Layer layer : attention.scaling()) {
            scores = with(layer, scores);
        }
        Output weights = copy(attention.softmax(), "weights", List.of(multiply(scores, masks)));
        for (Layer layer : attention.after()) {
            weights = with(layer, weights);
        }
        return weights;
    }

    /** A copy of a layer with another operand beside its constants. */
    private Output with(Layer layer, Output operand) {
        List<Output> reads = new ArrayList<>(layer.inputs());
        reads.replaceAll(read -> graph.isConstant(read) ? read : operand);
        return copy(layer, "weights", reads);
    }

    private Output copy(Layer layer, String name, List<Output> reads) {
        Output copy = editor.copy(layer, "pellucid." + name + "." + layer.id(), reads);
        editor.keepPrecision(copy.layer());
        return copy;
    }

    /** What is left of a query, key or value where its linear layer gives zeros; the same for each token. */
    private Output bias(Output value) throws NotCollapsibleException {
        Output known = biases.get(value);
        if (known != null || graph.isConstant(value)) {
            return known == null ? value : known;
        }
        Layer layer = graph.producer(value);
        if (layer.type().equals("Parameter")) {
            throw new NotCollapsibleException("its attention reads something other than its tokens");
        }
        if (block.linears().contains(layer)) {
            int[] shape = graph.shape(value).stream().mapToInt(dim -> Math.max(1, dim)).toArray();
            zeros.add(ZEROS + layer.id());
            biases.put(value, parameter(ZEROS + layer.id(), shape));
        } else {
            copyLayer(layer, biases, this::bias, "bias");
        }
        return biases.get(value);
    }

    /** Where a copy reads. */
    private interface Reading {
        Output of(Output value) throws NotCollapsibleException;
    }

    private void copyLayer(Layer layer, Map<Output, Output> copies, Reading reading, String name)
            throws NotCollapsibleException {
        List<Output> reads = new ArrayList<>();
        for (Output input : layer.inputs()) {
            reads.add(reading.of(input));
        }
        int id = editor.copyLayer(layer, "pellucid." + name + "." + layer.id(), reads);
        editor.keepPrecision(id);
        for (Layer.OutputPort port : layer.outputs()) {
            copies.put(new Output(layer.id(), port.id()), new Output(id, port.id()));
        }
    }

    /** An input, in the type the model computes in; only old f16 models have another one than f32. */
    private Output parameter(String name, int... shape) {
        return parameters.computeIfAbsent(name, key -> editor.parameterLike(key, block.input(), shape));
    }

    private Output matMul(Output left, Output right, boolean transposeRight) {
        return operation("MatMul", "opset1", "pellucid.product",
                List.of("transpose_a", "false", "transpose_b", Boolean.toString(transposeRight)), left, right);
    }

    /** One token of {@code [..,T,d]}, as {@code [..,1,d]}. */
    private Output tokenOf(Output value, int index, int dimensions) {
        return matMul(token(index, dimensions), value, false);
    }

    private Output token(int index, int dimensions) {
        // the ranks are made equal here, since the runtime would put a new product in place of this one to do it
        int[] shape = new int[dimensions];
        Arrays.fill(shape, 1);
        shape[dimensions - 1] = block.grid().tokens();
        String name = TOKEN + index + "." + dimensions;
        tokenInputs.put(name, index);
        return parameter(name, shape);
    }

    private Output multiply(Output left, Output right) {
        return broadcast("Multiply", left, right);
    }

    private Output add(Output left, Output right) {
        return broadcast("Add", left, right);
    }

    private Output subtract(Output left, Output right) {
        return broadcast("Subtract", left, right);
    }

    private Output broadcast(String type, Output left, Output right) {
        return operation(type, "opset1", "pellucid." + type, List.of("auto_broadcast", "numpy"), left, right);
    }

    private Output operation(String type, String opset, String name, List<String> attributes, Output... reads) {
        Output added = editor.operation(type, opset, name, attributes, ElementType.F32, reads);
        editor.keepPrecision(added.layer());
        return added;
    }
}
