package org.pellucid.interpret;

import java.util.Optional;
import org.pellucid.api.InputException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.Samples;
import org.pellucid.pipeline.Pipeline;

/**
 * Goes through a whole data set, several pictures at a time.
 *
 * @param stage of the entries
 * @param seen  what is not to be done again
 * @param work  what is done for each sample
 */
record EveryPicture(String stage, SeenSet seen, Work work) {
    /** What is to be done for a sample. */
    @FunctionalInterface
    private interface Todo {
        Entry entry() throws PellucidException, InterruptedException;
    }

    /** What is done for each sample, by several threads; that a picture cannot be used is no failure of the run. */
    @FunctionalInterface
    interface Work {
        Entry entry(Sample sample) throws PellucidException, InterruptedException;
    }

    void run(Dataset dataset, Pipeline.Sink<Entry> sink) throws PellucidException, InterruptedException {
        try (Samples samples = dataset.samples()) {
            Pipeline.run(() -> next(samples), Todo::entry, sink, Pipeline.jobs(), "pellucid-" + stage);
        }
    }

    private Optional<Todo> next(Samples samples) throws PellucidException, InterruptedException {
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            try {
                Optional<Sample> sample = samples.next();
                if (sample.isEmpty() || !seen.contains(Entry.key(stage, "", sample.get().id()))) {
                    return sample.map(each -> () -> entry(each));
                }
            } catch (InputException e) {
                return Optional.of(() -> Entry.failed(stage, null, "(" + e.getMessage() + ")", e.getMessage(), false));
            }
        }
    }

    private Entry entry(Sample sample) throws PellucidException, InterruptedException {
        try {
            return work.entry(sample);
        } catch (InputException e) {
            return Entry.failed(stage, null, sample.id(), e.getMessage(), false);
        }
    }
}
