package org.pellucid.method.reciprocam;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.pellucid.api.model.ElementType;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.ir.IrEditor;
import org.pellucid.ir.IrGraph;
import org.pellucid.ir.Layer;
import org.pellucid.ir.Output;
import org.pellucid.whitebox.AxisFlow;
import org.pellucid.whitebox.Cut;
import org.pellucid.whitebox.SpatialAxes;
import org.pellucid.whitebox.TakenRange;

/**
 * Rewrites what lies behind a feature map for many perturbed maps at once, without making these maps while that can be
 * put off.
 * <p>
 * A perturbed map has two kinds of cells: the one kept and all others. As long as layers treat every cell for itself, a
 * cell of any perturbed map is one of two: what it becomes when kept or what it becomes when dropped. So two maps,
 * {@link Cells}, stand for all perturbed ones, and layers are copied for each of the two. Class tokens that join the
 * cells are carried beside them. Where cells are added up, a product with the masks gives the sum for all perturbed
 * maps; where tokens look at the cells, the same holds for each product of the attention. What comes out is a
 * {@link Batch}. Only where a layer mixes cells in any other way are the perturbed maps made.
 */
final class HeadRewrite {
    /** A value behind the feature map, for all masks. */
    private sealed interface Form permits Cells, Batch {
    }

    /**
     * Two maps that stand for all perturbed ones.
     *
     * @param kept    what each cell becomes if it is kept; {@code null} if nobody reads the cells, only the tokens
     * @param dropped what each cell becomes if it is dropped; {@code null} for zeros
     * @param tokens  what lies in front of the cells, for each mask; {@code null} if there is nothing
     * @param count   number of such tokens
     */
    private record Cells(Output kept, Output dropped, Output tokens, int count) implements Form {
        boolean onlyTokens() {
            return kept == null;
        }
    }

    /**
     * A value that has been computed for all masks.
     *
     * @param value with the masks as its batch
     */
    private record Batch(Output value) implements Form {
    }

    private final RuntimeModel model;
    private final IrGraph graph;
    private final IrEditor editor;
    private final Cut cut;
    private final int masks;
    /** What is read in place of a constant. */
    private final UnaryOperator<Output> constants;
    private final AxisFlow batch;
    private final AxisFlow rows;
    private final AxisFlow columns;
    private final Map<Output, Form> forms = new HashMap<>();
    private final List<String> maskInputs = new ArrayList<>();
    private final Map<List<Integer>, Output> maskValues = new HashMap<>();
    /** Of the logits, and of what leads to them. */
    private ElementType numbers = ElementType.F32;
    private Output zeros;
    private long largest;
    private int copies;

    /**
     * @param model     an open model
     * @param graph     its graph
     * @param editor    changes it
     * @param cut       the feature map
     * @param masks     number of perturbed maps at once
     * @param constants what is read in place of a constant
     */
    HeadRewrite(RuntimeModel model, IrGraph graph, IrEditor editor, Cut cut, int masks,
            UnaryOperator<Output> constants) {
        this.model = model;
        this.graph = graph;
        this.editor = editor;
        this.cut = cut;
        this.masks = masks;
        this.constants = constants;
        this.batch = new AxisFlow(model, graph, true);
        this.rows = AxisFlow.ofPositions(model, graph);
        this.columns = AxisFlow.ofPositions(model, graph);
    }

    /**
     * Rewrites the head.
     *
     * @param logits of the graph
     * @return the logits for each mask
     * @throws NotRewritableException if a layer cannot be run for many masks at once
     */
    Output logits(Output logits) throws NotRewritableException {
        Output feature = editor.parameterLike(PerturbedHead.FEATURE, cut.value(), cut.dimensions());
        forms.put(cut.value(), new Cells(feature, null, null, 0));
        batch.start(cut.value(), 0);
        rows.start(cut.value(), cut.axes().rowAxis());
        columns.start(cut.value(), cut.axes().columnAxis());
        numbers = graph.type(logits);
        try {
            forgetBody();
            for (Layer layer : graph.between(cut.value(), logits)) {
                rewrite(layer);
            }
            return batched(logits);
        } catch (IllegalArgumentException e) {
            throw new NotRewritableException(graph.producer(logits), e);
        }
    }

