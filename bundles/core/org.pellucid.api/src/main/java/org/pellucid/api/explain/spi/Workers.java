package org.pellucid.api.explain.spi;

import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;
import org.pellucid.api.PellucidException;

/**
 * Things that serve one thread at a time, such as infer requests with their inputs bound: as many are made as threads
 * work at once, and used again. Safe for use by several threads.
 *
 * @param <T> what serves a thread
 */
@ProviderType
public interface Workers<T> extends AutoCloseable {
    /**
     * Lends a worker to a task.
     *
     * @param task what to do with it
     * @param <R>  its result
     * @return the result
     * @throws PellucidException    from the task, or from making a worker
     * @throws InterruptedException from the task
     */
    <R> R lend(Task<T, R> task) throws PellucidException, InterruptedException;

    /** Closes the idle workers; those at work are closed when they come back. */
    @Override
    void close();

    /**
     * Makes a worker.
     *
     * @param <T> what serves a thread
     */
    @ConsumerType
    @FunctionalInterface
    interface Factory<T> {
        /**
         * {@return a new worker}
         *
         * @throws PellucidException if it cannot be made
         */
        T create() throws PellucidException;
    }

    /**
     * What is done with a worker.
     *
     * @param <T> what serves a thread
     * @param <R> the result
     */
    @ConsumerType
    @FunctionalInterface
    interface Task<T, R> {
        /**
         * {@return the result}
         *
         * @param worker lent for the time of this call
         * @throws PellucidException    if the work fails
         * @throws InterruptedException if the work is no longer wanted
         */
        R apply(T worker) throws PellucidException, InterruptedException;
    }
}
