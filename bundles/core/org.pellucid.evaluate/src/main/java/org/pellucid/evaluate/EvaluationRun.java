package org.pellucid.evaluate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.pellucid.api.InputException;
import org.pellucid.api.OutputException;
import org.pellucid.api.MethodException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.dataset.ClassMatcher;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.Samples;
import org.pellucid.api.evaluate.EvaluateListener;
import org.pellucid.api.evaluate.EvaluateRequest;
import org.pellucid.api.evaluate.Evaluation;
import org.pellucid.api.evaluate.FailedPicture;
import org.pellucid.api.evaluate.spi.Metric;
import org.pellucid.api.evaluate.spi.MetricResult;
import org.pellucid.api.explain.Classification;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.Prediction;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.image.Picture;
import org.pellucid.api.model.Model;
import org.pellucid.whiteboard.Whiteboard;
import org.pellucid.whiteboard.Whiteboard.Lease;

/** One evaluation. For one thread. */
final class EvaluationRun {
    private static final int MOST_FAILURES = 1000;

    private final Explainer explainer;
    private final ModelAccess access;
    private final ImageService images;
    private final Whiteboard<Metric> board;
    private final List<AskedMetric> metrics;
    private final Model model;
    private final Dataset dataset;
    private final EvaluateRequest request;
    private final EvaluateListener listener;
    private final TargetClass targetClass;
    private final Tally tally = new Tally();
    private final List<FailedPicture> failures = new ArrayList<>();
    private List<String> modelNotes = List.of();
    private long pictures;
    private long failed;
    private boolean objectsSeen;

    EvaluationRun(Explainer explainer, ModelAccess access, ImageService images, Whiteboard<Metric> board,
            List<AskedMetric> metrics, Model model, Dataset dataset, EvaluateRequest request,
            EvaluateListener listener) {
        this.explainer = explainer;
        this.access = access;
        this.images = images;
        this.board = board;
        this.metrics = metrics;
        this.model = model;
        this.dataset = dataset;
        this.request = request;
        this.listener = listener;
        ExplainSettings settings = request.methods().get(0);
        this.targetClass = new TargetClass(new ClassMatcher(
                settings.labels().isEmpty() ? model.info().labels() : settings.labels(), settings.classIds()));
    }

    Evaluation run() throws PellucidException, InterruptedException {
        Map<String, ExplainSettings> methods = methods();
        modelNotes = explainer.notes(model, request.methods().get(0));
        requireUse(methods.size());
        ResultFiles files = null;
        try {
            files = new ResultFiles(request.output(), images);
            files.begin(dataset.name(), model, request, methods, metrics);
            measureAll(methods, files);
            return end(methods, files, true);
        } catch (IOException e) {
            throw OutputException.unwritable(request.output(), e);
        } catch (PellucidException | InterruptedException | RuntimeException e) {
            keep(methods, files, e);
            throw e;
        } finally {
            if (files != null) {
                files.close();
            }
        }
    }

