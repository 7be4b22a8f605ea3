package org.pellucid.method.vitreciprocam;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pellucid.api.explain.spi.MethodContext;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.ir.IrEditor;
import org.pellucid.ir.IrGraph;
import org.pellucid.ir.Layer;
import org.pellucid.ir.Output;
import org.pellucid.whitebox.AxisFlow;

/**
 * What the tokens that the head reads see of all masks at once, in the inference of the prediction.
 * <p>
 * A mask multiplies tokens, and up to the attention everything is linear for each token, so with {@code k} the key
 * without its bias the key of a masked sequence is {@code m·k + b}. The scores of a query with it are
 * {@code m·(q·k) + q·b}, where the last term falls out of the softmax if it is the same for all tokens; and since the
 * attention weights {@code p} sum to 1, the values give {@code Σ(p·m)·v + b}. So queries, keys and values of the plain
 * inference do for all masks. What follows works on each token alone: the {@code T} perturbed versions of a token take
 * the {@link Places} of the {@code T} tokens of a sequence, and run through copies of the layers as they are.
 * <p>
 * A head that reads a class token needs that one sequence. The places before the patches' hold the token unperturbed,
 * which gives the prediction: of the block itself only query, key and value are computed. A head that averages patches
 * needs a sequence for each neighbour that a mask keeps, and one for all patches it hides: nothing is left of these, so
 * they are all alike as long as the attention does not ask where they are.
 */
final class CollapsedForm {
    private static final String MASKS = "pellucid.masks";

    private final RuntimeModel model;
    private final Transformer transformer;
    private final IrGraph graph;
    private final AttentionBlock block;
    private final ScoreReader reader;
    private final TokenMasks masks;
    private final Attention attention;
    private final TokenFlow tokens;
    private final AxisFlow batch;
    private final FormBuilder form;
    private final Projections projections;
    private final boolean guarded;

    private final Map<String, Map<Output, Output>> perturbed = new HashMap<>();
    private final Map<Output, Output> headCopies = new HashMap<>();
    private boolean readsPatches;

    private CollapsedForm(RuntimeModel model, Transformer transformer, AttentionBlock block, ScoreReader reader,
            TokenMasks masks, boolean guarded, IrEditor editor) throws NotCollapsibleException {
        this.model = model;
        this.transformer = transformer;
        this.graph = transformer.classifier().graph();
        this.block = block;
        this.reader = reader;
        this.masks = masks;
        this.guarded = guarded;
        this.attention = Attention.of(model, graph, block);
        this.tokens = new TokenFlow(model, graph);
        this.batch = new AxisFlow(model, graph, true);
        this.form = new FormBuilder(editor, graph, block.input());
        this.projections = new Projections(graph, block, tokens, form);
    }

    /**
     * What was added.
     *
     * @param numbers  contents of inputs of real numbers
     * @param indices  contents of inputs of whole numbers
     * @param averages whether the head averages patches, so that a sequence for each neighbour was added
     */
    record Added(Map<String, float[]> numbers, Map<String, int[]> indices, boolean averages) {
    }

    /**
     * Adds the result of {@code reader} for all masks, and {@link MethodContext#LOGITS}.
     *
     * @param guarded whether the device computes in less than full precision, which this is to be guarded against
     * @param editor  has the input, and no result
     * @throws NotCollapsibleException if that would not be exact; the editor is of no use then
     */
    static Added add(RuntimeModel model, Transformer transformer, AttentionBlock block, ScoreReader reader,
            TokenMasks masks,
            boolean guarded, IrEditor editor) throws NotCollapsibleException {
        if (!transformer.isLast(block)) {
            throw new NotCollapsibleException("later blocks look at all tokens");
        }
        CollapsedForm form = new CollapsedForm(model, transformer, block, reader, masks, guarded, editor);
        form.followTokens();
        Output perturbed = form.head(reader.last());
        reader.addTo(editor, perturbed);
        editor.result(MethodContext.LOGITS,
                form.readsPatches ? transformer.classifier().logits() : form.logits(perturbed));
        return new Added(form.form.numbers(), form.form.indices(), form.readsPatches);
    }

