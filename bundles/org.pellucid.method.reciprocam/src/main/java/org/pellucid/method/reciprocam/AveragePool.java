package org.pellucid.method.reciprocam;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.pellucid.api.model.Model;
import org.pellucid.ir.Constants;
import org.pellucid.ir.IrGraph;
import org.pellucid.ir.Layer;
import org.pellucid.ir.Output;

/** Recognises an average over all cells of a feature map, in any of the operations it may be exported as. */
final class AveragePool {
    private AveragePool() {
    }

    /** @return the average pool that is the only reader of the feature map */
    static Optional<Layer> of(Model model, IrGraph graph, Output feature) {
        List<Layer> readers = graph.readers(feature);
        if (readers.size() != 1) {
            return Optional.empty();
        }
        Layer reader = readers.get(0);
        List<Integer> shape = graph.shape(feature);
        boolean pools = switch (reader.type()) {
            case "ReduceMean" -> reducesPositions(model, graph, reader);
            case "AvgPool" -> (shape.get(2) + "," + shape.get(3)).equals(plain(reader.attribute("kernel")))
                    && "0,0".equals(plain(reader.attribute("pads_begin")))
                    && "0,0".equals(plain(reader.attribute("pads_end")));
            case "AdaptiveAvgPool" -> Constants.integers(model, graph.input(reader, 1))
                    .filter(size -> Arrays.equals(size, new long[] {1, 1})).isPresent();
            default -> false;
        };
        return pools ? Optional.of(reader) : Optional.empty();
    }

    private static boolean reducesPositions(Model model, IrGraph graph, Layer reduce) {
        long[] axes = Constants.integers(model, graph.input(reduce, 1)).orElse(new long[0]);
        for (int i = 0; i < axes.length; i++) {
            axes[i] = axes[i] < 0 ? axes[i] + 4 : axes[i];
        }
        Arrays.sort(axes);
        return Arrays.equals(axes, new long[] {2, 3});
    }

    /** An attribute's list of numbers without spaces. */
    static String plain(String list) {
        return list == null ? "" : list.replace(" ", "");
    }
}
