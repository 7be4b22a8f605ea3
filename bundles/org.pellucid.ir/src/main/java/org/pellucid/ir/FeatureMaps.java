package org.pellucid.ir;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pellucid.api.MethodException;
import org.pellucid.api.explain.Support;
import org.pellucid.api.model.Model;

/** Finds the feature map of a convolutional classifier that white-box methods look at: the insertion layer. */
public final class FeatureMaps {
    private FeatureMaps() {
    }

    /**
     * @param model a model
     * @param layer name of the insertion layer, or {@code null} to find it
     * @return whether it is a classifier with such a feature map, and which
     */
    public static Support support(Model model, String layer) {
        return GraphSupport.of(() -> {
            Classifier classifier = Classifier.of(model);
            Output feature = find(classifier, Optional.ofNullable(layer));
            return "feature map " + classifier.graph().shape(feature) + " at layer '"
                    + classifier.graph().producer(feature).name() + "'";
        });
    }

    /**
     * The feature map asked for, or else the last layer whose output is {@code [1,C,h,w]} with {@code 1 < h < C} and {@code 1 < w < C} and through which
     * all of the picture's way to the logits leads.
     *
     * @param classifier a classifier
     * @param layer      friendly name or tensor name of the insertion layer; empty to find it
     * @return the layer's output
     * @throws MethodException if there is no such layer or it is no feature map; the message tells why, and names one
     *                         that is, or what to do else
     */
    public static Output find(Classifier classifier, Optional<String> layer) throws MethodException {
        if (layer.isPresent()) {
            return named(classifier, layer.get());
        }
        return last(classifier).orElseThrow(() -> new MethodException(
                "no feature map [1,C,h,w] with 1<h<C and 1<w<C leads to the logits: it is no convolutional network "
                        + "with channels first; name a layer (--layer) if it has one"));
    }

    private static Optional<Output> last(Classifier classifier) {
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

    private static Output named(Classifier classifier, String name) throws MethodException {
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
