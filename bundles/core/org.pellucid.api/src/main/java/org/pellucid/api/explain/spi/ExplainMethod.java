package org.pellucid.api.explain.spi;

import org.osgi.annotation.versioning.ConsumerType;
import org.pellucid.api.PellucidException;
import org.pellucid.api.explain.MethodDescription;
import org.pellucid.api.model.spi.RuntimeModel;

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
     * model. If the property is absent or 0, {@code auto} never chooses this method.
     */
    String AUTO = "pellucid.auto";

    /** {@return what this method is} */
    MethodDescription description();

    /**
     * Says whether this method can explain a model. Looks at the model's graph only; cheap, compiles nothing.
     *
     * @param model a loaded model
     * @return whether {@link #prepare} can work for it, with an insertion layer that the method finds
     */
    Support supports(RuntimeModel model);

    /**
     * Says whether this method can explain a model at a layer that was asked for. A method that looks into no layer
     * leaves this as it is.
     *
     * @param model a loaded model
     * @param layer name of the insertion layer
     * @return whether {@link #prepare} can work for both
     */
    default Support supports(RuntimeModel model, String layer) {
        return Support.no("it looks into no layer, so none can be given");
    }

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