    /** Who asks for the shape of a value before the feature map shall not need what makes it. */
    private void forgetBody() {
        for (Layer layer : graph.ofType("ShapeOf")) {
            Output asked = layer.inputs().get(0);
            editor.redirect(layer, asked, editor.ofShape(sizes(asked)));
        }
    }

    /** @return names of the inputs that take masks, each {@code [masks,rows,columns]} with ones between */
    List<String> maskInputs() {
        return maskInputs;
    }

    /** @return whether there is an input {@link PerturbedHead#DROPPED} */
    boolean readsZeros() {
        return zeros != null;
    }

    /** @return elements of the largest value that is made for each mask, for one of them */
    long largest() {
        return largest;
    }

    private void rewrite(Layer layer) throws NotRewritableException {
        boolean cells = layer.inputs().stream().anyMatch(input -> forms.get(input) instanceof Cells);
        boolean batches = layer.inputs().stream().anyMatch(input -> forms.get(input) instanceof Batch);
        boolean done = cells && !batches && cellwise(layer) || cells && mixing(layer);
        if (!done) {
            inBatch(layer);
        }
    }

    // -- layers that treat every cell for itself

    private boolean cellwise(Layer layer) throws NotRewritableException {
        boolean reshapes = reshapes(layer);
        boolean followed = rows.through(layer) && columns.through(layer) || reshapes && rearranged(layer);
        if (!followed) {
            return false;
        }
        Cells first = cellsRead(layer);
        followBatch(layer);
        if (first.count() == 0 && batch.axis(layer.output()).isEmpty() && sizes(layer.output())[0] == 1) {
            // the two maps have no batch yet, so any dimension of size 1 may become it
            batch.start(layer.output(), 0);
        }
        if (layer.inputs().stream().anyMatch(input -> forms.get(input) instanceof Cells other
                && (other.count() != first.count() || other.onlyTokens() != first.onlyTokens()))) {
            throw new NotRewritableException(layer, null);
        }
        List<Output> kept = null;
        List<Output> dropped = null;
        if (!first.onlyTokens()) {
            boolean zero = keepsZero(layer);
            int from = first.count();
            int to = from + cells();
            kept = copy(layer, reads(layer, cell -> cell.kept(), from, to), 1, from == 0 ? -1 : cells());
            dropped = zero ? null
                    : copy(layer, reads(layer, this::dropped, from, to), 1, from == 0 ? -1 : cells());
        }
        List<Output> tokens = first.count() == 0 ? null
                : copy(layer, reads(layer, cell -> cell.tokens(), 0, first.count()), masks, first.count());
        for (int i = 0; i < layer.outputs().size(); i++) {
            Output output = new Output(layer.id(), layer.outputs().get(i).id());
            forms.put(output, new Cells(kept == null ? null : kept.get(i), dropped == null ? null : dropped.get(i),
                    tokens == null ? null : tokens.get(i), first.count()));
        }
        return true;
    }

    /** Whether cells that are zero stay zero, so that nothing need be computed of them. */
    private boolean keepsZero(Layer layer) {
        boolean zero = layer.inputs().stream().allMatch(
                input -> !(forms.get(input) instanceof Cells read) || read.dropped() == null);
        return zero && (reshapes(layer) || layer.type().equals("Transpose") || layer.type().equals("ReLU"));
    }

    private Cells cellsRead(Layer layer) {
        return layer.inputs().stream().map(forms::get).filter(Cells.class::isInstance).map(Cells.class::cast)
                .findFirst().orElseThrow();
    }

    private Output dropped(Cells form) {
        if (form.dropped() != null) {
            return form.dropped();
        }
        if (form.kept().equals(cellsAtCut().kept())) {
            if (zeros == null) {
                zeros = editor.parameterLike(PerturbedHead.DROPPED, cut.value(), cut.dimensions());
            }
            return zeros;
        }
        return operation("Subtract", form.kept(), form.kept());
    }

    private Cells cellsAtCut() {
        return (Cells) forms.get(cut.value());
    }

    private interface Part {
        Output of(Cells form);
    }

