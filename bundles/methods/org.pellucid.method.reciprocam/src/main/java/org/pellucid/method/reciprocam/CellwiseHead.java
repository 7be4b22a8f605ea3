package org.pellucid.method.reciprocam;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.ir.IrEditor;
import org.pellucid.ir.IrGraph;
import org.pellucid.ir.Layer;
import org.pellucid.ir.Output;
import org.pellucid.whitebox.Classifier;
import org.pellucid.whitebox.Cut;
import org.pellucid.whitebox.LinearScores;

/**
 * The head most convolutional classifiers have: average pool, layers that treat every position alike, a linear layer.
 * <p>
 * The average over a feature map of which one cell is left is that cell, divided by their number. So what lies between
 * pool and linear layer can be applied to the feature map as a whole, divided by the number of cells, and each position
 * of the result is what the pooled perturbed map would have become. No mask is needed, and only the rows of the target
 * classes of the linear layer: prediction and perturbed features come from one inference, the scores are a small matrix
 * product.
 */
final class CellwiseHead {
    /** Output: what the linear layer would see for each perturbed map, {@code [1,h,w,C]}. */
    static final String CELLS = "pellucid.cells";

    private static final Set<String> ELEMENTWISE = Set.of("ReLU", "Clamp", "Sigmoid", "HSigmoid", "HSwish", "Swish",
            "Mish", "Gelu", "Elu", "Tanh", "SoftPlus", "Add", "Multiply", "Subtract", "Divide", "Maximum", "Minimum",
            "FakeQuantize");

    private final IrGraph graph;
    private final Cut cut;
    private final Layer pool;
    private final List<Layer> between;
    private final LinearScores linear;

    private CellwiseHead(IrGraph graph, Cut cut, Layer pool, List<Layer> between, LinearScores linear) {
        this.graph = graph;
        this.cut = cut;
        this.pool = pool;
        this.between = between;
        this.linear = linear;
    }

    /** @return the head behind a feature map, if it is of this kind */
    static Optional<CellwiseHead> of(RuntimeModel model, Classifier classifier, Cut cut) {
        IrGraph graph = classifier.graph();
        Optional<Layer> pool = AveragePool.of(model, graph, cut);
        Optional<LinearScores> linear = LinearScores.of(model, classifier);
        if (pool.isEmpty() || linear.isEmpty()) {
            return Optional.empty();
        }
        boolean planar = cut.rank() == 4 && cut.axes().rowAxis() == 2;
        return between(graph, cut.value(), pool.get(), linear.get().input())
                .filter(layers -> layers.isEmpty() ? linear.get().channels() == cut.channels() : planar)
                .map(layers -> new CellwiseHead(graph, cut, pool.get(), layers, linear.get()));
    }

    /** @return the layers between pool and linear layer in order, without the flattening, if that is all there is */
    private static Optional<List<Layer>> between(IrGraph graph, Output feature, Layer pool, Output linearInput) {
        List<Layer> rest = new ArrayList<>(graph.between(feature, linearInput));
        if (!rest.remove(pool)) {
            return Optional.empty();
        }
        Layer last = graph.producer(linearInput);
        boolean flat = last.equals(pool) ? pool.shape().size() == 2 : flattens(graph, last);
        if (!flat || graph.readers(linearInput).size() != 1) {
            return Optional.empty();
        }
        rest.remove(last);
        return rest.stream().allMatch(layer -> treatsPositionsAlike(graph, layer)) ? Optional.of(rest)
                : Optional.empty();
    }

    /** Whether a layer only takes {@code [1,C,1,1]}, or the same with the ones elsewhere, for {@code [1,C]}. */
    private static boolean flattens(IrGraph graph, Layer layer) {
        if (!layer.type().equals("Reshape") && !layer.type().equals("Squeeze")) {
            return false;
        }
        return layer.shape().size() == 2
                && CutEquation.flattening(graph.shape(layer.inputs().get(0)), layer.shape().get(1)) != null;
    }