    /** The prediction: the first place is unperturbed, so the block's own attention and what follows are not needed. */
    private Output logits(Output perturbed) throws NotCollapsibleException {
        Output last = reader.last();
        Output logits = transformer.classifier().logits();
        Map<Output, Output> copies = new HashMap<>();
        copies.put(last, form.first(perturbed));
        for (Layer layer : graph.between(last, logits)) {
            form.copy(layer, copies, input -> copies.getOrDefault(input, input));
        }
        return copies.get(logits);
    }

    /** Follows the tokens to the attention, and from there as far towards the logits as each is treated alone. */
    private void followTokens() throws NotCollapsibleException {
        if (block.normed().size() != 1) {
            throw new NotCollapsibleException("its linear layers read " + block.normed().size() + " normalisations");
        }
        Output normed = block.normed().get(0);
        tokens.start(normed, 1);
        int rank = graph.shape(attention.query()).size();
        projections.follow(normed, attention.query(), rank, rank - 2);
        projections.follow(normed, attention.key(), rank, attention.keyTransposed() ? rank - 1 : rank - 2);
        projections.follow(normed, attention.value(), rank, rank - 2);
        tokens.start(block.input(), 1);
        tokens.start(attention.context(), rank - 2);
        graph.between(block.input(), reader.last()).stream()
                .filter(layer -> layer.outputs().stream()
                        .allMatch(port -> tokens.span(new Output(layer.id(), port.id())).isEmpty()))
                .forEach(tokens::through);
    }

    /** The value the head would have if each perturbed sequence were an element of a batch. */
    private Output head(Output value) throws NotCollapsibleException {
        Output known = headCopies.get(value);
        if (known != null || graph.isConstant(value)) {
            return known == null ? value : known;
        }
        Layer layer = graph.producer(value);
        if (value.equals(block.sum().output()) || layer.type().equals("Parameter")) {
            throw new NotCollapsibleException("the head reads more than single tokens and their average");
        }
        Optional<TokenReading> reading = TokenReading.of(model, graph, tokens, layer);
        if (reading.isPresent()) {
            // element j of the batch is place j of the sequence; the sequence's own batch size is 1
            headCopies.put(value, form.batch(read(reading.get()), layer.shape().size()));
            batch.start(value, 0);
            return headCopies.get(value);
        }
        form.copy(layer, headCopies, this::head);
        unfuse(layer, headCopies);
        if (!batch.through(layer)) {
            throw new NotCollapsibleException(layer + " of the head does not follow the batch size");
        }
        return headCopies.get(value);
    }

    /** What a reading gives at each place. */
    private Output read(TokenReading reading) throws NotCollapsibleException {
        Grid grid = block.grid();
        Output sequence = reading.sequence();
        if (reading.to() == reading.from() + 1 && reading.from() < grid.extra()) {
            return perturbed(sequence, Places.ofToken(reading.from(), grid, masks));
        }
        if (reading.from() > grid.extra() || reading.to() != grid.tokens()) {
            throw new NotCollapsibleException("the head reads some of the patch tokens");
        }
        checkHiddenAlike();
        readsPatches = true;
        float[] hidden = new float[grid.tokens()];
        Arrays.fill(hidden, reading.weight() * grid.patches());
        List<Output> summands = new ArrayList<>();
        for (int token = reading.from(); token < grid.extra(); token++) {
            summands.add(weighted(reading, Places.ofToken(token, grid, masks), reading.weight()));
        }
        for (TokenMasks.Neighbour neighbour : masks.neighbours()) {
            Places places = Places.ofNeighbour(neighbour, grid);
            float[] there = new float[grid.tokens()];
            for (int place = 0; place < there.length; place++) {
                there[place] = places.left()[place] == 0 ? 0 : reading.weight();
                hidden[place] -= there[place];
            }
            summands.add(weighted(reading, places, there));
        }
        summands.add(weighted(reading, Places.hidden(), hidden));
        Output sum = summands.get(0);
        for (Output summand : summands.subList(1, summands.size())) {
            sum = form.add(sum, summand);
        }
        return sum;
    }