    /** What a copy of a layer reads: a part of the cells, and of constants that differ from cell to cell the same part. */
    private List<Output> reads(Layer layer, Part part, int from, int to) {
        List<Output> reads = new ArrayList<>();
        for (Output input : layer.inputs()) {
            Form form = forms.get(input);
            if (form instanceof Cells cells) {
                reads.add(part.of(cells));
            } else {
                reads.add(constantPart(layer, input, from, to));
            }
        }
        return reads;
    }

    private Output constantPart(Layer layer, Output input, int from, int to) {
        int count = cellsRead(layer).count();
        Output read = constants.apply(input);
        if (count == 0 || layer.outputs().size() != 1) {
            return read;
        }
        int rank = graph.shape(input).size();
        int place = rows.axis(layer.output()).orElseThrow() - layer.shape().size() + rank;
        boolean differs = place >= 0 && place < rank && graph.shape(input).get(place) == count + cells()
                && isElementwise(layer);
        return differs ? slice(read, rank, place, from, to) : read;
    }

    private boolean isElementwise(Layer layer) {
        return layer.attribute("auto_broadcast") != null;
    }

    /** Copies a layer; a reshape gets the sizes that batch and, if it is not -1, number of cells are to have. */
    private List<Output> copy(Layer layer, List<Output> reads, int batchSize, int positions)
            throws NotRewritableException {
        if (reshapes(layer) && (positions >= 0 || batchSize != 1)) {
            return List.of(reshaped(layer, reads.get(0), batchSize, positions));
        }
        int id = editor.copyLayer(layer, "pellucid." + copies++ + "." + layer.name(), reads);
        return layer.outputs().stream().map(port -> new Output(id, port.id())).toList();
    }

    private Output reshaped(Layer layer, Output read, int batchSize, int positions)
            throws NotRewritableException {
        int[] shape = sizes(layer.output());
        if (batchSize != 1) {
            shape[batchAxis(layer.output())] = batchSize;
        }
        if (positions >= 0) {
            shape[rows.axis(layer.output()).orElseThrow()] = positions;
        }
        return reshape(read, shape);
    }

    private static boolean reshapes(Layer layer) {
        return switch (layer.type()) {
            case "Reshape", "Squeeze", "Unsqueeze" -> true;
            default -> false;
        };
    }

    /** Rows and columns that become tokens, or tokens that become rows and columns. */
    private boolean rearranged(Layer layer) {
        Output input = layer.inputs().get(0);
        OptionalInt row = rows.axis(input);
        OptionalInt column = columns.axis(input);
        if (row.isEmpty() || column.isEmpty() || !(forms.get(input) instanceof Cells cells) || cells.count() > 0) {
            return false;
        }
        int[] from = sizes(input);
        int[] to = sizes(layer.output());
        SpatialAxes axes = cut.axes();
        boolean tokens = row.equals(column);
        long before = product(from, row.getAsInt());
        for (int i = 0; i < to.length; i++) {
            boolean begins = product(to, i) == before;
            if (begins && !tokens && column.getAsInt() == row.getAsInt() + 1 && to[i] == axes.cells()) {
                rows.start(layer.output(), i);
                columns.start(layer.output(), i);
                return true;
            }
            if (begins && tokens && i + 1 < to.length && to[i] == axes.rows() && to[i + 1] == axes.columns()) {
                rows.start(layer.output(), i);
                columns.start(layer.output(), i + 1);
                return true;
            }
        }
        return false;
    }

    // -- layers that mix cells in a way that is known

    private boolean mixing(Layer layer) throws NotRewritableException {
        return switch (layer.type()) {
            case "ReduceMean", "ReduceSum", "AvgPool", "AdaptiveAvgPool" -> pool(layer);
            case "Concat" -> join(layer);
            case "Slice", "StridedSlice", "Gather" -> take(layer);
            case "MatMul" -> multiply(layer);
            case "ScaledDotProductAttention" -> attention(layer);
            default -> false;
        };
    }

