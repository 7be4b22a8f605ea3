package org.pellucid.method.vitreciprocam;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.ir.Constants;
import org.pellucid.ir.IrGraph;
import org.pellucid.ir.Layer;
import org.pellucid.ir.Output;
import org.pellucid.whitebox.AxisFlow;

/**
 * Follows tokens through layers that treat each of them alone, and knows which tokens a value holds: a part of the
 * sequence may be cut out, and parts may be joined again. Layers may treat tokens differently by their position, as a
 * rotary embedding does. For one thread.
 */
final class TokenFlow {
    private static final Set<String> ELEMENTWISE = Set.of("Add", "Subtract", "Multiply", "Divide");

    /**
     * Tokens that a value holds.
     *
     * @param axis along which they lie
     * @param from index of the first in the sequence
     * @param to   index after the last
     */
    record Span(int axis, int from, int to) {
        int size() {
            return to - from;
        }

        private boolean sameTokens(Span other) {
            return from == other.from && to == other.to;
        }
    }

    private final RuntimeModel model;
    private final IrGraph graph;
    private final AxisFlow axes;
    private final Map<Output, Span> spans = new HashMap<>();
    private final Set<Output> positional = new HashSet<>();

    TokenFlow(RuntimeModel model, IrGraph graph) {
        this.model = model;
        this.graph = graph;
        this.axes = new AxisFlow(model, graph, false);
    }

    /** Begins to follow a whole sequence. */
    void start(Output value, int axis) {
        put(value, new Span(axis, 0, graph.shape(value).get(axis)));
    }

    /** @return the tokens a value holds, if it has been followed to */
    Optional<Span> span(Output value) {
        return Optional.ofNullable(spans.get(value));
    }

    /** @return whether tokens were treated differently by their position on the way to a value */
    boolean isPositional(Output value) {
        return positional.contains(value);
    }

    /** @return whether a layer followed through does nothing but cut tokens out of a sequence */
    boolean isCut(Layer layer) {
        Span before = layer.inputs().isEmpty() ? null : spans.get(layer.inputs().get(0));
        return before != null && layer.outputs().stream().map(port -> spans.get(new Output(layer.id(), port.id())))
                .anyMatch(after -> after != null && !after.sameTokens(before)) && !layer.type().equals("Concat");
    }

    /**
     * Follows tokens through a layer.
     *
     * @return whether it treats each token alone, so that its outputs are followed to
     */
    boolean through(Layer layer) {
        List<Span> read = layer.inputs().stream().filter(spans::containsKey).map(spans::get).toList();
        if (read.isEmpty()) {
            return false;
        }
        boolean byPosition = layer.inputs().stream().anyMatch(positional::contains);
        boolean followed = cut(layer) || join(layer, read);
        if (!followed && read.stream().allMatch(read.get(0)::sameTokens)) {
            boolean varies = variesByPosition(layer);
            followed = varies ? elementwise(layer) : alike(layer, read.get(0));
            byPosition |= varies;
        }
        if (followed && (byPosition || layer.type().equals("Concat") && read.size() > 1 && !read.get(0)
                .sameTokens(read.get(1)))) {
            layer.outputs().forEach(port -> positional.add(new Output(layer.id(), port.id())));
        }
        return followed;
    }

    private void put(Output value, Span span) {
        spans.put(value, span);
        axes.start(value, span.axis());
    }

    /** A layer that does the same for each token. */
    private boolean alike(Layer layer, Span read) {
        if (!axes.through(layer)) {
            return false;
        }
        for (Layer.OutputPort port : layer.outputs()) {
            Output output = new Output(layer.id(), port.id());
            spans.put(output, new Span(axes.axis(output).orElseThrow(), read.from(), read.to()));
        }
        return true;
    }

    private boolean variesByPosition(Layer layer) {
        if (!ELEMENTWISE.contains(layer.type())) {
            return false;
        }
        int fromEnd = fromEnd(layer);
        return layer.inputs().stream().filter(input -> !spans.containsKey(input)).anyMatch(input -> {
            List<Integer> shape = graph.shape(input);
            return shape.size() + fromEnd >= 0 && shape.get(shape.size() + fromEnd) > 1;
        });
    }

    /** @return place of the tokens from the end of the shape, the first followed input's */
    private int fromEnd(Layer layer) {
        Output input = layer.inputs().stream().filter(spans::containsKey).findFirst().orElseThrow();
        return spans.get(input).axis() - graph.shape(input).size();
    }