    private Output weighted(TokenReading reading, Places places, float... weights) throws NotCollapsibleException {
        Output weight = form.numbers(String.join(".", "pellucid.weight", places.name(),
                Integer.toString(reading.from()), Float.toString(reading.weight())), weights, 1, weights.length, 1);
        return form.multiply(perturbed(reading.sequence(), places), weight);
    }

    /** Nothing is left of hidden patches, but the attention may still know where they are. */
    private void checkHiddenAlike() throws NotCollapsibleException {
        boolean alike = !projections.hasPositionalBias(attention.query());
        for (Attention.Step step : attention.steps()) {
            List<Output> operands = step.layer() == null ? List.of(step.operand())
                    : step.layer().inputs().stream().filter(graph::isConstant).toList();
            alike &= operands.stream().noneMatch(this::hasRows);
        }
        if (!alike) {
            throw new NotCollapsibleException("the head averages patches and the attention knows their positions");
        }
    }

    /** @return whether what is done to the scores depends on the query's token */
    private boolean hasRows(Output operand) {
        List<Integer> shape = graph.shape(operand);
        return shape.size() > 1 && shape.get(shape.size() - 2) != 1;
    }

    /** A value of the sequence whose places hold perturbed tokens. */
    private Output perturbed(Output value, Places places) throws NotCollapsibleException {
        Map<Output, Output> copies = perturbed.get(places.name());
        if (copies == null) {
            copies = new HashMap<>();
            perturbed.put(places.name(), copies);
            begin(places, copies);
        }
        return continued(value, places, copies);
    }

    private Output continued(Output value, Places places, Map<Output, Output> copies) throws NotCollapsibleException {
        Output known = copies.get(value);
        if (known != null || graph.isConstant(value)) {
            return known == null ? value : known;
        }
        if (value.equals(block.input()) || block.normed().contains(value)) {
            Output read = tokens(value, value, places);
            boolean separated = guarded && places.tokens().length == 1;
            copies.put(value, leave(separated ? form.separate(read, graph.shape(value).size()) : read, places,
                    isReadAtEveryPlace(value)));
            return copies.get(value);
        }
        Layer layer = graph.producer(value);
        Optional<TokenFlow.Span> span = tokens.span(value);
        if (span.isEmpty() || tokens.isPositional(value)) {
            throw new NotCollapsibleException(layer + " behind its attention does not treat tokens alike");
        }
        if (tokens.isCut(layer)) {
            // places stand for masks, not for tokens: all of them stay
            copies.put(value, continued(layer.inputs().get(0), places, copies));
            return copies.get(value);
        }
        if (span.get().size() != block.grid().tokens() && layer.type().equals("Reshape")) {
            throw new NotCollapsibleException(layer + " names the number of tokens cut out");
        }
        form.copy(layer, copies, input -> continued(input, places, copies));
        unfuse(layer, copies);
        return copies.get(value);
    }

    private void unfuse(Layer layer, Map<Output, Output> copies) {
        if (guarded) {
            form.unfuse(layer, copies);
        }
    }

    /** A sum takes one token for all places; other layers may ask for as many as there are places. */
    private boolean isReadAtEveryPlace(Output value) {
        Set<Integer> attended = graph.ancestors(attention.context());
        return graph.readers(value).stream()
                .anyMatch(layer -> !layer.equals(block.sum()) && !attended.contains(layer.id()));
    }