    private boolean pool(Layer layer) throws NotRewritableException {
        Output input = layer.inputs().get(0);
        if (!(forms.get(input) instanceof Cells cells) || cells.count() > 0 || !poolsCells(layer)) {
            return false;
        }
        followPooledBatch(layer);
        Output difference = cells.dropped() == null ? cells.kept()
                : operation("Subtract", cells.kept(), cells.dropped());
        int rank = graph.shape(input).size();
        int batchAxis = batchAxis(input);
        int row = rows.axis(input).orElseThrow();
        int column = columns.axis(input).orElseThrow();
        StringBuilder from = new StringBuilder();
        StringBuilder to = new StringBuilder();
        for (int i = 0; i < rank; i++) {
            from.append(letter(i));
            if (i != row && i != column) {
                to.append(i == batchAxis ? 'n' : letter(i));
            }
        }
        String of = row == column ? "n" + letter(row) : "n" + letter(row) + letter(column);
        int[] maskShape = row == column ? new int[] {masks, cells()}
                : new int[] {masks, cut.axes().rows(), cut.axes().columns()};
        Output sum = editor.operation("Einsum", "opset7", name("sum"),
                List.of("equation", from + "," + of + "->" + to), numbers, difference, mask(input, maskShape));
        if (!layer.type().equals("ReduceSum")) {
            sum = operation("Divide", sum, numberLike(cells(), sum));
        }
        int[] shape = sizes(layer.output());
        shape[batchAxis(layer.output())] = masks;
        sum = reshape(sum, shape);
        if (cells.dropped() != null) {
            List<Output> reads = new ArrayList<>(layer.inputs());
            reads.set(0, cells.dropped());
            sum = operation("Add", sum, copy(layer, reads, 1, -1).get(0));
        }
        put(layer.output(), sum);
        return true;
    }

    private static char letter(int axis) {
        return (char) ('a' + axis);
    }

    private boolean poolsCells(Layer layer) {
        Output input = layer.inputs().get(0);
        int row = rows.axis(input).orElse(-1);
        int column = columns.axis(input).orElse(-1);
        if (row < 0 || column < 0) {
            return false;
        }
        return layer.type().equals("ReduceSum") ? AveragePool.reduces(model, graph, layer, row, column)
                : AveragePool.pools(model, graph, layer, row, column, cut.axes());
    }

    /** Class tokens before the cells. */
    private boolean join(Layer layer) throws NotRewritableException {
        List<Output> inputs = layer.inputs();
        Output last = inputs.get(inputs.size() - 1);
        int rank = layer.shape().size();
        int axis = normal(Long.parseLong(layer.attribute("axis")), rank);
        boolean front = forms.get(last) instanceof Cells && inputs.subList(0, inputs.size() - 1).stream()
                .noneMatch(input -> forms.get(input) instanceof Cells);
        if (!front || !rows.axis(last).equals(OptionalInt.of(axis)) || !columns.axis(last).equals(rows.axis(last))) {
            return false;
        }
        Cells cells = (Cells) forms.get(last);
        List<Output> tokens = new ArrayList<>();
        int count = cells.count();
        for (Output input : inputs.subList(0, inputs.size() - 1)) {
            tokens.add(forEachMask(input, batchAxis(last)));
            count += graph.shape(input).get(axis);
        }
        if (cells.tokens() != null) {
            tokens.add(cells.tokens());
        }
        batch.start(layer.output(), batchAxis(last));
        rows.start(layer.output(), axis);
        columns.start(layer.output(), axis);
        forms.put(layer.output(), new Cells(cells.kept(), cells.dropped(), concat(axis, tokens), count));
        return true;
    }

    /** The tokens alone, or the cells alone. */
    private boolean take(Layer layer) throws NotRewritableException {
        Output input = layer.inputs().get(0);
        if (!(forms.get(input) instanceof Cells cells) || cells.count() == 0) {
            return false;
        }
        int axis = rows.axis(input).orElse(-1);
        TakenRange range = TakenRange.of(model, graph, layer, axis);
        if (range == null) {
            return false;
        }
        if (range.to() <= cells.count()) {
            follow(layer);
            List<Output> reads = new ArrayList<>(layer.inputs());
            reads.set(0, cells.tokens());
            put(layer.output(), copy(layer, reads, masks, -1).get(0));
            return true;
        }
        if (range.from() != cells.count() || range.to() < cells.count() + cells() || cells.onlyTokens()) {
            return false;
        }
        batch.start(layer.output(), batchAxis(input));
        rows.start(layer.output(), axis);
        columns.start(layer.output(), axis);
        forms.put(layer.output(), new Cells(cells.kept(), cells.dropped(), null, 0));
        return true;
    }

