package org.pellucid.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.explain.spi.MethodContexts;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.metrics.EvaluateListener;
import org.pellucid.api.metrics.EvaluateRequest;
import org.pellucid.api.metrics.Evaluation;
import org.pellucid.api.metrics.Evaluator;
import org.pellucid.api.metrics.MetricEntry;
import org.pellucid.api.metrics.spi.Metric;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.ModelLoader;
import org.pellucid.whiteboard.Whiteboard;
import org.pellucid.whiteboard.Whiteboard.Lease;

/** Evaluates with the {@link Metric} services present. Safe for use by several threads. */
@Component(configurationPid = "org.pellucid.evaluate")
@Designate(ocd = EvaluatorService.Config.class)
public final class EvaluatorService implements Evaluator {
    /** Configuration. */
    @ObjectClassDefinition(name = "Pellucid evaluate", description = "Evaluates methods by metrics")
    public @interface Config {
        /** @return milliseconds to wait for a metric that is away, e.g. while its bundle is updated */
        @AttributeDefinition(name = "Wait", min = "0", max = "600000",
                description = "How long an evaluation waits for a metric that went, e.g. while its bundle is updated, in "
                        + "milliseconds (default 2000)")
        int waitMillis() default 2000;

        /** @return milliseconds to wait for a map in flight when a metric goes away */
        @AttributeDefinition(name = "Drain time", min = "0", max = "600000",
                description = "How long a metric that goes away is given to finish judging the maps in flight, in "
                        + "milliseconds (default 30000)")
        int drainMillis() default 30000;
    }

    private final Explainer explainer;
    private final MethodContexts contexts;
    private final ImageService images;
    private final ModelLoader models;
    private final Whiteboard<Metric> board;

    /**
     * @param explainer makes the maps
     * @param contexts  give metrics their way to compiled models
     * @param images    preprocesses and encodes pictures
     * @param models    loads models with shuffled weights
     * @param config    times
     */
    @Activate
    public EvaluatorService(@Reference Explainer explainer, @Reference MethodContexts contexts,
            @Reference ImageService images, @Reference ModelLoader models, Config config) {
        this.explainer = explainer;
        this.contexts = contexts;
        this.images = images;
        this.models = models;
        this.board = new Whiteboard<>(config.waitMillis(), config.drainMillis(),
                (metric, properties) -> properties.get(Metric.METRIC) instanceof String name ? Set.of(name) : Set.of());
    }

    /**
     * Adds a metric, for use without a framework.
     *
     * @param metric     the metric
     * @param properties as those of a service
     */
    public void add(Metric metric, Map<String, ?> properties) {
        board.add(metric, properties);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindMetric(Metric metric, ServiceReference<Metric> reference) {
        board.add(reference, metric);
    }

    void updatedMetric(ServiceReference<Metric> reference) {
        board.update(reference);
    }

    void unbindMetric(ServiceReference<Metric> reference) {
        board.remove(reference);
    }

    @Override
    public List<MetricEntry> metrics() {
        List<MetricEntry> entries = new ArrayList<>();
        board.serving().values().forEach(offer -> board.lease(offer).ifPresent(lease -> {
            try (lease) {
                entries.add(new MetricEntry(lease.service().description(), offer.bundle(), offer.version()));
            }
        }));
        return entries;
    }

    @Override
    public Evaluation evaluate(Model model, Dataset dataset, EvaluateRequest request, EvaluateListener listener)
            throws PellucidException, InterruptedException {
        List<AskedMetric> metrics = new ArrayList<>();
        for (String name : new LinkedHashSet<>(request.metrics())) {
            try (Lease<Metric> metric = board.lease(name).orElseThrow(() -> unknown(name))) {
                metrics.add(new AskedMetric(name, metric.service()));
            }
        }
        try (ModelAccess access = new ModelAccess(explainer, contexts, models, model,
                request.methods().get(0))) {
            return new EvaluationRun(explainer, access, images, board, metrics, model, dataset, request, listener)
                    .run();
        }
    }

    private UsageException unknown(String name) {
        Set<String> names = board.serving().keySet();
        return new UsageException("unknown metric '" + name + "'; "
                + (names.isEmpty() ? "none is present" : "there are: " + String.join(", ", names)));
    }
}
