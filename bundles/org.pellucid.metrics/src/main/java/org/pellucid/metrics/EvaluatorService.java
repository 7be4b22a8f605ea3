package org.pellucid.metrics;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.pellucid.api.PellucidException;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.metrics.EvaluateListener;
import org.pellucid.api.metrics.EvaluateRequest;
import org.pellucid.api.metrics.Evaluation;
import org.pellucid.api.metrics.Evaluator;
import org.pellucid.api.metrics.Metric;
import org.pellucid.api.metrics.MetricEntry;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.ModelLoader;

/** Evaluates with the {@link Metric} services present. Safe for use by several threads. */
@Component
public final class EvaluatorService implements Evaluator {
    private final Explainer explainer;
    private final ImageService images;
    private final ModelLoader models;
    private final MetricRegistry registry = new MetricRegistry();
    /** Ids for metrics without a service; those of a framework are positive. */
    private final AtomicLong plainIds = new AtomicLong();

    /**
     * @param explainer makes the maps
     * @param images    preprocesses and encodes pictures
     * @param models    loads models with shuffled weights
     */
    @Activate
    public EvaluatorService(@Reference Explainer explainer, @Reference ImageService images,
            @Reference ModelLoader models) {
        this.explainer = explainer;
        this.images = images;
        this.models = models;
    }

    /**
     * Adds a metric, for use without a framework.
     *
     * @param metric the metric
     */
    public void add(Metric metric) {
        registry.add(new MetricHolder(-plainIds.incrementAndGet(), 0, metric.description().name(), metric, "", ""));
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindMetric(Metric metric, ServiceReference<Metric> reference) {
        if (!(reference.getProperty(Metric.METRIC) instanceof String name)) {
            return; // cannot be named by anyone
        }
        Object ranking = reference.getProperty(Constants.SERVICE_RANKING);
        registry.add(new MetricHolder(id(reference), ranking instanceof Integer number ? number : 0, name, metric,
                reference.getBundle().getSymbolicName(), reference.getBundle().getVersion().toString()));
    }

    void unbindMetric(ServiceReference<Metric> reference) {
        registry.remove(id(reference));
    }

    private static long id(ServiceReference<Metric> reference) {
        return (Long) reference.getProperty(Constants.SERVICE_ID);
    }

    @Override
    public List<MetricEntry> metrics() {
        return registry.best().values().stream().map(MetricHolder::entry).toList();
    }

    @Override
    public Evaluation evaluate(Model model, Dataset dataset, EvaluateRequest request, EvaluateListener listener)
            throws PellucidException, InterruptedException {
        List<MetricHolder> metrics = registry.choose(request.metrics());
        try (ModelAccess access = new ModelAccess(explainer, images, models, model, request.methods().get(0))) {
            return new EvaluationRun(explainer, access, images, metrics, model, dataset, request, listener).run();
        }
    }
}
