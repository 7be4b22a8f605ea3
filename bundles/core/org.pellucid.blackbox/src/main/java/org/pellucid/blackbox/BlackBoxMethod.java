package org.pellucid.blackbox;

import org.pellucid.api.ModelException;
import org.pellucid.api.explain.MethodDescription;
import org.pellucid.api.explain.spi.ExplainMethod;
import org.pellucid.api.explain.spi.Support;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.whitebox.Classifier;

/** A method that asks any classifier again and again. */
public abstract class BlackBoxMethod implements ExplainMethod {
    private final MethodDescription description;
    private final String cost;

    /**
     * Describes the method.
     *
     * @param description of the method
     * @param cost        in a few words, for whoever is told why the method was taken
     */
    protected BlackBoxMethod(MethodDescription description, String cost) {
        this.description = description;
        this.cost = cost;
    }

    @Override
    public final MethodDescription description() {
        return description;
    }

    @Override
    public Support supports(RuntimeModel model) {
        try {
            return Support.yes("black box with " + Classifier.of(model).classes() + " classes; " + cost);
        } catch (ModelException e) {
            return Support.no(e.getMessage());
        }
    }
}