    /** A value of each mask times the cells. */
    private boolean multiply(Layer layer) throws NotRewritableException {
        Form left = forms.get(layer.inputs().get(0));
        Form right = forms.get(layer.inputs().get(1));
        boolean tokensLook = left instanceof Cells cells && cells.count() > 0 && right instanceof Cells
                && onlyTokensRead(layer.output(), rows.axis(layer.inputs().get(0)).orElse(-1), cells.count());
        boolean single = left instanceof Cells != right instanceof Cells;
        if (!single && !tokensLook) {
            return false;
        }
        int side = right instanceof Cells ? 1 : 0;
        Cells cells = (Cells) (side == 1 ? right : left);
        Output input = layer.inputs().get(side);
        int rank = graph.shape(input).size();
        int axis = rows.axis(input).orElse(-1);
        if (cells.onlyTokens() || axis < rank - 2 || !columns.axis(input).equals(rows.axis(input))
                || layer.shape().size() != rank) {
            return false;
        }
        Output other = layer.inputs().get(1 - side);
        Output factor = tokensLook ? ((Cells) left).tokens() : forEachMask(other, batchAxis(input));
        if (graph.shape(other).size() != rank || batchAxis(input) >= rank - 2) {
            return false;
        }
        boolean transposed = Boolean.parseBoolean(layer.attribute(side == 0 ? "transpose_a" : "transpose_b"));
        boolean otherTransposed = Boolean.parseBoolean(layer.attribute(side == 0 ? "transpose_b" : "transpose_a"));
        boolean summed = axis == (side == 1 == transposed ? rank - 1 : rank - 2);
        batch.start(layer.output(), batchAxis(input));
        int place = side == 1 ? rank - 1 : rank - 2;
        Output result;
        if (summed) {
            int along = side == 1 == otherTransposed ? rank - 2 : rank - 1;
            result = weighted(layer, cells, factor, along, side, rank);
        } else {
            result = compared(layer, cells, factor, place, side);
        }
        if (tokensLook) {
            int count = ((Cells) left).count();
            rows.start(layer.output(), rank - 2);
            columns.start(layer.output(), rank - 2);
            forms.put(layer.output(), new Cells(null, null, result, count));
        } else {
            put(layer.output(), result);
        }
        return true;
    }

    /** Each cell's product with something; masks choose which of the two it is. */
    private Output compared(Layer layer, Cells cells, Output factor, int place, int side)
            throws NotRewritableException {
        int[] maskShape = maskShape(batchAxis(layer.output()), place, layer.shape().size());
        Output dropped = multiplied(layer, dropped(cells), factor, side);
        Output difference = operation("Subtract", multiplied(layer, cells.kept(), factor, side), dropped);
        Output product = operation("Add", dropped,
                operation("Multiply", difference, mask(layer.inputs().get(side), maskShape)));
        return cells.tokens() == null ? product
                : concat(place, List.of(multiplied(layer, cells.tokens(), factor, side), product));
    }

    /** The sum of cells with weights of each mask. */
    private Output weighted(Layer layer, Cells cells, Output factor, int along, int side, int rank)
            throws NotRewritableException {
        int count = cells.count();
        Output weights = count == 0 ? factor : slice(factor, rank, along, count, count + cells());
        int[] maskShape = maskShape(batchAxis(layer.output()), along, rank);
        Output ofKept = operation("Multiply", weights,
                mask(layer.inputs().get(side), maskShape));
        Output sum = multiplied(layer, cells.kept(), ofKept, side);
        if (cells.dropped() != null) {
            sum = operation("Add", sum,
                    multiplied(layer, cells.dropped(), operation("Subtract", weights, ofKept), side));
        }
        return count == 0 ? sum
                : operation("Add", sum, multiplied(layer, cells.tokens(), slice(factor, rank, along, 0, count), side));
    }

    private Output multiplied(Layer layer, Output cells, Output factor, int side)
            throws NotRewritableException {
        return copy(layer, side == 1 ? List.of(factor, cells) : List.of(cells, factor), 1, -1).get(0);
    }

