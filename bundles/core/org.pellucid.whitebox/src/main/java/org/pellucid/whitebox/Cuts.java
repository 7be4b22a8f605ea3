package org.pellucid.whitebox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pellucid.api.MethodException;
import org.pellucid.api.explain.spi.Support;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.ir.IrGraph;
import org.pellucid.ir.Layer;
import org.pellucid.ir.Output;

/**
 * Finds the feature maps that a classifier can be cut at: one of them is the insertion layer of a white-box method. It
 * does not matter whether channels come first or last, or whether rows and columns are one dimension of tokens.
 */
public final class Cuts {
    private final IrGraph graph;
    /** In the order of the graph. */
    private final List<Cut> cuts;
    /** Layers that all of the picture's way to the logits passes, feature maps or not. */
    private final Set<Integer> passed;

    private Cuts(RuntimeModel model, Classifier classifier) {
        this.graph = classifier.graph();
        this.passed = passed(classifier);
        this.cuts = new ArrayList<>();
        Map<Output, SpatialAxes> axes = SpatialFlow.of(model, classifier);
        for (Layer layer : graph.layers()) {
            SpatialAxes found = isReadByOneOutput(layer) ? axes.get(layer.output()) : null;
            if (found != null && passed.contains(layer.id()) && mayBeCut(layer, found)) {
                cuts.add(Cut.of(graph, layer.output(), found));
            }
        }
    }

    /**
     * @param model      an open model
     * @param classifier the same as a classifier
     * @return the feature maps it can be cut at, in the order in which the picture passes them
     */
    public static List<Cut> of(RuntimeModel model, Classifier classifier) {
        return List.copyOf(new Cuts(model, classifier).cuts);
    }

    /**
     * @param model an open model
     * @param layer name of the insertion layer; empty to find it
     * @return whether it is a classifier with such a feature map, and which
     */
    public static Support support(RuntimeModel model, Optional<String> layer) {
        return GraphSupport.of(() -> {
            Cuts cuts = new Cuts(model, Classifier.of(model));
            Cut cut = cuts.find(layer);
            return cut
                    + (layer.isEmpty() ? ", the last of " + cuts.cuts.size() + " that all of the picture passes" : "");
        });
    }

    /**
     * Finds the insertion layer: the last feature map with more than one cell, or the one asked for.
     *
     * @param model      an open model
     * @param classifier the same as a classifier
     * @param layer      friendly name or tensor name of the insertion layer; empty to find it
     * @return the feature map
     * @throws MethodException if there is no such layer or it is no feature map; the message tells why, and names one
     *                         that is, or what to do else
     */
    public static Cut find(RuntimeModel model, Classifier classifier, Optional<String> layer) throws MethodException {
        return new Cuts(model, classifier).find(layer);
    }

    private Cut find(Optional<String> layer) throws MethodException {
        if (layer.isPresent()) {
            return named(layer.get());
        }
        return last().orElseThrow(() -> new MethodException("no feature map of more than one cell, [1,C,h,w], "
                + "[1,h,w,C] or tokens [1,h*w,C], is all that the logits see of the picture; name a layer (--layer) "
                + "if there is one, or give the model a fixed picture size if it leaves it open"));
    }

    private Optional<Cut> last() {
        return cuts.isEmpty() ? Optional.empty() : Optional.of(cuts.get(cuts.size() - 1));
    }

    private Cut named(String name) throws MethodException {
        String advice = last().map(found -> "; the one found automatically is '" + found.layer() + "'").orElse("");
        Layer layer = graph.find(name)
                .orElseThrow(() -> new MethodException("the model has no layer '" + name + "'" + advice));
        Optional<Cut> known = cuts.stream().filter(cut -> cut.value().layer() == layer.id()).findFirst();
        if (known.isPresent()) {
            return known.get();
        }
        if (!isReadByOneOutput(layer) || layer.shape().size() != 4 || layer.shape().subList(1, 4).contains(-1)) {
            throw new MethodException(
                    "layer '" + name + "' is no feature map: expected one output [1,C,h,w], [1,h,w,C] "
                            + "or tokens [1,h*w,C] that come from the picture, it has "
                            + layer.outputs().stream().map(port -> port.shape().toString()).toList() + advice);
        }
        if (!passed.contains(layer.id())) {
            throw new MethodException("layer '" + name
                    + "' cannot be the insertion layer: the logits do not depend on the picture by it alone" + advice);
        }
        // whoever names a layer knows that it is a feature map
        return Cut.of(graph, layer.output(), new SpatialAxes(2, 3, layer.shape().get(2), layer.shape().get(3)));
    }

    /** Pooling may give the places of its maxima as well, which nobody reads; of what a split gives all is read. */
    private boolean isReadByOneOutput(Layer layer) {
        return !layer.outputs().isEmpty() && layer.outputs().stream().skip(1)
                .allMatch(port -> graph.readers(new Output(layer.id(), port.id())).isEmpty());
    }

    private static boolean mayBeCut(Layer layer, SpatialAxes axes) {
        return axes.cells() > 1 && axes.rowAxis() > 0 && axes.columnAxis() >= axes.rowAxis()
                && layer.shape().get(0) <= 1 && !layer.shape().subList(1, layer.shape().size()).contains(-1)
                && !layer.type().equals("Parameter");
    }

    /**
     * In an order in which every layer comes behind those it reads, a layer is passed by all ways if no edge leads over
     * its place.
     */
    private static Set<Integer> passed(Classifier classifier) {
        IrGraph graph = classifier.graph();
        List<Layer> way = new ArrayList<>(List.of(classifier.input()));
        // that a layer knows the picture's size does not mean that it sees the picture
        graph.between(classifier.input().output(), classifier.logits()).stream()
                .filter(layer -> layer.outputs().isEmpty() || !graph.isConstant(layer.output())).forEach(way::add);
        Map<Integer, Integer> places = new HashMap<>();
        for (Layer layer : way) {
            places.put(layer.id(), places.size());
        }
        Set<Integer> passed = new HashSet<>();
        int[] reach = new int[way.size()];
        for (int place = 0; place < reach.length; place++) {
            for (Output input : way.get(place).inputs()) {
                Integer read = places.get(input.layer());
                if (read != null) {
                    reach[read] = Math.max(reach[read], place);
                }
            }
        }
        int furthest = 0;
        for (int place = 0; place < reach.length; place++) {
            if (furthest <= place) {
                passed.add(way.get(place).id());
            }
            furthest = Math.max(furthest, reach[place]);
        }
        return passed;
    }
}