    /** What the attention gives for a perturbed token. */
    private void begin(Places places, Map<Output, Output> copies) throws NotCollapsibleException {
        Output weights = attend(query(places), places);
        Output value = attention.value();
        Output kept = form.multiply(weights, masks());
        if (projections.hasBias(value)) {
            Output bias = projections.bias(value);
            Output shift = projections.hasPositionalBias(value) ? form.matMul(weights, bias, false)
                    : form.anyToken(bias, graph.shape(value).size());
            copies.put(attention.context(), form.add(form.matMul(kept, projections.unbiased(value), false), shift));
        } else {
            copies.put(attention.context(), form.matMul(kept, value, false));
        }
    }

    /**
     * The query at every place, even where all are the same: the runtime's fused attention cannot broadcast one to as
     * many as there are masks.
     */
    private Output query(Places places) throws NotCollapsibleException {
        Output query = attention.query();
        Output read = tokens(projections.unbiased(query), query, places);
        if (!projections.hasBias(query)) {
            return leave(read, places, true);
        }
        Output bias = projections.hasPositionalBias(query) ? tokens(projections.bias(query), query, places)
                : form.anyToken(projections.bias(query), graph.shape(query).size());
        return places.left() == null ? leave(form.add(read, bias), places, true)
                : form.add(leave(read, places, true), bias);
    }

    private Output tokens(Output value, Output original, Places places) {
        return form.tokens(value, original, places.name(), places.tokens());
    }

    /** Leaves of tokens what the masks leave. */
    private Output leave(Output value, Places places, boolean everyPlace) {
        if (places.left() == null && !everyPlace) {
            return value;
        }
        float[] left = places.left() == null ? new float[] {1} : places.left();
        if (everyPlace && left.length == 1) {
            float[] same = new float[block.grid().tokens()];
            Arrays.fill(same, left[0]);
            left = same;
        }
        return form.multiply(value,
                form.numbers("pellucid.left." + places.name() + "." + left.length, left, 1, left.length, 1));
    }

    /** All masks, {@code [T,T]}, one a row. */
    private Output masks() {
        int count = block.grid().tokens();
        float[] all = new float[count * count];
        for (int place = 0; place < count; place++) {
            int patch = place - block.grid().extra();
            System.arraycopy(patch < 0 ? masks.none() : masks.of(patch), 0, all, place * count, count);
        }
        return form.numbers(MASKS, all, count, count);
    }

    /** Softmax of the masked scores, computed as the model does. */
    private Output attend(Output query, Places places) throws NotCollapsibleException {
        Output key = attention.key();
        Output scaled = attention.scale() == 1 ? query
                : form.multiply(query, form.numbers("pellucid.scale", new float[] {attention.scale()}, 1));
        Output scores = form.multiply(product(scaled, projections.unbiased(key)), masks());
        if (projections.hasPositionalBias(key)) {
            scores = form.add(scores, product(scaled, projections.bias(key)));
        }
        for (Attention.Step step : attention.steps()) {
            scores = step.layer() == null ? form.combine(step.operation(), scores, row(step.operand(), places))
                    : copy(step.layer(), scores, places);
        }
        if (attention.fused()) {
            return form.operation("SoftMax", "opset8", List.of("axis", "-1"), scores);
        }
        Output weights = copy(attention.softmax(), scores, places);
        for (Layer layer : attention.after()) {
            weights = copy(layer, weights, places);
        }
        return weights;
    }

    private Output product(Output query, Output key) {
        return attention.fused() ? form.matMul(query, key, true) : form.copy(attention.product(), List.of(query, key));
    }

    /** A copy of a layer with another operand beside its fixed ones. */
    private Output copy(Layer layer, Output operand, Places places) {
        List<Output> reads = new ArrayList<>(layer.inputs());
        reads.replaceAll(read -> graph.isConstant(read) ? row(read, places) : operand);
        return form.copy(layer, reads);
    }

    /** The row of the query's token, of what is done to the scores. */
    private Output row(Output operand, Places places) {
        return hasRows(operand) ? tokens(operand, operand, places) : operand;
    }
}
