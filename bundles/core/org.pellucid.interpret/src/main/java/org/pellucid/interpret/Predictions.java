package org.pellucid.interpret;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.pellucid.api.InputException;
import org.pellucid.api.NativeRuntimeException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.Samples;
import org.pellucid.api.explain.Classification;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.explain.Prediction;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.interpret.Task;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.PerformanceHint;

/**
 * Predicts a whole data set. Each of a few threads takes the next sample, reads it, predicts it and hands the result
 * on, so that reading goes on beside inference, and no more pictures are in memory than there are threads.
 */
final class Predictions {
    /** Receives results, one at a time. */
    interface Sink {
        void accept(Entry entry) throws PellucidException, InterruptedException;
    }

    private final Model model;
    private final ExplainSettings settings;
    private final Task.Triage thresholds;
    private final Explainer explainer;
    private final ImageService images;
    private final Truths truths;

    Predictions(Model model, ExplainSettings settings, Task.Triage thresholds, Explainer explainer,
            ImageService images, Truths truths) {
        this.model = model;
        this.settings = settings;
        this.thresholds = thresholds;
        this.explainer = explainer;
        this.images = images;
        this.truths = truths;
    }

    /** @param seen what is not to be done again */
    void run(Dataset dataset, SeenSet seen, Sink sink) throws PellucidException, InterruptedException {
        // one more than there are processors, for those that wait for a disk
        int threads = Runtime.getRuntime().availableProcessors() + 1;
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "pellucid-predict");
            thread.setDaemon(true);
            return thread;
        });
        try (Samples samples = dataset.samples()) {
            var done = new ExecutorCompletionService<Void>(pool);
            Object out = new Object();
            Callable<Void> work = () -> {
                for (Optional<Entry> entry = next(samples, seen); entry.isPresent(); entry = next(samples, seen)) {
                    synchronized (out) {
                        sink.accept(entry.get());
                    }
                }
                return null;
            };
            for (int i = 0; i < threads; i++) {
                done.submit(work);
            }
            for (int i = 0; i < threads; i++) {
                done.take().get();
            }
        } catch (ExecutionException e) {
            rethrow(e.getCause());
        } finally {
            // The data set may be closed as soon as this returns.
            pool.shutdownNow();
            awaitUninterruptibly(pool);
        }
    }

    private static void awaitUninterruptibly(ExecutorService pool) {
        boolean interrupted = false;
        while (true) {
            try {
                if (pool.awaitTermination(1, TimeUnit.MINUTES)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void rethrow(Throwable cause) throws PellucidException, InterruptedException {
        if (cause instanceof PellucidException known) {
            throw known;
        }
        if (cause instanceof InterruptedException) {
            throw new InterruptedException("predicting was interrupted");
        }
        if (cause instanceof Error error) {
            throw error;
        }
        throw new NativeRuntimeException("predicting failed: " + cause, cause);
    }

    /** @return the next result, empty at the end */
    private Optional<Entry> next(Samples samples, SeenSet seen) throws PellucidException, InterruptedException {
        Sample sample = null;
        synchronized (samples) {
            do {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                try {
                    sample = samples.next().orElse(null);
                } catch (InputException e) {
                    return Optional.of(Entry.failed(Entry.PREDICT, null, "(" + e.getMessage() + ")", e.getMessage(),
                            false));
                }
            } while (sample != null && seen.contains(Entry.key(Entry.PREDICT, "", sample.id())));
        }
        return sample == null ? Optional.empty() : Optional.of(predict(sample));
    }

    private Entry predict(Sample sample) throws PellucidException, InterruptedException {
        try {
            Decoded decoded = Decoded.of(sample, images);
            Classification answer = explainer.predict(model, decoded.picture(), settings, PerformanceHint.THROUGHPUT);
            List<Scored> two = new ArrayList<>();
            for (Prediction prediction : answer.predictions()) {
                two.add(Scored.of(prediction));
                if (two.size() == 2) {
                    break;
                }
            }
            Truth truth = truths.of(sample, answer);
            Map<String, Double> timings = new LinkedHashMap<>();
            timings.put("decode", decoded.millis());
            timings.put("preprocess", answer.timings().preprocess());
            timings.put("infer", answer.timings().infer());
            return Entry.predicted(sample.id(), Kind.of(truth, two, thresholds).id(), decoded, truth, two, timings);
        } catch (InputException e) {
            return Entry.failed(Entry.PREDICT, null, sample.id(), e.getMessage(), false);
        }
    }
}
