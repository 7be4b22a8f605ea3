package org.pellucid.explain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.pellucid.api.PellucidException;
import org.pellucid.api.explain.spi.Workers;

/** Lends the worker that came back last: its memory is warm. */
final class WorkerPool<T extends AutoCloseable> implements Workers<T> {
    private final Factory<T> factory;
    private final Deque<T> idle = new ArrayDeque<>();
    private boolean closed;

    WorkerPool(Factory<T> factory) {
        this.factory = factory;
    }

    @Override
    public <R> R lend(Task<T, R> task) throws PellucidException, InterruptedException {
        T worker = takeIdle();
        if (worker == null) {
            worker = factory.create();
        }
        try {
            return task.apply(worker);
        } finally {
            giveBack(worker);
        }
    }

    private synchronized T takeIdle() {
        if (closed) {
            throw new IllegalStateException("the method this worker belongs to is closed");
        }
        return idle.pollLast();
    }

    private void giveBack(T worker) {
        synchronized (this) {
            if (!closed) {
                idle.addLast(worker);
                return;
            }
        }
        close(worker);
    }

    @Override
    public void close() {
        List<T> free;
        synchronized (this) {
            closed = true;
            free = new ArrayList<>(idle);
            idle.clear();
        }
        free.forEach(WorkerPool::close);
    }

    private static void close(AutoCloseable worker) {
        try {
            worker.close();
        } catch (Exception e) {
            throw new IllegalStateException("closing a worker failed", e);
        }
    }
}