    /** Operands that are followed have their tokens at the same place; the others are fixed, with a value a token. */
    private boolean elementwise(Layer layer) {
        int fromEnd = fromEnd(layer);
        Span span = null;
        for (Output input : layer.inputs()) {
            Span read = spans.get(input);
            boolean fits = read == null ? graph.isConstant(input)
                    : read.axis() - graph.shape(input).size() == fromEnd && read.size() > 1;
            if (!fits) {
                return false;
            }
            span = read == null ? span : read;
        }
        put(layer.output(), new Span(layer.shape().size() + fromEnd, span.from(), span.to()));
        return true;
    }

    /** Cuts tokens out: a slice or split along them. */
    private boolean cut(Layer layer) {
        Span read = spans.get(layer.inputs().get(0));
        if (read == null) {
            return false;
        }
        return switch (layer.type()) {
            case "Slice" -> slice(layer, read);
            case "StridedSlice" -> stridedSlice(layer, read);
            case "Split", "VariadicSplit" -> split(layer, read);
            default -> false;
        };
    }

    private boolean slice(Layer layer, Span read) {
        long[] along = constant(layer, 4);
        long[] step = constant(layer, 3);
        boolean tokens = along != null && along.length == 1 && axis(along[0], layer) == read.axis();
        return tokens && step != null && step[0] == 1 && range(layer, read, constant(layer, 1), constant(layer, 2), 0);
    }

    private boolean range(Layer layer, Span read, long[] begin, long[] end, int element) {
        if (begin == null || end == null || begin.length <= element || end.length <= element) {
            return false;
        }
        return range(layer, read, clamp(begin[element], read.size()), clamp(end[element], read.size()));
    }

    private boolean range(Layer layer, Span read, int first, int last) {
        if (last <= first || layer.shape().size() != graph.shape(layer.inputs().get(0)).size()) {
            return false;
        }
        put(layer.output(), new Span(read.axis(), read.from() + first, read.from() + last));
        return true;
    }

    private static int clamp(long index, int size) {
        return (int) Math.max(0, Math.min(size, index < 0 ? index + size : index));
    }

    /** Only along the tokens; elsewhere all is taken. */
    private boolean stridedSlice(Layer layer, Span read) {
        List<Integer> from = graph.shape(layer.inputs().get(0));
        List<Integer> to = layer.shape();
        if (from.size() != to.size() || layer.inputs().size() < 3) {
            return false;
        }
        for (int i = 0; i < from.size(); i++) {
            if (i != read.axis() && !from.get(i).equals(to.get(i))) {
                return false;
            }
        }
        long[] begin = constant(layer, 1);
        long[] end = constant(layer, 2);
        long[] step = layer.inputs().size() > 3 ? constant(layer, 3) : null;
        int axis = read.axis();
        if (begin == null || end == null || begin.length <= axis || end.length <= axis
                || step != null && step[axis] != 1) {
            return false;
        }
        int first = isOpen(layer, "begin_mask", axis) ? 0 : clamp(begin[axis], read.size());
        int last = isOpen(layer, "end_mask", axis) ? read.size() : clamp(end[axis], read.size());
        return last - first == to.get(axis) && range(layer, read, first, last);
    }

    /** @return whether the slice has no bound there, which a mask says with a 1 */
    private static boolean isOpen(Layer layer, String mask, int axis) {
        String[] flags = layer.attribute(mask) == null ? new String[0] : layer.attribute(mask).split(",");
        return axis < flags.length && flags[axis].strip().equals("1");
    }

    private boolean split(Layer layer, Span read) {
        long[] along = constant(layer, 1);
        if (along == null || along.length != 1 || axis(along[0], layer) != read.axis()) {
            return false;
        }
        int from = read.from();
        for (Layer.OutputPort port : layer.outputs()) {
            int size = port.shape().get(read.axis());
            put(new Output(layer.id(), port.id()), new Span(read.axis(), from, from + size));
            from += size;
        }
        return from == read.to();
    }

    /** Joins parts that follow each other in the sequence. */
    private boolean join(Layer layer, List<Span> read) {
        if (!layer.type().equals("Concat") || read.size() != layer.inputs().size()) {
            return false;
        }
        int axis = axis(Integer.parseInt(layer.attribute("axis")), layer);
        int end = read.get(0).from();
        for (Span part : read) {
            if (part.axis() != axis || part.from() != end) {
                return false;
            }
            end = part.to();
        }
        put(layer.output(), new Span(axis, read.get(0).from(), end));
        return true;
    }

    private static int axis(long axis, Layer layer) {
        return (int) (axis < 0 ? axis + layer.shape().size() : axis);
    }

    private long[] constant(Layer layer, int input) {
        return layer.inputs().size() <= input ? null
                : Constants.integers(model, graph.input(layer, input)).orElse(null);
    }
}
