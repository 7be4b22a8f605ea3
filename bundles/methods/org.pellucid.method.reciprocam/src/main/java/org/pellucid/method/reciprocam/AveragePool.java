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
        SpatialAxes axes = cut.axes();
        return Optional.of(readers.get(0))
                .filter(reader -> pools(model, graph, reader, axes.rowAxis(), axes.columnAxis(), axes));
    }

    /**
     * @param model  an open model
     * @param graph  its graph
     * @param reader a layer
     * @param row    dimension of the rows of what it reads; that of the columns for tokens
     * @param column dimension of the columns
     * @param axes   how many there are
     * @return whether it gives the average over all cells
     */
    static boolean pools(RuntimeModel model, IrGraph graph, Layer reader, int row, int column, SpatialAxes axes) {
        // two of these pool whatever comes behind batch and channels
        int rank = reader.inputs().isEmpty() ? 0 : graph.shape(reader.inputs().get(0)).size();
        boolean poolable = row == 2 && column == rank - 1;
        return switch (reader.type()) {
            case "ReduceMean" -> reduces(model, graph, reader, row, column);
            case "AvgPool" -> poolable && (axes.rows() + "," + axes.columns()).equals(plain(reader.attribute("kernel")))
                    && "0,0".equals(plain(reader.attribute("pads_begin")))
                    && "0,0".equals(plain(reader.attribute("pads_end")));
            case "AdaptiveAvgPool" -> poolable && Constants.integers(model, graph.input(reader, 1))
                    .filter(size -> Arrays.stream(size).allMatch(length -> length == 1)).isPresent();
            default -> false;
        };
    }

    /** @return whether a reduction goes over all cells and nothing else */
    static boolean reduces(RuntimeModel model, IrGraph graph, Layer reduce, int row, int column) {
        int rank = graph.shape(reduce.inputs().get(0)).size();
        long[] over = Constants.integers(model, graph.input(reduce, 1)).orElse(new long[0]);
        long[] sorted = Arrays.stream(over).map(axis -> axis < 0 ? axis + rank : axis).distinct().sorted().toArray();
        return Arrays.equals(sorted, LongStream.of(row, column).distinct().sorted().toArray());
    }

    /** An attribute's list of numbers without spaces. */
    static String plain(String list) {
        return list == null ? "" : list.replace(" ", "");
    }
}
