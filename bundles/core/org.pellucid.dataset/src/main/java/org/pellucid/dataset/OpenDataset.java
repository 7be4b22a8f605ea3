package org.pellucid.dataset;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.pellucid.api.InputException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.DatasetClass;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.Samples;
import org.pellucid.api.dataset.spi.DatasetSource;
import org.pellucid.whiteboard.Offer;
import org.pellucid.whiteboard.Whiteboard;
import org.pellucid.whiteboard.Whiteboard.Lease;

/**
 * A data set that outlives the bundle of its source. It stays with the instance that opened it, which works on when its
 * bundle is stopped or updated, until the framework tears the bundle's classes down. Then a call on it fails with an
 * error of the class loader, and is made again on the same data set opened by the successor; an iteration goes on where
 * it was. A bundle waits for calls, not for open data sets: these may last for hours.
 */
final class OpenDataset implements Dataset {
    /** Opens the data set anew with the best source present, waiting for one that is away. */
    @FunctionalInterface
    interface Opener {
        Instance open() throws PellucidException, InterruptedException;
    }

    /** The data set as one source opened it, and what that says about it. */
    record Instance(Offer<DatasetSource> source, Dataset dataset, String name, List<DatasetClass> classes,
            OptionalLong size) {
        Instance(Offer<DatasetSource> source, Dataset dataset) {
            this(source, dataset, dataset.name(), dataset.classes(), dataset.size());
        }
    }

    /** A call on an instance. */
    @FunctionalInterface
    interface Call<T> {
        T make() throws InputException;
    }

    /** The instance cannot be used any more, since its bundle has gone. */
    static final class TornDownException extends Exception {
        TornDownException(Throwable cause) {
            super(cause);
        }
    }

    private final Whiteboard<DatasetSource> board;
    private final Opener opener;
    private final Instance first;
    private final AtomicReference<Instance> current;
    private final Queue<Instance> opened = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /**
     * @param first  instance, its own from now on
     * @param opener of its successors
     */
    OpenDataset(Whiteboard<DatasetSource> board, Instance first, Opener opener) {
        this.board = board;
        this.opener = opener;
        this.first = first;
        this.current = new AtomicReference<>(first);
        opened.add(first);
    }

    @Override
    public String name() {
        return first.name();
    }

    @Override
    public List<DatasetClass> classes() {
        return first.classes();
    }

    @Override
    public OptionalLong size() {
        return first.size();
    }

    @Override
    public Samples samples() throws InputException {
        return new OpenSamples(this);
    }

    @Override
    public Optional<Sample> find(String id) throws InputException {
        Instance instance = current();
        while (true) {
            Instance on = instance;
            try {
                return call(on, () -> on.dataset().find(id).map(sample -> OpenSample.of(this, on, sample)));
            } catch (TornDownException e) {
                instance = successor(on);
            }
        }
    }

    Instance current() {
        return current.get();
    }

    /**
     * Calls an instance; its bundle waits for that.
     *
     * @throws TornDownException if the call failed because its bundle has gone: it is to be made on the
     *                           {@linkplain #successor successor}
     */
    <T> T call(Instance instance, Call<T> call) throws InputException, TornDownException {
        Optional<Lease<DatasetSource>> lease = board.lease(instance.source());
        try {
            return call.make();
        } catch (RuntimeException | LinkageError e) {
            if (instance.source().isLeaving()) {
                throw new TornDownException(e);
            }
            if (e instanceof RuntimeException) {
                // beyond its contract; what a library that cannot be loaded means is said further up
                throw new InputException("data set " + name() + ": its source failed: " + e, e);
            }
            throw e;
        } finally {
            lease.ifPresent(Lease::close);
        }
    }

    /**
     * @param torn instance that cannot be used any more
     * @return the one to use
     * @throws InputException if no source of the scheme came back, or it does not open the data set
     */
    Instance successor(Instance torn) throws InputException {
        Instance now = current.get();
        if (now != torn) {
            return now;
        }
        try {
            Instance fresh = opener.open();
            opened.add(fresh);
            if (closed) {
                close();
            }
            return current.compareAndSet(torn, fresh) ? fresh : current.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InputException("data set " + name() + ": interrupted while waiting for its bundle", e);
        } catch (PellucidException e) {
            throw new InputException("data set " + name() + " cannot be read any more, its bundle has gone: "
                    + e.getMessage(), e);
        }
    }

    /** Makes a call on a sample, which the successor must find again. */
    <T> T ask(Instance its, Sample sample, String id, Function<Sample, Call<T>> call) throws InputException {
        Instance instance = its;
        Sample asked = sample;
        while (true) {
            Instance on = instance;
            Sample there = asked;
            try {
                Sample found = there != null ? there : call(on, () -> on.dataset().find(id)).orElseThrow(
                        () -> new InputException("data set " + name() + ": " + id + " is not there any more"));
                return call(on, () -> call.apply(found).make());
            } catch (TornDownException e) {
                instance = successor(on);
                asked = null;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Instance instance = opened.poll(); instance != null; instance = opened.poll()) {
            Dataset dataset = instance.dataset();
            try {
                call(instance, () -> {
                    dataset.close();
                    return null;
                });
            } catch (TornDownException e) {
                // its bundle has gone, and what it held with it
            } catch (InputException e) {
                throw new IllegalStateException("closing does not throw it", e);
            }
        }
    }
}
