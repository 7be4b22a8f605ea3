package org.pellucid.openvino;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.pellucid.api.NativeRuntimeException;
import org.pellucid.api.model.Port;
import org.pellucid.api.model.spi.CompiledModel;
import org.pellucid.api.model.spi.InferRequest;

/** One caller's share of a compiled model. */
final class CompiledHandle implements CompiledModel {
    private final SharedCompiledModel compiled;
    private final String name;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Becomes one owner more of a compiled model that its maker still owns. */
    CompiledHandle(SharedCompiledModel compiled, String name) {
        this.compiled = compiled;
        this.name = name;
        if (!compiled.retain()) {
            throw closed();
        }
    }

    private IllegalStateException closed() {
        return new IllegalStateException("Compiled model " + name + " was closed");
    }

    private SharedCompiledModel open() {
        if (closed.get()) {
            throw closed();
        }
        return compiled;
    }

    @Override
    public List<Port> inputs() {
        return open().inputs();
    }

    @Override
    public List<Port> outputs() {
        return open().outputs();
    }

    @Override
    public int optimalRequests() {
        return open().optimalRequests();
    }

    @Override
    public String executionPrecision() {
        return open().executionPrecision();
    }

    @Override
    public String executionDevices() {
        return open().executionDevices();
    }

    @Override
    public InferRequest newRequest() throws NativeRuntimeException {
        SharedCompiledModel shared = open();
        // the request's own share, should this handle be closed first
        if (!shared.retain()) {
            throw closed();
        }
        boolean made = false;
        try {
            InferRequest request = new Request(shared, name);
            made = true;
            return request;
        } finally {
            if (!made) {
                shared.release();
            }
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            compiled.release();
        }
    }
}
