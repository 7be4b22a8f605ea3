package org.pellucid.api.explain.spi;

import org.osgi.annotation.versioning.ProviderType;
import org.pellucid.api.PellucidException;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.model.Model;

/**
 * Gives code that runs its own inferences, metrics say, access to compiled models. Safe for use by several threads.
 */
@ProviderType
public interface MethodContexts {
    /**
     * Makes a context as a method would get it.
     *
     * @param model    an open model
     * @param settings device, precision, preprocessing and seed are used
     * @return the context, without layer and options; what it compiles is closed by the caller, before the model
     * @throws PellucidException if the preprocessing does not fit the model
     */
    MethodContext context(Model model, ExplainSettings settings) throws PellucidException;
}