    /** What was measured before the end came is worth its files. */
    private void keep(Map<String, ExplainSettings> methods, ResultFiles files, Exception end) {
        if (files == null || pictures == 0) {
            return;
        }
        // While it is set, nothing could be written.
        boolean interrupted = Thread.interrupted();
        try {
            end(methods, files, false);
        } catch (IOException e) {
            end.addSuppressed(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Refuses what could only end with an empty table. */
    private void requireUse(int methods) throws PellucidException {
        List<String> needObjects = named(AskedMetric::needsObjects);
        boolean useful = metrics.stream()
                .anyMatch(metric -> !metric.needsObjects() && (methods > 1 || !metric.comparesMethods()));
        if (useful || !needObjects.isEmpty() && knowsObjects()) {
            return;
        }
        throw new UsageException(needObjects.isEmpty() ? oneMethod(named(AskedMetric::comparesMethods))
                : noObjects(needObjects)
                        + "; ask for metrics that need none, such as insertion or deletion");
    }

    private List<String> named(Predicate<AskedMetric> which) {
        return metrics.stream().filter(which).map(AskedMetric::name).toList();
    }

    /** A data set without objects is listed to its end, but nothing is decoded. */
    private boolean knowsObjects() throws PellucidException {
        try (Samples samples = dataset.samples()) {
            while (true) {
                try {
                    Optional<Sample> sample = samples.next();
                    if (sample.isEmpty()) {
                        return false;
                    }
                    if (!sample.get().objects().isEmpty()) {
                        return true;
                    }
                } catch (InputException e) {
                    // named when the pictures are measured
                }
            }
        }
    }

    private String noObjects(List<String> needing) {
        return "metric" + (needing.size() == 1 ? " " : "s ") + String.join(" and ", needing) + " need"
                + (needing.size() == 1 ? "s" : "") + " the places of objects, and data set " + dataset.name()
                + " knows none";
    }

    private static String oneMethod(List<String> comparing) {
        boolean one = comparing.size() == 1;
        return "metric" + (one ? " " : "s ") + String.join(" and ", comparing) + (one ? " compares" : " compare")
                + " methods: " + (one ? "it needs" : "they need") + " two";
    }

    private Map<String, ExplainSettings> methods() throws PellucidException, InterruptedException {
        Map<String, ExplainSettings> methods = new LinkedHashMap<>();
        for (ExplainSettings settings : request.methods()) {
            // What is asked for by name keeps the version asked for, so that two can be compared.
            boolean auto = settings.method().equals(ExplainSettings.DEFAULTS.method());
            String name = auto ? explainer.choose(model, settings).name() : settings.method();
            if (methods.put(name, settings.toBuilder().method(name).build()) != null) {
                throw new UsageException("method " + name + " is asked for twice: name each once");
            }
        }
        return methods;
    }

    private void measureAll(Map<String, ExplainSettings> methods, ResultFiles files)
            throws PellucidException, InterruptedException, IOException {
        OptionalLong total = dataset.size();
        try (Samples samples = dataset.samples()) {
            for (Optional<Sample> sample = next(samples, files); sample.isPresent(); sample = next(samples, files)) {
                listener.picture(pictures + failed, total, sample.get().id());
                if (Thread.interrupted() || listener.cancelled()) {
                    throw new InterruptedException("interrupted before " + sample.get().id());
                }
                try {
                    files.picture(measure(methods, sample.get()));
                    pictures++;
                } catch (InputException e) {
                    failed(sample.get().id(), e, files);
                }
            }
        }
    }

    private Optional<Sample> next(Samples samples, ResultFiles files) throws IOException {
        while (true) {
            try {
                return samples.next();
            } catch (InputException e) {
                failed(dataset.name(), e, files);
            }
        }
    }

    private void failed(String id, InputException e, ResultFiles files) throws IOException {
        FailedPicture failure = new FailedPicture(id, e.getMessage());
        failed++;
        if (failures.size() < MOST_FAILURES) {
            failures.add(failure);
        }
        files.failed(failure);
        listener.failed(failure);
    }

    /** Nothing of a picture counts before all of it is measured. */
    private Measured measure(Map<String, ExplainSettings> methods, Sample sample)
            throws PellucidException, InterruptedException {
        Picture picture = sample.picture();
        objectsSeen |= !sample.objects().isEmpty();
        Classification prediction = access.predict(picture);
        List<Integer> targets = targetClass.of(request.targets(), sample, prediction);
        Map<String, Explanation> explanations = explanations(methods, picture, targets);
        Measured measured = new Measured(sample.id(), new ArrayList<>());
        for (int target : targets) {
            Prediction predicted = prediction.predictions().stream().filter(p -> p.index() == target).findFirst()
                    .orElseThrow();
            MapUnderTest.Scene scene = new MapUnderTest.Scene(explainer, access, model, picture, prediction, target,
                    predicted.probability(), targetClass.objects(sample, target, prediction), request.steps(),
                    listener);
            measured.targets().add(new Measured.Target(predicted, prediction.predictions().get(0).index() == target,
                    results(methods, explanations, scene)));
        }
        measured.forEach(tally::add);
        return measured;
    }

    /** Explains all classes at once: the maps of many classes cost most methods hardly more than the map of one. */
    private Map<String, Explanation> explanations(Map<String, ExplainSettings> methods, Picture picture,
            List<Integer> targets) throws PellucidException, InterruptedException {
        Targets all = Targets.of(targets.stream().mapToInt(Integer::intValue).toArray());
        Map<String, Explanation> explanations = new LinkedHashMap<>();
        for (Map.Entry<String, ExplainSettings> method : methods.entrySet()) {
            explanations.put(method.getKey(), explainer.explain(model, picture, method.getValue(), all, listener));
        }
        return explanations;
    }

    private Map<String, Map<AskedMetric, MetricResult>> results(Map<String, ExplainSettings> methods,
            Map<String, Explanation> explanations, MapUnderTest.Scene scene)
            throws PellucidException, InterruptedException {
        Map<String, SaliencyMap> maps = new LinkedHashMap<>();
        // a method that knows no classes makes one map of all
        explanations.forEach((method, explanation) -> maps.put(method,
                explanation.map(scene.target()).orElseGet(() -> explanation.maps().get(0))));
        Map<String, Map<AskedMetric, MetricResult>> results = new LinkedHashMap<>();
        for (Map.Entry<String, ExplainSettings> method : methods.entrySet()) {
            Map<String, SaliencyMap> others = new LinkedHashMap<>(maps);
            MapUnderTest input = new MapUnderTest(scene, method.getValue(), others.remove(method.getKey()), others);
            Map<AskedMetric, MetricResult> row = new LinkedHashMap<>();
            for (AskedMetric metric : metrics) {
                row.put(metric, measure(metric, input));
            }
            results.put(method.getKey(), row);
        }
        return results;
    }

    /** What a plug-in throws beyond its contract becomes an error that names it. */
    private MetricResult measure(AskedMetric metric, MapUnderTest input)
            throws PellucidException, InterruptedException {
        Lease<Metric> lease = board.lease(metric.name()).orElseThrow(() -> new UsageException("metric "
                + metric.name()
                + " has gone, and did not come back in time (configuration waitMillis of the metrics)"));
        try (lease) {
            return lease.service().measure(input);
        } catch (RuntimeException | LinkageError e) {
            throw new MethodException("metric " + metric.name() + " failed: " + e, e);
        }
    }

    private Evaluation end(Map<String, ExplainSettings> methods, ResultFiles files, boolean complete)
            throws IOException {
        List<String> notes = pictures > 0 ? notes() : List.of();
        files.end(tally, pictures, failed, notes, complete);
        return new Evaluation(List.copyOf(methods.keySet()), tally.summaries(), pictures, failed, failures, notes,
                files.written());
    }

    /** Says what should be known of the model, and of metrics that measured nothing why, once for all that share a reason. */
    private List<String> notes() {
        List<String> notes = new ArrayList<>(modelNotes);
        List<String> silent = named(metric -> !tally.has(metric.name()));
        List<String> needObjects = named(metric -> metric.needsObjects() && silent.contains(metric.name()));
        if (!needObjects.isEmpty()) {
            notes.add(objectsSeen ? String.join(" and ", needObjects) + " applied to no picture: none shows an object"
                    + " of the class that was explained" : noObjects(needObjects));
        }
        List<String> compareMethods = named(metric -> metric.comparesMethods() && silent.contains(metric.name()));
        if (!compareMethods.isEmpty()) {
            notes.add(oneMethod(compareMethods));
        }
        for (String name : silent) {
            if (!compareMethods.contains(name) && !needObjects.contains(name)) {
                notes.add("metric " + name + " applied to no picture");
            }
        }
        return notes;
    }
}
