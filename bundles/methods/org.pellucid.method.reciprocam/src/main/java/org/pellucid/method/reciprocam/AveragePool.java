package org.pellucid.method.reciprocam;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.ir.Constants;
import org.pellucid.ir.IrGraph;
import org.pellucid.ir.Layer;
import org.pellucid.whitebox.Cut;
import org.pellucid.whitebox.SpatialAxes;

/** Recognises an average over all cells of a feature map, in any of the operations it may be exported as. */
final class AveragePool {
    private AveragePool() {
    }

    /** @return the average pool that is the only reader of the feature map */
    static Optional<Layer> of(RuntimeModel model, IrGraph graph, Cut cut) {
        List<Layer> readers = graph.readers(cut.value());
        if (readers.size() != 1) {
            return Optional.empty();
        }
        Layer reader = readers.get(0);
        SpatialAxes axes = cut.axes();
        // these two pool whatever comes behind batch and channels
        boolean poolable = axes.rowAxis() == 2 && axes.columnAxis() == cut.rank() - 1;
        boolean pools = switch (reader.type()) {
            case "ReduceMean" -> reducesPositions(model, graph, reader, cut);
            case "AvgPool" -> poolable && (axes.rows() + "," + axes.columns()).equals(plain(reader.attribute("kernel")))
                    && "0,0".equals(plain(reader.attribute("pads_begin")))
                    && "0,0".equals(plain(reader.attribute("pads_end")));
            case "AdaptiveAvgPool" -> poolable && Constants.integers(model, graph.input(reader, 1))
                    .filter(size -> Arrays.stream(size).allMatch(length -> length == 1)).isPresent();
            default -> false;
        };
        return pools ? Optional.of(reader) : Optional.empty();
    }

    private static boolean reducesPositions(RuntimeModel model, IrGraph graph, Layer reduce, Cut cut) {
        long[] over = Constants.integers(model, graph.input(reduce, 1)).orElse(new long[0]);
        long[] sorted = Arrays.stream(over).map(axis -> axis < 0 ? axis + cut.rank() : axis).sorted().toArray();
        return Arrays.equals(sorted,
                LongStream.of(cut.axes().rowAxis(), cut.axes().columnAxis()).distinct().toArray());
    }

    /** An attribute's list of numbers without spaces. */
    static String plain(String list) {
        return list == null ? "" : list.replace(" ", "");
    }
}
