package org.pellucid.dataset;

import java.util.Optional;
import org.pellucid.api.InputException;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.Samples;

/** An iteration over an {@link OpenDataset}, which goes on with a successor where it was. For one thread at a time. */
final class OpenSamples implements Samples {
    private final OpenDataset dataset;
    private OpenDataset.Instance instance;
    private Samples samples;
    /** Samples given, and parts reported that could not be listed. */
    private long passed;
    private String last;
    private boolean ended;
    /** Threw what it may not: nobody knows whether it would come to an end. */
    private boolean broken;

    OpenSamples(OpenDataset dataset) throws InputException {
        this.dataset = dataset;
        this.instance = dataset.current();
        onInstance(() -> null);
    }

    @Override
    public Optional<Sample> next() throws InputException {
        if (ended) {
            return Optional.empty();
        }
        Optional<Sample> next;
        try {
            next = onInstance(this::step);
        } catch (InputException e) {
            ended |= broken;
            throw e;
        }
        last = next.map(Sample::id).orElse(last);
        return next;
    }

    /** Makes a call when the iteration has come to where it was, again on the successor if that must be. */
    private <T> T onInstance(OpenDataset.Call<T> call) throws InputException {
        while (true) {
            try {
                if (samples == null) {
                    begin();
                }
                return dataset.call(instance, call);
            } catch (OpenDataset.TornDownException e) {
                samples = null;
                instance = dataset.successor(instance);
            }
        }
    }

    private Optional<Sample> step() throws InputException {
        Optional<Sample> next;
        try {
            next = samples.next().map(sample -> OpenSample.of(dataset, instance, sample));
        } catch (InputException e) {
            passed++;
            throw e;
        } catch (RuntimeException e) {
            broken = true;
            throw e;
        }
        passed++;
        return next;
    }

    /** Passes what the iteration had passed, and makes sure that it is the same. */
    private void begin() throws InputException, OpenDataset.TornDownException {
        Samples fresh = dataset.call(instance, () -> instance.dataset().samples());
        String reached = null;
        for (long i = 0; i < passed; i++) {
            try {
                Optional<Sample> sample = dataset.call(instance, fresh::next);
                reached = sample.map(Sample::id).orElse(reached);
            } catch (InputException e) {
                // was reported before
            }
        }
        if (last != null && !last.equals(reached)) {
            ended = true;
            throw new InputException(
                    "data set " + dataset.name() + ": the bundle that reads it was replaced, and gives "
                            + "other samples now: behind " + last + " nothing was read");
        }
        samples = fresh;
        broken = false;
    }

    @Override
    public void close() {
        if (samples == null) {
            return;
        }
        try {
            dataset.call(instance, () -> {
                samples.close();
                return null;
            });
        } catch (OpenDataset.TornDownException e) {
            // its bundle has gone, and what it held with it
        } catch (InputException e) {
            throw new IllegalStateException("closing does not throw it", e);
        }
    }
}
