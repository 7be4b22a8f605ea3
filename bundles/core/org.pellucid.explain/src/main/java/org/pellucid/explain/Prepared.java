package org.pellucid.explain;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.pellucid.api.MethodException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.explain.spi.PreparedMethod;
import org.pellucid.api.model.PerformanceHint;
import org.pellucid.api.model.Precision;
import org.pellucid.api.model.spi.RuntimeModel;

/**
 * A prepared method and the explanations that use it: prepared once, by the first that needs it, and closed when it is
 * retired and the last explanation has left.
 */
final class Prepared {
    /**
     * All that a prepared method depends on. Models and methods count by identity: a handle that is closed or a method
     * that has gone takes what was prepared with it.
     */
    record Key(RuntimeModel model, KnownMethod method, String layer, String device, Precision precision,
            PerformanceHint hint, Map<String, String> options, long seed, int inputHeight, int inputWidth,
            boolean pixels) {
        // What a record makes for these two is looked up through method handles: 40 µs where the caches are cold, as
        // they are after an inference, against 2 µs.
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && model == key.model && method == key.method
                    && Objects.equals(layer, key.layer) && device.equals(key.device) && precision == key.precision
                    && hint == key.hint
                    && options.equals(key.options) && seed == key.seed && inputHeight == key.inputHeight
                    && inputWidth == key.inputWidth && pixels == key.pixels;
        }

        @Override
        public int hashCode() {
            return Objects.hash(System.identityHashCode(model), System.identityHashCode(method), layer, device, hint,
                    options, seed);
        }
    }

    /** Prepares; may take long. */
    @FunctionalInterface
    interface Preparation {
        Ready prepare() throws PellucidException;
    }

    /**
     * @param method        ready to explain
     * @param device        the device it runs on
     * @param precision     the precision that device computes in
     * @param compileMillis how long preparing took
     */
    record Ready(PreparedMethod method, String device, String precision, double compileMillis) {
    }

    final Key key;
    private final FutureTask<Ready> task;
    private int users;
    private boolean retired;
    private boolean closed;

    Prepared(Key key, Preparation preparation) {
        this.key = key;
        this.task = new FutureTask<>(preparation::prepare);
    }

    /** @return false if this one is retired */
    synchronized boolean enter() {
        if (!retired) {
            users++;
        }
        return !retired;
    }

    void leave() {
        boolean close;
        synchronized (this) {
            users--;
            close = mayClose();
        }
        if (close) {
            close();
        }
    }

    void retire() {
        boolean close;
        synchronized (this) {
            retired = true;
            close = mayClose();
        }
        if (close) {
            close();
        }
    }

    private boolean mayClose() {
        boolean close = retired && users == 0 && !closed;
        closed |= close;
        return close;
    }

    /** Prepares in the calling thread, or waits for the thread that does. */
    Ready ready() throws PellucidException, InterruptedException {
        task.run();
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof PellucidException known) {
                throw known;
            }
            throw new MethodException("method " + key.method().name + " failed to prepare: " + e.getCause(),
                    e.getCause());
        }
    }

    private void close() {
        try {
            if (task.isDone()) {
                task.get().method().close();
            }
        } catch (ExecutionException e) {
            // it was never ready, and whoever asked for it was told
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
