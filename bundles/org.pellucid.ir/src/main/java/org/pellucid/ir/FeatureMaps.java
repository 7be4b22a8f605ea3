package org.pellucid.ir;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pellucid.api.MethodException;

/** Finds the feature map of a convolutional classifier that white-box methods look at: the insertion layer. */
public final class FeatureMaps {
    private FeatureMaps() {
    }

    /**
     * The last layer whose output is {@code [1,C,h,w]} with {@code 1 < h < C} and {@code 1 < w < C} and through which
     * all of the picture's way to the logits leads.
     *
     * @param classifier a classifier
     * @return the layer's output
     */
    public static Optional<Output> last(Classifier classifier) {
        IrGraph graph = classifier.graph();
        Set<Integer> onTheWay = graph.ancestors(classifier.logits());
        List<Layer> layers = graph.layers();
        for (int i = layers.size() - 1; i >= 0; i--) {
            Layer layer = layers.get(i);
            if (onTheWay.contains(layer.id()) && isFeatureMap(layer) && !graph.isConstant(layer.output())
                    && cuts(classifier, layer.output())) {
                return Optional.of(layer.output());
            }
        }
        return Optional.empty();
    }

    /**
     * @param classifier a classifier
     * @param name       friendly name or tensor name of a layer
     * @return the layer's output
     * @throws MethodException if there is no such layer or it is no feature map; the message names one that is
     */
    public static Output named(Classifier classifier, String name) throws MethodException {
        String advice = last(classifier)
                .map(found -> "; the one found automatically is '" + classifier.graph().producer(found).name() + "'")
                .orElse("");
        Layer layer = classifier.graph().find(name)
                .orElseThrow(() -> new MethodException("the model has no layer '" + name + "'" + advice));
        if (layer.outputs().size() != 1 || layer.shape().size() != 4 || layer.shape().subList(1, 4).contains(-1)) {
            throw new MethodException("layer '" + name + "' is no feature map: expected one output [1,C,h,w], it has "
                    + layer.outputs().stream().map(port -> port.shape().toString()).toList() + advice);
        }
        if (classifier.graph().isConstant(layer.output()) || !cuts(classifier, layer.output())) {
            throw new MethodException("layer '" + name
                    + "' cannot be the insertion layer: the logits do not depend on the picture by it alone" + advice);
        }
        return layer.output();
    }

    private static boolean isFeatureMap(Layer layer) {
        if (layer.outputs().size() != 1 || layer.shape().size() != 4) {
            return false;
        }
        int channels = layer.shape().get(1);
        int height = layer.shape().get(2);
        int width = layer.shape().get(3);
        return layer.shape().get(0) <= 1 && height > 1 && height < channels && width > 1 && width < channels;
    }

    /** Whether the logits see the picture through this value only: then the rest of the graph is a head of its own. */
    private static boolean cuts(Classifier classifier, Output value) {
        IrGraph graph = classifier.graph();
        Set<Integer> head = graph.ancestors(classifier.logits(), value);
        return !head.contains(classifier.input().id())
                && graph.ancestors(classifier.logits()).contains(value.layer());
    }
}
