package org.pellucid.api.model.spi;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;
import org.pellucid.api.DeviceException;
import org.pellucid.api.ModelException;
import org.pellucid.api.NativeRuntimeException;
import org.pellucid.api.model.Model;

/**
 * Shows a model as methods need it: its graph, its weights and the way to compile it. Every model that comes from a
 * {@link org.pellucid.api.model.ModelLoader} is one.
 */
@ProviderType
public interface RuntimeModel extends Model {
    /**
     * Looks at a model as methods do.
     *
     * @param model as an application holds it
     * @return the same object
     * @throws IllegalArgumentException if no {@link org.pellucid.api.model.ModelLoader} loaded it
     */
    static RuntimeModel of(Model model) {
        if (model instanceof RuntimeModel loaded) {
            return loaded;
        }
        throw new IllegalArgumentException(
                "model " + model.name() + " is a " + model.getClass().getName() + ": load it with a ModelLoader");
    }

    /**
     * {@return the IR's XML as read, UTF-8; the caller does not change it. What white-box methods parse and rewrite.}
     */
    byte[] definition();

    /** {@return size of the weights in bytes, the upper bound of every {@code Const}} */
    long weightsSize();

    /**
     * Looks at a constant's bytes, as methods do to learn axes and shapes.
     *
     * @param offset first byte in the weights file
     * @param size   number of bytes
     * @return a read-only view in little-endian order, valid while the model is open
     * @throws IllegalArgumentException if the range does not lie within the weights
     */
    ByteBuffer weights(long offset, int size);

    /**
     * Compiles this model or a rewritten form of it, or takes it from the cache: the same content, device, precision,
     * hint and rewrite compile once. Slow the first time (tenths of a second), so not for activators.
     *
     * @param request what to compile for what
     * @return a handle the caller closes; the compiled model stays cached as long as this model is open
     * @throws DeviceException        if the device is not present; the message lists those that are
     * @throws ModelException         if the runtime refuses the definition
     * @throws NativeRuntimeException if the runtime cannot be loaded or fails
     */
    CompiledModel compile(CompileRequest request) throws DeviceException, ModelException, NativeRuntimeException;

    /** {@return milliseconds that reading and checking the files took, 0 if the model was already loaded} */
    double loadMillis();

    /**
     * Registers something to be done when this handle is closed, before the model is freed: what was made from the
     * handle is given back then.
     *
     * @param action run once, in the closing thread; run at once if the handle is closed already
     */
    void onClose(Runnable action);
}
