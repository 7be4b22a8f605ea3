package org.pellucid.method.vitreciprocam;

import java.util.List;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.ir.Constants;
import org.pellucid.ir.IrGraph;
import org.pellucid.ir.Layer;

/** Recognises how a head reads one token of a sequence {@code [N,T,D]}. */
final class TokenSelection {
    private TokenSelection() {
    }

    /**
     * @param tokens {@code T}
     * @return index of the one token the layer gives as {@code [N,D]} or {@code [N,1,D]}, or -1 if it does something
     *         else
     */
    static int index(RuntimeModel model, IrGraph graph, Layer layer, int tokens) {
        if (layer.inputs().isEmpty() || layer.outputs().size() != 1) {
            return -1;
        }
        List<Integer> from = graph.shape(layer.inputs().get(0));
        List<Integer> to = layer.shape();
        boolean one = from.size() == 3 && from.get(1) == tokens
                && (to.size() == 2 && to.get(1).equals(from.get(2))
                        || to.size() == 3 && to.get(1) == 1 && to.get(2).equals(from.get(2)));
        if (!one) {
            return -1;
        }
        int index = switch (layer.type()) {
            case "Gather" -> value(model, graph, layer, 2, 0) == 1 ? value(model, graph, layer, 1, 0) : -1;
            case "Slice" -> slice(model, graph, layer);
            case "StridedSlice" -> beginsOpen(layer) ? 0 : value(model, graph, layer, 1, 1);
            default -> -1;
        };
        return index < tokens ? index : -1;
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
