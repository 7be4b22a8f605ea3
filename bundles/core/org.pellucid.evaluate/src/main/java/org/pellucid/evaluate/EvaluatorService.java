package org.pellucid.evaluate;

import static org.osgi.service.component.annotations.ReferenceCardinality.MULTIPLE;
import static org.osgi.service.component.annotations.ReferencePolicy.DYNAMIC;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.evaluate.EvaluateListener;
import org.pellucid.api.evaluate.EvaluateRequest;
import org.pellucid.api.evaluate.Evaluation;
import org.pellucid.api.evaluate.Evaluator;
import org.pellucid.api.evaluate.MetricEntry;
import org.pellucid.api.evaluate.spi.Metric;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.explain.spi.MethodContexts;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.ModelLoader;
import org.pellucid.whiteboard.Patience;
import org.pellucid.whiteboard.Whiteboard;
import org.pellucid.whiteboard.Whiteboard.Lease;
import org.pellucid.whiteboard.WhiteboardComponent;

/** Evaluates with the {@link Metric} services present. Safe for use by several threads. */
@Component(service = Evaluator.class, configurationPid = "org.pellucid.evaluate")
@Designate(ocd = Patience.class)
public final class EvaluatorService extends WhiteboardComponent<Metric> implements Evaluator {
    private final Explainer explainer;
    private final MethodContexts contexts;
    private final ImageService images;
    private final ModelLoader models;

    /**
     * @param explainer makes the maps
     * @param contexts  give metrics their way to compiled models
     * @param images    preprocesses and encodes pictures
     * @param models    loads models with shuffled weights
     * @param patience  times
     */
    @Activate
    public EvaluatorService(@Reference Explainer explainer, @Reference MethodContexts contexts,
            @Reference ImageService images, @Reference ModelLoader models, Patience patience) {
        super(new Whiteboard<>(patience.waitMillis(), patience.drainMillis(),
                (metric, properties) -> properties.get(Metric.METRIC) instanceof String name ? Set.of(name)
                        : Set.of()));
        this.explainer = explainer;
        this.contexts = contexts;
        this.images = images;
        this.models = models;
    }

    @Override
    @Reference(name = "Metric", cardinality = MULTIPLE, policy = DYNAMIC)
    public void bind(Metric metric, ServiceReference<Metric> reference) {
        super.bind(metric, reference);
    }

    @Override
    public List<MetricEntry> metrics() {
        return board.ask((name, offer) -> new MetricEntry(offer.service().description(), offer.bundle(),
                offer.version()));
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