    /** Attention of tokens to the cells, taken apart into its products. */
    private boolean attention(Layer layer) throws NotRewritableException {
        Output query = layer.inputs().get(0);
        Output key = layer.inputs().get(1);
        Output value = layer.inputs().get(2);
        int rank = graph.shape(query).size();
        if (!(forms.get(key) instanceof Cells keys) || !(forms.get(value) instanceof Cells values)
                || layer.inputs().size() > 3 || Boolean.parseBoolean(layer.attribute("causal"))
                || keys.onlyTokens() || values.onlyTokens() || keys.count() != values.count()
                || !atRows(key, rank) || !atRows(value, rank) || batchAxis(key) >= rank - 2) {
            return false;
        }
        boolean cellsAsk = forms.get(query) instanceof Cells;
        if (cellsAsk && (((Cells) forms.get(query)).count() == 0 || !atRows(query, rank)
                || !onlyTokensRead(layer.output(), rank - 2, ((Cells) forms.get(query)).count()))) {
            return false;
        }
        int batchAxis = batchAxis(key);
        Output asked = cellsAsk ? ((Cells) forms.get(query)).tokens() : forEachMask(query, batchAxis);
        int[] maskShape = maskShape(batchAxis, rank - 1, rank);
        Output dropped = matMul(asked, dropped(keys), true);
        Output difference = operation("Subtract", matMul(asked, keys.kept(), true), dropped);
        Output mask = mask(key, maskShape);
        Output scores = operation("Add", dropped, operation("Multiply", difference, mask));
        if (keys.count() > 0) {
            scores = concat(rank - 1, List.of(matMul(asked, keys.tokens(), true), scores));
        }
        Output root = editor.operation("Sqrt", "opset1", name("scale"), List.of(), numbers,
                numberLike(graph.shape(query).get(rank - 1), scores));
        Output weights = editor.operation("SoftMax", "opset8", name("attention"), List.of("axis", "-1"),
                numbers, operation("Divide", scores, root));
        Output ofCells = keys.count() == 0 ? weights
                : slice(weights, rank, rank - 1, keys.count(), keys.count() + cells());
        Output ofKept = operation("Multiply", ofCells, mask);
        Output result = matMul(ofKept, values.kept(), false);
        result = operation("Add", result,
                matMul(operation("Subtract", ofCells, ofKept), dropped(values), false));
        if (keys.count() > 0) {
            result = operation("Add", result,
                    matMul(slice(weights, rank, rank - 1, 0, keys.count()), values.tokens(), false));
        }
        batch.start(layer.output(), batchAxis);
        if (cellsAsk) {
            rows.start(layer.output(), rank - 2);
            columns.start(layer.output(), rank - 2);
            forms.put(layer.output(), new Cells(null, null, result, ((Cells) forms.get(query)).count()));
        } else {
            put(layer.output(), result);
        }
        return true;
    }

    private boolean atRows(Output value, int rank) {
        return rows.axis(value).equals(OptionalInt.of(rank - 2)) && columns.axis(value).equals(rows.axis(value))
                && graph.shape(value).size() == rank;
    }

    private Output matMul(Output left, Output right, boolean transposed) {
        return editor.operation("MatMul", "opset1", name("product"),
                List.of("transpose_a", "false", "transpose_b", Boolean.toString(transposed)), numbers, left,
                right);
    }

    /** Whether of all that stands along an axis only the first few are looked at, in the end. */
    private boolean onlyTokensRead(Output value, int axis, int count) {
        for (Layer reader : graph.readers(value)) {
            TakenRange range = TakenRange.of(model, graph, reader, axis);
            if (range != null && reader.inputs().get(0).equals(value)) {
                if (range.to() > count) {
                    return false;
                }
                continue;
            }
            AxisFlow flow = AxisFlow.ofPositions(model, graph);
            flow.start(value, axis);
            if (reader.outputs().size() != 1 || !flow.through(reader)
                    || !onlyTokensRead(reader.output(), flow.axis(reader.output()).orElseThrow(), count)) {
                return false;
            }
        }
        return axis >= 0;
    }

    // -- layers that work on all perturbed maps

