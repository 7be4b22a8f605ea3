package org.pellucid.whitebox;

import java.util.Optional;
import org.pellucid.api.PellucidException;
import org.pellucid.api.explain.MethodDescription;
import org.pellucid.api.explain.spi.ExplainMethod;
import org.pellucid.api.explain.spi.MethodContext;
import org.pellucid.api.explain.spi.PreparedMethod;
import org.pellucid.api.explain.spi.Support;
import org.pellucid.api.model.spi.RuntimeModel;

/** A method that works on the feature map of a classifier, wherever {@link Cuts} finds one. */
public abstract class FeatureMapMethod implements ExplainMethod {
    private final MethodDescription description;

    /**
     * Describes the method.
     *
     * @param description of the method
     */
    protected FeatureMapMethod(MethodDescription description) {
        this.description = description;
    }

    /**
     * Prepares the method for a model.
     *
     * @param context    of the request
     * @param classifier the model
     * @param cut        where its feature map is
     * @return the method, prepared
     * @throws PellucidException if it cannot work on this model
     */
    protected abstract PreparedMethod prepare(MethodContext context, Classifier classifier, Cut cut)
            throws PellucidException;

    @Override
    public final MethodDescription description() {
        return description;
    }

    @Override
    public Support supports(RuntimeModel model) {
        return Cuts.support(model, Optional.empty());
    }

    @Override
    public Support supports(RuntimeModel model, String layer) {
        return Cuts.support(model, Optional.of(layer));
    }

    @Override
    public PreparedMethod prepare(MethodContext context) throws PellucidException {
        return GraphSupport.prepare(() -> {
            Classifier classifier = Classifier.of(context.model());
            return prepare(context, classifier, Cuts.find(context.model(), classifier, context.layer()));
        });
    }
}
