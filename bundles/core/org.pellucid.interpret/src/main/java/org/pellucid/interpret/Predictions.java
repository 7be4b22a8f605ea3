package org.pellucid.interpret;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pellucid.api.InputException;
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
import org.pellucid.pipeline.Pipeline;

/** Predicts a whole data set, several pictures at a time. */
final class Predictions {
    /** What is to be done for a sample. */
    @FunctionalInterface
    private interface Todo {
        Entry entry() throws PellucidException, InterruptedException;
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
    void run(Dataset dataset, SeenSet seen, Pipeline.Sink<Entry> sink) throws PellucidException, InterruptedException {
        try (Samples samples = dataset.samples()) {
            Pipeline.run(() -> next(samples, seen), Todo::entry, sink, Pipeline.jobs(), "pellucid-predict");
        }
    }

    private Optional<Todo> next(Samples samples, SeenSet seen) throws PellucidException, InterruptedException {
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            try {
                Optional<Sample> sample = samples.next();
                if (sample.isEmpty() || !seen.contains(Entry.key(Entry.PREDICT, "", sample.get().id()))) {
                    return sample.map(each -> () -> predict(each));
                }
            } catch (InputException e) {
                return Optional.of(() -> Entry.failed(Entry.PREDICT, null, "(" + e.getMessage() + ")", e.getMessage(),
                        false));
            }
        }
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