    private void inBatch(Layer layer) throws NotRewritableException {
        if (reshapes(layer)) {
            Output read = batched(layer.inputs().get(0));
            followBatch(layer);
            put(layer.output(), reshaped(layer, read, masks, -1));
            return;
        }
        boolean joins = layer.type().equals("Concat") || layer.type().equals("ScaledDotProductAttention");
        List<Output> reads = new ArrayList<>();
        int axis = -1;
        for (Output input : layer.inputs()) {
            axis = forms.containsKey(input) ? batchAxis(input) : axis;
        }
        for (int i = 0; i < layer.inputs().size(); i++) {
            Output input = layer.inputs().get(i);
            boolean constant = !forms.containsKey(input);
            reads.add(!constant ? batched(input)
                    : joins && i < 3 | layer.type().equals("Concat") ? forEachMask(input, axis)
                            : constants.apply(input));
        }
        if (joins) {
            followJoined(layer, axis);
        } else {
            follow(layer);
        }
        List<Output> copied = copy(layer, reads, 1, -1);
        for (int i = 0; i < copied.size(); i++) {
            put(new Output(layer.id(), layer.outputs().get(i).id()), copied.get(i));
        }
    }

    private void followJoined(Layer layer, int axis) throws NotRewritableException {
        int rank = layer.shape().size();
        boolean apart = layer.type().equals("Concat") ? normal(Long.parseLong(layer.attribute("axis")), rank) != axis
                : axis < rank - 2 && layer.inputs().size() == 3;
        for (Output input : layer.inputs()) {
            apart &= graph.shape(input).size() == rank && (!forms.containsKey(input) || batchAxis(input) == axis);
        }
        if (!apart) {
            throw new NotRewritableException(layer, null);
        }
        batch.start(layer.output(), axis);
    }

    private void put(Output output, Output value) {
        forms.put(output, new Batch(value));
        count(output);
    }

    private void count(Output output) {
        largest = Math.max(largest, Arrays.stream(sizes(output)).asLongStream().reduce(1, Math::multiplyExact));
    }

    /** A value for all masks, whatever its form. */
    private Output batched(Output value) throws NotRewritableException {
        if (forms.get(value) instanceof Batch done) {
            return done.value();
        }
        Cells cells = (Cells) forms.get(value);
        if (cells.onlyTokens()) {
            throw new NotRewritableException(graph.producer(value), null);
        }
        int rank = graph.shape(value).size();
        int[] shape = new int[rank];
        Arrays.fill(shape, 1);
        boolean tokens = rows.axis(value).equals(columns.axis(value));
        shape[rows.axis(value).orElseThrow()] = tokens ? cells() : cut.axes().rows();
        shape[columns.axis(value).orElseThrow()] = tokens ? cells() : cut.axes().columns();
        if (columns.axis(value).orElseThrow() < rows.axis(value).orElseThrow()) {
            throw new NotRewritableException(graph.producer(value), null);
        }
        shape[batchAxis(value)] = masks;
        Output mask = mask(value, shape);
        Output made = cells.dropped() == null ? operation("Multiply", cells.kept(), mask)
                : operation("Add", cells.dropped(),
                        operation("Multiply", operation("Subtract", cells.kept(), cells.dropped()), mask));
        if (cells.count() > 0) {
            made = concat(rows.axis(value).orElseThrow(), List.of(cells.tokens(), made));
        }
        count(value);
        return made;
    }

    // -- the batch

    private void follow(Layer layer) throws NotRewritableException {
        if (!batch.through(layer)) {
            throw new NotRewritableException(layer, null);
        }
    }

    /** Follows the batch as far as that goes: it need not be known where the cells are taken one by one. */
    private void followBatch(Layer layer) {
        if (!reshapes(layer)) {
            batch.through(layer);
            return;
        }
        OptionalInt axis = batch.axis(layer.inputs().get(0));
        int[] to = sizes(layer.output());
        long before = axis.isEmpty() ? 0 : product(sizes(layer.inputs().get(0)), axis.getAsInt());
        for (int i = 0; i < to.length; i++) {
            if (to[i] == 1 && product(to, i) == before) {
                batch.start(layer.output(), i);
                return;
            }
        }
    }

    /** A pool over the cells leaves the batch where it is, or takes it along past dimensions that go. */
    private void followPooledBatch(Layer layer) throws NotRewritableException {
        Output input = layer.inputs().get(0);
        int axis = batchAxis(input);
        boolean keeps = layer.shape().size() == graph.shape(input).size();
        int gone = (int) IntStream.of(rows.axis(input).orElseThrow(), columns.axis(input).orElseThrow()).distinct()
                .filter(place -> !keeps && place < axis).count();
        batch.start(layer.output(), axis - gone);
    }

