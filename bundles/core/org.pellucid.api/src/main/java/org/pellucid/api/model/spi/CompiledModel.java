package org.pellucid.api.model.spi;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.pellucid.api.NativeRuntimeException;
import org.pellucid.api.model.Port;

/** A model compiled for a device. Safe for use by several threads; each makes its own requests. */
@ProviderType
public interface CompiledModel extends AutoCloseable {
    /** {@return inputs in order} */
    List<Port> inputs();

    /** {@return outputs in order} */
    List<Port> outputs();

    /** {@return how many requests in flight keep the device busy, at least 1} */
    int optimalRequests();

    /** {@return the precision the device computes in, e.g. {@code bf16}, where it tells; otherwise empty} */
    String executionPrecision();

    /** {@return the full name of the device that runs it, e.g. what {@code AUTO} chose} */
    String executionDevices();

    /**
     * {@return a new request, to be closed by the caller}
     *
     * @throws NativeRuntimeException if the runtime fails
     */
    InferRequest newRequest() throws NativeRuntimeException;

    /** Gives the handle back; requests made from it must be closed before. Idempotent. */
    @Override
    void close();
}
