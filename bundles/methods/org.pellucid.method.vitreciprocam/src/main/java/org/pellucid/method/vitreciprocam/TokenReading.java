package org.pellucid.method.vitreciprocam;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.ir.Constants;
import org.pellucid.ir.IrGraph;
import org.pellucid.ir.Layer;
import org.pellucid.ir.Output;

/**
 * How a head reads a sequence {@code [N,T,D]}: one token, or a sum of several.
 *
 * @param sequence what the layer reads
 * @param from     index of the first token read
 * @param to       index after the last
 * @param weight   what each is multiplied by
 */
record TokenReading(Output sequence, int from, int to, float weight) {

    /**
     * @param tokens knows which tokens a value holds
     * @param layer  a layer of a head
     * @return what it reads, if it turns tokens {@code [N,T,D]} into {@code [N,D]} or {@code [N,1,D]}
     */
    static Optional<TokenReading> of(RuntimeModel model, IrGraph graph, TokenFlow tokens, Layer layer) {
        if (layer.inputs().isEmpty() || layer.outputs().size() != 1) {
            return Optional.empty();
        }
        Output sequence = layer.inputs().get(0);
        List<Integer> from = graph.shape(sequence);
        List<Integer> to = layer.shape();
        TokenFlow.Span span = tokens.span(sequence).filter(found -> found.axis() == 1 && from.size() == 3)
                .orElse(null);
        boolean one = span != null && span.size() == from.get(1)
                && (to.size() == 2 && to.get(1).equals(from.get(2))
                        || to.size() == 3 && to.get(1) == 1 && to.get(2).equals(from.get(2)));
        if (!one) {
            return Optional.empty();
        }
        if (layer.type().equals("ReduceMean") || layer.type().equals("ReduceSum")) {
            boolean overTokens = Constants.integers(model, graph.input(layer, 1))
                    .filter(axes -> Arrays.equals(axes, new long[] {1}) || Arrays.equals(axes, new long[] {-2}))
                    .isPresent();
            float weight = layer.type().equals("ReduceMean") ? 1f / span.size() : 1;
            return overTokens ? Optional.of(new TokenReading(sequence, span.from(), span.to(), weight))
                    : Optional.empty();
        }
        int index = index(model, graph, layer);
        return index < 0 || index >= span.size() ? Optional.empty()
                : Optional.of(new TokenReading(sequence, span.from() + index, span.from() + index + 1, 1));
    }

    /** @return index of the one token the layer takes, or -1 if it does something else */
    private static int index(RuntimeModel model, IrGraph graph, Layer layer) {
        return switch (layer.type()) {
            case "Gather" -> value(model, graph, layer, 2, 0) == 1 ? value(model, graph, layer, 1, 0) : -1;
            case "Slice" -> slice(model, graph, layer);
            case "StridedSlice" -> beginsOpen(layer) ? 0 : value(model, graph, layer, 1, 1);
            default -> -1;
        };
    }

    private static boolean beginsOpen(Layer layer) {
        String mask = layer.attribute("begin_mask");
        String[] flags = mask == null ? new String[0] : mask.split(",");
        return flags.length > 1 && flags[1].strip().equals("1");
    }

    private static int slice(RuntimeModel model, IrGraph graph, Layer layer) {
        boolean alongTokens = layer.inputs().size() == 5 && value(model, graph, layer, 4, 0) == 1;
        return alongTokens ? value(model, graph, layer, 1, 0) : -1;
    }

    /** @return an element of a constant input, or -1 */
    private static int value(RuntimeModel model, IrGraph graph, Layer layer, int input, int element) {
        return Constants.integers(model, graph.input(layer, input))
                .filter(values -> element < values.length).map(values -> (int) values[element]).orElse(-1);
    }
}