    private int batchAxis(Output value) throws NotRewritableException {
        OptionalInt axis = batch.axis(value);
        if (axis.isEmpty()) {
            throw new NotRewritableException(graph.producer(value), null);
        }
        return axis.getAsInt();
    }

    /** A value with the batch's size; a constant is repeated. */
    private Output forEachMask(Output value, int axis) throws NotRewritableException {
        if (forms.containsKey(value)) {
            if (batchAxis(value) != axis) {
                throw new NotRewritableException(graph.producer(value), null);
            }
            return batched(value);
        }
        int[] shape = sizes(value);
        if (axis >= shape.length || shape[axis] != 1) {
            throw new NotRewritableException(graph.producer(value), null);
        }
        shape[axis] = masks;
        return editor.operation("Broadcast", "opset3", name("repeated"), List.of("mode", "numpy"), numbers,
                constants.apply(value), editor.integers(shape));
    }

    // -- operations

    private int cells() {
        return cut.axes().cells();
    }

    private String name(String what) {
        return "pellucid." + copies++ + "." + what;
    }

    /** An input that is 1 at each mask's cell; one for each arrangement, for their elements are the same. */
    private Output mask(Output like, int... shape) {
        List<Integer> key = new ArrayList<>(Arrays.stream(shape).boxed().toList());
        return maskValues.computeIfAbsent(key, absent -> {
            String input = PerturbedHead.MASKS + "." + maskInputs.size();
            maskInputs.add(input);
            return editor.parameterLike(input, like, shape);
        });
    }

    private int[] maskShape(int batchAxis, int cellAxis, int rank) {
        int[] shape = new int[rank];
        Arrays.fill(shape, 1);
        shape[batchAxis] = masks;
        shape[cellAxis] = cells();
        return shape;
    }

    private Output operation(String operation, Output left, Output right) {
        return editor.operation(operation, "opset1", name(operation), List.of("auto_broadcast", "numpy"), numbers, left,
                right);
    }

    private Output numberLike(int number, Output like) {
        return editor.operation("ConvertLike", "opset1", name("number"), List.of(), numbers,
                editor.integers(number), like);
    }

    private Output reshape(Output value, int... shape) {
        return editor.operation("Reshape", "opset1", name("shaped"), List.of("special_zero", "false"),
                numbers, value, editor.integers(shape));
    }

    private Output concat(int axis, List<Output> parts) {
        return parts.size() == 1 ? parts.get(0)
                : editor.operation("Concat", "opset1", name("joined"), List.of("axis", Integer.toString(axis)),
                        numbers, parts.toArray(Output[]::new));
    }

    /** A stretch along one axis. Masks of the operation stand for begin 0, which is no number the editor can make. */
    private Output slice(Output value, int rank, int axis, int from, int to) {
        int[] begin = new int[rank];
        int[] end = new int[rank];
        int[] steps = new int[rank];
        String[] beginMask = new String[rank];
        String[] endMask = new String[rank];
        for (int i = 0; i < rank; i++) {
            boolean cuts = i == axis;
            begin[i] = cuts && from > 0 ? from : 1;
            end[i] = cuts ? to : 1;
            steps[i] = 1;
            beginMask[i] = cuts && from > 0 ? "0" : "1";
            endMask[i] = cuts ? "0" : "1";
        }
        return editor.operation("StridedSlice", "opset1", name("part"),
                List.of("begin_mask", String.join(",", beginMask), "end_mask", String.join(",", endMask),
                        "new_axis_mask", "", "shrink_axis_mask", "", "ellipsis_mask", ""),
                numbers, value, editor.integers(begin), editor.integers(end), editor.integers(steps));
    }

    private int[] sizes(Output value) {
        return graph.shape(value).stream().mapToInt(dim -> Math.max(1, dim)).toArray();
    }

    private static int normal(long axis, int rank) {
        return (int) (axis < 0 ? axis + rank : axis);
    }

    private static long product(int[] shape, int axes) {
        return Arrays.stream(shape, 0, axes).asLongStream().reduce(1, (a, b) -> a * b);
    }
}
