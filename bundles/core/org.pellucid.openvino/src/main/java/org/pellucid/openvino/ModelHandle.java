package org.pellucid.openvino;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pellucid.api.DeviceException;
import org.pellucid.api.ModelException;
import org.pellucid.api.NativeRuntimeException;
import org.pellucid.api.model.ModelInfo;
import org.pellucid.api.model.Port;
import org.pellucid.api.model.spi.CompileRequest;
import org.pellucid.api.model.spi.CompiledModel;
import org.pellucid.api.model.spi.RuntimeModel;

/** One caller's share of a model. */
final class ModelHandle implements RuntimeModel {
    private final SharedModel model;
    private final String name;
    private final Path file;
    private final Optional<String> output;
    private final double loadMillis;
    private final List<Runnable> onClose = new ArrayList<>();
    private volatile boolean closed;

    /** Takes over one owner's share of the model. */
    ModelHandle(SharedModel model, String name, Path file, Optional<String> output, double loadMillis) {
        this.model = model;
        this.name = name;
        this.file = file;
        this.output = output;
        this.loadMillis = loadMillis;
    }

    private SharedModel open() {
        if (closed) {
            throw new IllegalStateException("Model " + name + " was closed");
        }
        return model;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Path file() {
        return file;
    }

    @Override
    public String contentHash() {
        return open().contentHash();
    }

    @Override
    public byte[] definition() {
        return open().definition();
    }

    @Override
    public long weightsSize() {
        return open().files().weightsSize();
    }

    @Override
    public ByteBuffer weights(long offset, int size) {
        return open().weights(offset, size);
    }

    @Override
    public ModelInfo info() {
        return open().info();
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
    public Optional<String> output() {
        return output;
    }

    @Override
    public CompiledModel compile(CompileRequest request)
            throws DeviceException, ModelException, NativeRuntimeException {
        SharedModel shared = open();
        // keeps it while compiling, should another thread close this handle
        if (!shared.retain()) {
            throw new IllegalStateException("Model " + name + " was closed");
        }
        try {
            return shared.compile(request, name, output);
        } finally {
            shared.release();
        }
    }

    @Override
    public double loadMillis() {
        return loadMillis;
    }

    @Override
    public void onClose(Runnable action) {
        synchronized (onClose) {
            if (!closed) {
                onClose.add(action);
                return;
            }
        }
        action.run();
    }

    @Override
    public void close() {
        List<Runnable> actions;
        synchronized (onClose) {
            if (closed) {
                return;
            }
            closed = true;
            actions = List.copyOf(onClose);
            onClose.clear();
        }
        RuntimeException failure = null;
        for (Runnable action : actions) {
            try {
                action.run();
            } catch (RuntimeException e) {
                // the other actions, and the model, must not be lost
                failure = e;
            }
        }
        model.release();
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public String toString() {
        return name + " (" + file + ")";
    }
}
