package org.pellucid.interpret;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pellucid.api.PellucidException;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.explain.Classification;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.explain.Prediction;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.interpret.Task;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.PerformanceHint;

/** Predicts pictures. Safe for use by several threads. */
final class Predictions {
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

    Entry predict(Sample sample) throws PellucidException, InterruptedException {
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
    }
}
