package org.pellucid.api.explain.spi;

import org.osgi.annotation.versioning.ConsumerType;
import org.pellucid.api.PellucidException;
import org.pellucid.api.explain.MethodDescription;
import org.pellucid.api.model.Model;

/**
 * An explanation method: the SPI. Register an implementation as a service with the property {@link #METHOD}; where
 * several have the same name the one with the highest service ranking is used. Safe for use by several threads.
 */
@ConsumerType
public interface ExplainMethod {
    /**
     * Service property: the method's name, lower case with hyphens. It is also the namespace of the capability by which a
     * resolver finds the method's bundle.
     */
    String METHOD = "pellucid.method";
    /**
     * Service property, an integer: {@code auto} takes the method with the highest value among those that support the
     * model; without the property it takes the method never.
     */
    String AUTO = "pellucid.auto";

    /** @return what this method is */
    MethodDescription description();

    /**
     * Looks at the model's graph only; cheap, compiles nothing.
     *
     * @param model a loaded model
     * @param layer the insertion layer asked for, or {@code null} to find one
     * @return whether {@link #prepare} can work for it
     */
    Support supports(Model model, String layer);

    /**
     * Compiles what is needed to explain pictures with one model, device, precision and set of options. The explainer
     * keeps the result and uses it for many pictures.
     *
     * @param context what to prepare for; valid until the result is closed
     * @return ready to explain
     * @throws PellucidException if the model cannot be explained this way, an option is out of its range, or the
     *                           runtime refuses
     */
    PreparedMethod prepare(MethodContext context) throws PellucidException;
}
