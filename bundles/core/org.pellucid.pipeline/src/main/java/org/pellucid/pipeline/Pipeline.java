package org.pellucid.pipeline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.pellucid.api.NativeRuntimeException;
import org.pellucid.api.PellucidException;

/**
 * Does the same work on many things, several at a time. The calling thread takes the things from their source and hands
 * the results on, in the order of the source, whatever came to its end first. Between the two is a window of a few
 * things, so that memory does not grow with their number. When {@link #run} returns or throws, nobody works any more.
 *
 * @param <I> a thing
 * @param <R> what becomes of it
 */
public final class Pipeline<I, R> {
    /** Things in the window for each that is worked on: one may take longer than the others. */
    private static final int WINDOW = 3;

    private final Source<I> source;
    private final Work<I, R> work;
    private final Sink<R> sink;
    private final Deque<Future<R>> window = new ArrayDeque<>();
    private boolean sinkFailed;

    private Pipeline(Source<I> source, Work<I, R> work, Sink<R> sink) {
        this.source = source;
        this.work = work;
        this.sink = sink;
    }

    /**
     * Gives things away, one after the other. Called by one thread only.
     *
     * @param <I> a thing
     */
    @FunctionalInterface
    public interface Source<I> {
        /**
         * {@return the next thing, empty at the end}
         *
         * @throws PellucidException    if there can be no next one
         * @throws InterruptedException if the thread was interrupted
         */
        Optional<I> next() throws PellucidException, InterruptedException;
    }

    /**
     * Works on things. Called by several threads at once.
     *
     * @param <I> a thing
     * @param <R> what becomes of it
     */
    @FunctionalInterface
    public interface Work<I, R> {
        /**
         * {@return what became of a thing; a failure that concerns only this thing is a result as well}
         *
         * @param item the thing
         * @throws PellucidException    if nothing can go on
         * @throws InterruptedException if the thread was interrupted
         */
        R apply(I item) throws PellucidException, InterruptedException;
    }

    /**
     * Takes results. Called by one thread only.
     *
     * @param <R> what became of a thing
     */
    @FunctionalInterface
    public interface Sink<R> {
        /**
         * Takes a result.
         *
         * @param result of the next thing
         * @throws PellucidException    if nothing can go on
         * @throws InterruptedException if the thread was interrupted
         */
        void accept(R result) throws PellucidException, InterruptedException;
    }

    /**
     * Returns how many things to work on at a time: those that keep the processors busy with decoding and painting, and
     * as many that wait for an inference meanwhile.
     */
    public static int jobs() {
        return 2 * Runtime.getRuntime().availableProcessors();
    }

    /**
     * Works until the source is at its end. Where that fails or is interrupted, all work is interrupted and ends; what
     * was done by then is still handed on, in order, before this throws, unless it was the sink that failed.
     *
     * @param source of the things
     * @param work   to be done; safe for use by several threads
     * @param sink   takes the results
     * @param jobs   things to work on at a time, at least 1; of one thing at a time the calling thread takes care itself
     * @param name   of the threads
     * @param <I>    a thing
     * @param <R>    what becomes of it
     * @throws PellucidException    what source, work or sink threw
     * @throws InterruptedException if the calling thread was interrupted, or source, work or sink said so
     */
    public static <I, R> void run(Source<I> source, Work<I, R> work, Sink<R> sink, int jobs, String name)
            throws PellucidException, InterruptedException {
        Pipeline<I, R> pipeline = new Pipeline<>(source, work, sink);
        if (jobs == 1) {
            pipeline.runHere();
        } else {
            pipeline.run(jobs, name);
        }
    }

    private void runHere() throws PellucidException, InterruptedException {
        for (Optional<I> item = source.next(); item.isPresent(); item = source.next()) {
            sink.accept(work.apply(item.get()));
        }
    }

    private void run(int jobs, String name) throws PellucidException, InterruptedException {
        AtomicInteger number = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(jobs, task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        boolean ended = false;
        try {
            stream(pool, jobs * WINDOW);
            ended = true;
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } finally {
            pool.shutdownNow();
            boolean interrupted = awaitEnd(pool);
            if (!ended && !sinkFailed) {
                handOnRest();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void stream(ExecutorService pool, int most)
            throws PellucidException, InterruptedException, ExecutionException {
        boolean more = true;
        while (more || !window.isEmpty()) {
            while (more && window.size() < most) {
                Optional<I> item = source.next();
                more = item.isPresent();
                item.ifPresent(each -> window.addLast(pool.submit(() -> work.apply(each))));
            }
            if (!window.isEmpty()) {
                R result = window.getFirst().get();
                window.removeFirst(); // only now: an interruption before leaves it to be handed on at the end
                sinkFailed = true;
                sink.accept(result);
                sinkFailed = false;
            }
        }
    }

    /** Waits whatever happens: what the work uses may be closed as soon as this returns. */
    private static boolean awaitEnd(ExecutorService pool) {
        boolean interrupted = Thread.interrupted();
        while (true) {
            try {
                if (pool.awaitTermination(1, TimeUnit.MINUTES)) {
                    return interrupted;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }

    /** Hands on what was done when the rest failed; what fails once more is not the reason and is not told. */
    private void handOnRest() {
        for (Future<R> each : window) {
            try {
                if (each.isDone() && !each.isCancelled()) {
                    sink.accept(each.get());
                }
            } catch (ExecutionException | InterruptedException e) {
                continue;
            } catch (PellucidException e) {
                return;
            }
        }
    }

    private static PellucidException failure(Throwable cause) throws InterruptedException {
        if (cause instanceof PellucidException known) {
            return known;
        }
        if (cause instanceof InterruptedException interruption) {
            throw interruption;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof RuntimeException fault) {
            throw fault;
        }
        return new NativeRuntimeException("work failed: " + cause, cause);
    }
}