    private static boolean treatsPositionsAlike(IrGraph graph, Layer layer) {
        List<Integer> shape = layer.outputs().size() == 1 ? layer.shape() : List.of();
        if (shape.size() != 4 || shape.get(2) != 1 || shape.get(3) != 1) {
            return false;
        }
        if (layer.type().equals("Convolution")) {
            Output kernel = layer.inputs().get(1);
            List<Integer> size = graph.shape(kernel);
            return graph.isConstant(kernel) && size.get(2) == 1 && size.get(3) == 1
                    && "0,0".equals(AveragePool.plain(layer.attribute("pads_begin")))
                    && "0,0".equals(AveragePool.plain(layer.attribute("pads_end")))
                    && "1,1".equals(AveragePool.plain(layer.attribute("strides")));
        }
        if (layer.type().equals("PReLU")) {
            Output slope = layer.inputs().get(1);
            return graph.isConstant(slope) && graph.shape(slope).size() == 1;
        }
        return ELEMENTWISE.contains(layer.type())
                && layer.inputs().stream().allMatch(input -> standsForAllPositions(graph, input));
    }

    /** A constant that means the same at every position: one number, or one for each channel. */
    private static boolean standsForAllPositions(IrGraph graph, Output input) {
        if (!graph.isConstant(input)) {
            return true;
        }
        List<Integer> shape = graph.shape(input);
        int rank = shape.size();
        boolean perChannel = rank >= 3 && shape.get(rank - 1) == 1 && shape.get(rank - 2) == 1
                && (rank == 3 || shape.get(0) == 1);
        return perChannel || shape.stream().allMatch(dim -> dim == 1);
    }

    /** @return whether there is nothing between pool and linear layer, so that the cells are those of the feature map */
    boolean isPlain() {
        return between.isEmpty();
    }

    /** @return channels of {@link #CELLS} */
    int channels() {
        return linear.channels();
    }

    /**
     * Adds {@link #CELLS} to a prediction. Channels come last, as the device has them anyway: any other order would have
     * to be made.
     */
    void addTo(IrEditor prediction) {
        if (isPlain()) {
            // the device would make another copy of the feature map for a pool of less precision
            prediction.keepPrecision(pool.id());
            String equation = CutEquation.channelsLast(cut);
            prediction.result(CELLS, equation == null ? cut.value()
                    : arranged(prediction, equation, cut.value()));
            return;
        }
        Map<Output, Output> copies = new HashMap<>();
        List<Layer> rest = new ArrayList<>(between);
        Layer first = rest.get(0);
        if (mixesChannels(first) && graph.readers(pool.output()).equals(List.of(first))) {
            rest.remove(first);
            Output product = copy(prediction, first, Map.of(pool.output(), cut.value()));
            // the mean of the products is the product of the mean, so the prediction need not compute one of its own
            Output mean = copy(prediction, pool, Map.of(cut.value(), product));
            prediction.redirect(first.output(), mean);
            copies.put(first.output(), divided(prediction, product));
        } else {
            copies.put(pool.output(), divided(prediction, cut.value()));
        }
        for (Layer layer : rest) {
            copies.put(layer.output(), copy(prediction, layer, copies));
        }
        prediction.result(CELLS, arranged(prediction, "bcyx->byxc",
                copies.get(between.get(between.size() - 1).output())));
    }

    private static boolean mixesChannels(Layer layer) {
        return layer.type().equals("Convolution");
    }

    private Output arranged(IrEditor prediction, String equation, Output value) {
        return prediction.operation("Einsum", "opset7", "pellucid.channels.last", List.of("equation", equation),
                graph.type(cut.value()), value);
    }

    private Output divided(IrEditor prediction, Output value) {
        Output count = prediction.integersLike(cut.value(), cut.axes().cells());
        return prediction.operation("Divide", "opset1", "pellucid.scaled", List.of("auto_broadcast", "numpy"),
                graph.type(cut.value()), value, count);
    }

    private static Output copy(IrEditor prediction, Layer layer, Map<Output, Output> copies) {
        List<Output> reads = new ArrayList<>(layer.inputs());
        reads.replaceAll(read -> copies.getOrDefault(read, read));
        return prediction.copy(layer, "pellucid.cells." + layer.id(), reads);
    }

    /**
     * The scores of one class: its row of the linear layer times the cells.
     *
     * @param target class
     * @param cells  {@code [h*w,C]}
     * @param count  {@code h*w}
     * @return {@code [h*w]}
     */
    float[] scores(int target, float[] cells, int count) {
        return linear.of(target, cells, count, isPlain() ? 1f / count : 1);
    }
}
