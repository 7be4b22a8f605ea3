package org.pellucid.explain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.annotation.bundle.Requirement;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.pellucid.api.MethodException;
import org.pellucid.api.ModelException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.ExplainMethod;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.MethodDescription;
import org.pellucid.api.explain.MethodContext;
import org.pellucid.api.explain.MethodEntry;
import org.pellucid.api.explain.MethodFit;
import org.pellucid.api.explain.MethodKind;
import org.pellucid.api.explain.PreparedMethod;
import org.pellucid.api.explain.PreprocessingChoice;
import org.pellucid.api.explain.Progress;
import org.pellucid.api.explain.Support;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.image.Picture;
import org.pellucid.api.image.Preprocessing;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.PerformanceHint;
import org.pellucid.ir.Classifier;

/** The explainer, a whiteboard of methods. */
// For resolvers alone, so that who asks for an explainer gets one that can explain. A framework wires what is needed to
// resolve and nothing else: methods come, go and are replaced, this one too.
@Requirement(namespace = ExplainMethod.METHOD, name = "reciprocam", effective = "active")
@Component(service = Explainer.class)
@Designate(ocd = ExplainerImpl.Config.class)
public final class ExplainerImpl implements Explainer {
    private static final String AUTO = "auto";

    /** Configuration. */
    @ObjectClassDefinition(name = "Pellucid explainer", description = "Chooses methods and runs them")
    public @interface Config {
        /** @return milliseconds to wait for a method that is not there, e.g. while its bundle is updated */
        @AttributeDefinition(name = "Method wait", min = "0", max = "600000",
                description = "How long a request waits for a method that is not there, in milliseconds (default 2000)")
        int methodWaitMillis() default 2000;

        /** @return milliseconds to wait for explanations in flight when a method goes away */
        @AttributeDefinition(name = "Drain time", min = "0", max = "600000",
                description = "How long a method that goes away is given to finish what is in flight, in milliseconds "
                        + "(default 30000)")
        int drainMillis() default 30000;

        /** @return how many combinations of model, method and settings stay ready */
        @AttributeDefinition(name = "Prepared methods", min = "1", max = "1000",
                description = "How many combinations of model, method and settings are kept ready (default 16)")
        int preparedMethods() default 16;

        /** @return milliseconds a method may take for one request, compiling included */
        @AttributeDefinition(name = "Time limit", min = "0", max = "86400000",
                description = "How long a method may take for one explanation, compiling included, in milliseconds, "
                        + "before it is interrupted and reported (default 0, which means no limit)")
        int timeLimitMillis() default 0;
    }

    private final ImageService images;
    private final Logger log;
    private final int methodWaitMillis;
    private final int drainMillis;
    private final MethodRegistry registry = new MethodRegistry();
    private final PreparedCache cache;
    private final TimeLimit timeLimit;
    /** Stand for "no method" in the keys of plain predictions, of one picture and of many. */
    private final MethodHolder prediction = new MethodHolder();
    private final MethodHolder predictions = new MethodHolder();
    /** Open models; closing one gives up what was prepared with it. */
    private final Map<Model, KnownModel> known = new ConcurrentHashMap<>();

    /**
     * @param images decodes and preprocesses
     * @param log    told which method and insertion layer are taken
     * @param config times and sizes
     */
    @Activate
    public ExplainerImpl(@Reference ImageService images, @Reference(service = LoggerFactory.class) Logger log,
            Config config) {
        this(images, log, config.methodWaitMillis(), config.drainMillis(), config.preparedMethods(),
                config.timeLimitMillis());
    }

    /**
     * For use without a framework.
     *
     * @param images           decodes and preprocesses
     * @param log              told which method and insertion layer are taken
     * @param methodWaitMillis how long a request waits for a method that is not there
     * @param drainMillis      how long a method that goes away is given to finish
     * @param preparedMethods  how many combinations of model, method and settings stay ready
     */
    public ExplainerImpl(ImageService images, Logger log, int methodWaitMillis, int drainMillis, int preparedMethods) {
        this(images, log, methodWaitMillis, drainMillis, preparedMethods, 0);
    }

    private ExplainerImpl(ImageService images, Logger log, int methodWaitMillis, int drainMillis, int preparedMethods,
            int timeLimitMillis) {
        this.images = images;
        this.log = log;
        this.methodWaitMillis = methodWaitMillis;
        this.drainMillis = drainMillis;
        this.cache = new PreparedCache(preparedMethods);
        this.timeLimit = new TimeLimit(timeLimitMillis, log);
    }

    /** Gives everything back. */
    @Deactivate
    public void close() {
        timeLimit.close();
        cache.retire(key -> true);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addMethod(ExplainMethod method, ServiceReference<ExplainMethod> reference) {
        addMethod(method, properties(reference), reference.getBundle().getSymbolicName(),
                reference.getBundle().getVersion().toString());
    }

    void updatedMethod(ExplainMethod method, ServiceReference<ExplainMethod> reference) {
        registry.update((Long) reference.getProperty(Constants.SERVICE_ID), properties(reference));
    }

    private static Map<String, Object> properties(ServiceReference<?> reference) {
        Map<String, Object> properties = new HashMap<>();
        for (String key : reference.getPropertyKeys()) {
            properties.put(key, reference.getProperty(key));
        }
        return properties;
    }

    void removeMethod(ExplainMethod method, ServiceReference<ExplainMethod> reference) {
        removeMethod((Long) reference.getProperty(Constants.SERVICE_ID));
    }

    /**
     * Adds a method; the framework does it for services, others call it themselves.
     *
     * @param method     the method
     * @param properties as of a service: name, ranking, preference of {@code auto}, {@code service.id}, and options
     *                   with what holds for those that a request does not set
     * @param bundle     where it comes from, for lists
     * @param version    of that
     */
    public void addMethod(ExplainMethod method, Map<String, Object> properties, String bundle, String version) {
        MethodDescription description;
        try {
            description = Objects.requireNonNull(method.description(), "description");
        } catch (RuntimeException | LinkageError e) {
            log.error("A method of {} {} is left out: it does not describe itself", bundle, version, e);
            return;
        }
        registry.add(new MethodHolder(method, description, properties, bundle, version));
    }

    /**
     * Removes a method; returns when its explanations in flight are done, so that its bundle can be torn down.
     *
     * @param serviceId as given when it was added
     */
    public void removeMethod(long serviceId) {
        MethodHolder holder = registry.remove(serviceId);
        if (holder == null) {
            return;
        }
        if (!holder.drain(drainMillis)) {
            log.warn("Method {} of {} {} goes away with explanations in flight: they did not finish within {} ms",
                    holder.name, holder.bundle, holder.version, drainMillis);
        }
        registry.forget(holder);
        cache.retire(key -> key.method() == holder);
    }

    @Override
    public Explanation explain(Model model, Picture picture, ExplainSettings settings, Targets targets,
            Progress progress) throws PellucidException, InterruptedException {
        Classifier classifier = known(model).classifier;
        Labels labels = labels(model, classifier, settings);
        TargetChooser chooser = new TargetChooser(targets, labels);
        while (true) {
            MethodHolder method = enter(model, settings);
            try {
                return runInTime(model, picture, settings, classifier, method, labels, chooser, progress);
            } catch (UnfitMethodException e) {
                if (!settings.method().equals(AUTO)) {
                    throw new MethodException(e.getMessage(), e.getCause());
                }
                log.info("Method {} cannot explain {}, so auto goes on to the next: {}", method.name, model.name(),
                        e.getMessage());
                known(model).reject(registry.state(), settings.layer().orElse(null), method, e.getMessage());
            } finally {
                if (method.leave()) {
                    // It went away before this work could end: what the work prepared meanwhile goes now.
                    cache.retire(key -> key.method() == method);
                }
            }
        }
    }

    /** Takes the method for one piece of work, after waiting for it if it is away. */
    private MethodHolder enter(Model model, ExplainSettings settings) throws PellucidException, InterruptedException {
        if (!settings.method().equals(AUTO)) {
            MethodRequest request = MethodRequest.parse(settings.method());
            return registry.enter(request, methodWaitMillis).orElseThrow(() -> unknown(request));
        }
        while (true) {
            // The method chosen may go before it is entered: then another is chosen, or the same of another bundle.
            MethodRequest chosen = MethodRequest.named(choose(model, settings).name());
            Optional<MethodHolder> method = registry.enter(chosen, 0);
            if (method.isPresent()) {
                return method.get();
            }
        }
    }

    @Override
    public Explanation predict(Model model, Picture picture, ExplainSettings settings, PerformanceHint hint)
            throws PellucidException, InterruptedException {
        Classifier classifier = known(model).classifier;
        return run(model, picture, settings.withOptions(Map.of()), classifier,
                hint == PerformanceHint.THROUGHPUT ? predictions : prediction,
                labels(model, classifier, settings), null, Progress.NONE);
    }

    private Explanation runInTime(Model model, Picture picture, ExplainSettings settings, Classifier classifier,
            MethodHolder method, Labels labels, TargetChooser chooser, Progress progress)
            throws PellucidException, InterruptedException {
        try (TimeLimit.Watch watch = timeLimit.watch(method)) {
            try {
                return run(model, picture, settings, classifier, method, labels, chooser, progress);
            } catch (InterruptedException e) {
                if (!watch.isExpired()) {
                    throw e;
                }
                throw new MethodException("method " + method.name + " took longer than the " + timeLimit.millis()
                        + " ms that one explanation may take (configuration timeLimitMillis of the explainer)", e);
            }
        }
    }

    private Explanation run(Model model, Picture picture, ExplainSettings settings, Classifier classifier,
            MethodHolder method, Labels labels, TargetChooser chooser, Progress progress)
            throws PellucidException, InterruptedException {
        Preprocessing preprocessing = PreprocessingPresets.resolve(classifier, model.info(), model.name(),
                settings.preprocessing());
        if (method.method != null && !settings.options().isEmpty()) {
            checkOptions(method, settings.options());
        }
        Map<String, String> options = method.options(settings.options());
        Prepared.Key key = new Prepared.Key(model, method, settings.layer().orElse(null), settings.device(),
                settings.precision(), options, settings.seed(), preprocessing.height(),
                preprocessing.width());
        boolean[] preparedNow = new boolean[1];
        Prepared prepared = cache.enter(key, () -> {
            preparedNow[0] = true;
            return prepare(key, classifier);
        });
        try {
            Prepared.Ready ready = ready(prepared);
            long start = System.nanoTime();
            PictureInput input = new PictureInput(images, picture, preprocessing, chooser, classifier.independent(),
                    progress);
            return new PictureAnswer(model, picture, settings.precision(), method, labels, preprocessing, ready,
                    known(model).notes(model, settings), preparedNow[0] ? ready.compileMillis() : 0, input, start)
                    .ask();
        } finally {
            prepared.leave();
        }
    }

    private KnownModel known(Model model) throws ModelException {
        KnownModel state = known.get(model);
        if (state == null) {
            KnownModel fresh = new KnownModel(model);
            state = known.putIfAbsent(model, fresh);
            if (state == null) {
                state = fresh;
                model.onClose(() -> {
                    known.remove(model);
                    cache.retire(key -> key.model() == model);
                });
            }
        }
        return state;
    }

    private Prepared.Ready ready(Prepared prepared) throws PellucidException, InterruptedException {
        try {
            return prepared.ready();
        } catch (PellucidException e) {
            cache.forget(prepared);
            throw e;
        }
    }

    private Prepared.Ready prepare(Prepared.Key key, Classifier classifier) throws PellucidException {
        long start = System.nanoTime();
        CompilingContext context = new CompilingContext(key, classifier);
        PreparedMethod ready = key.method().method != null ? prepareMethod(key, context)
                : new PlainPrediction(context,
                        key.method() == predictions ? PerformanceHint.THROUGHPUT : PerformanceHint.LATENCY);
        double millis = (System.nanoTime() - start) / 1e6;
        if (!ready.layer().isEmpty()) {
            log.info("Insertion layer of {} in {}: {} ({})", key.method().name, key.model().name(), ready.layer(),
                    key.layer() == null ? "found" : "given");
        }
        return new Prepared.Ready(ready, context.device(), context.precision(), millis);
    }

    /** Tells a method that does not fit the model from other failures; asked for by name, the error names one that does. */
    private PreparedMethod prepareMethod(Prepared.Key key, MethodContext context) throws PellucidException {
        ExplainMethod method = key.method().method;
        try {
            return method.prepare(context);
        } catch (MethodException e) {
            boolean fits = supports(key.method(), key.model(), key.layer()).supported();
            throw new UnfitMethodException(e.getMessage() + (fits ? "" : alternative(key.model(), key.layer())), e);
        } catch (RuntimeException | LinkageError e) {
            log.error("Method {} of {} {} failed to prepare for model {}", key.method().name, key.method().bundle,
                    key.method().version, key.model().name(), e);
            throw new UnfitMethodException("method " + key.method().name + " failed to prepare: " + e, e);
        }
    }

    private static Labels labels(Model model, Classifier classifier, ExplainSettings settings) throws UsageException {
        List<String> given = settings.labels();
        if (!given.isEmpty() && given.size() != classifier.classes()) {
            throw new UsageException(given.size() + " labels do not fit model " + model.name() + " with "
                    + classifier.classes() + " classes: give a file with one label a class");
        }
        List<String> own = model.info().labels().size() == classifier.classes() ? model.info().labels() : List.of();
        return new Labels(given.isEmpty() ? own : given, classifier.classes());
    }

    private static void checkOptions(MethodHolder method, Map<String, String> options) throws UsageException {
        Set<String> unknown = new HashSet<>(options.keySet());
        Set<String> known = new LinkedHashSet<>();
        method.description.options().forEach(option -> known.add(option.name()));
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new UsageException("method " + method.name + " has no option '" + unknown.iterator().next() + "'; "
                    + (known.isEmpty() ? "it has none" : "it has: " + String.join(", ", known)));
        }
    }

    @Override
    public MethodChoice choose(Model model, ExplainSettings settings) throws PellucidException {
        if (!settings.method().equals(AUTO)) {
            MethodRequest request = MethodRequest.parse(settings.method());
            return new MethodChoice(request.name(),
                    request.version().isEmpty() ? "asked for" : "version " + request.version() + " asked for");
        }
        KnownModel state = known(model);
        String layer = settings.layer().orElse(null);
        while (true) {
            long registryState = registry.state();
            MethodChoice last = state.choice(registryState, layer, settings.fallback());
            if (last != null) {
                return last;
            }
            try {
                MethodChoice choice = firstThatFits(model, layer, settings.fallback(), registryState);
                state.remember(registryState, layer, settings.fallback(), choice);
                return choice;
            } catch (MethodException e) {
                // The only one that fits may be away for an update.
                if (!registry.awaitReturn(registryState, methodWaitMillis)) {
                    throw e;
                }
            }
        }
    }

    /** A black-box method takes hundreds of inferences: never a surprise, only where that was allowed. */
    private MethodChoice firstThatFits(Model model, String layer, boolean fallback, long registryState)
            throws PellucidException {
        List<String> reasons = new ArrayList<>();
        KnownModel state = known(model);
        for (MethodHolder candidate : registry.candidates()) {
            String rejected = state.rejection(registryState, layer, candidate);
            Support support = rejected != null ? Support.no(rejected) : supports(candidate, model, layer);
            boolean allowed = fallback || candidate.description.kind() != MethodKind.BLACK_BOX;
            if (support.supported() && allowed) {
                return new MethodChoice(candidate.name, support.reason());
            }
            if (!support.supported()) {
                reasons.add(candidate.name + ": " + support.reason());
            }
        }
        String offer = fallback ? "" : alternative(model, layer);
        throw new MethodException((offer.isEmpty() ? "no method present can explain model "
                : "no white-box method present can explain model ") + model.name()
                + (reasons.isEmpty() ? ": there is none" : " (" + String.join("; ", reasons) + ")") + offer);
    }

    /** @return the end of a message that says what can be done instead, or empty */
    private String alternative(Model model, String layer) {
        return registry.candidates().stream().filter(candidate -> supports(candidate, model, layer).supported())
                .findFirst().map(candidate -> candidate.description.kind() == MethodKind.BLACK_BOX
                        ? "; black-box method " + candidate.name + " can, at " + candidate.description.cost()
                                + ": --method " + candidate.name + " takes it, and so does auto with --fallback"
                        : "; method " + candidate.name + " can: --method auto takes it")
                .orElse("");
    }

    private Support supports(MethodHolder candidate, Model model, String layer) {
        try {
            return candidate.method.supports(model, layer);
        } catch (RuntimeException | LinkageError e) {
            log.error("Method {} of {} {} failed to look at model {}", candidate.name, candidate.bundle,
                    candidate.version, model.name(), e);
            return Support.no("failed: " + e);
        }
    }

    private UsageException unknown(MethodRequest request) {
        List<String> present = request.version().isEmpty() ? registry.names() : registry.versions();
        return new UsageException("unknown method '" + request + "' (waited " + methodWaitMillis + " ms for it); "
                + (present.isEmpty() ? "no method is present" : "there are: auto, " + String.join(", ", present)));
    }

    @Override
    public List<MethodFit> fits(Model model) {
        return registry.candidates().stream().map(candidate -> new MethodFit(candidate.name,
                candidate.description.kind(), supports(candidate, model, null))).toList();
    }

    @Override
    public Preprocessing preprocessing(Model model, PreprocessingChoice choice) throws PellucidException {
        return PreprocessingPresets.resolve(known(model).classifier, model.info(), model.name(), choice);
    }

    @Override
    public List<String> notes(Model model, ExplainSettings settings) throws PellucidException {
        return known(model).notes(model, settings);
    }

    @Override
    public MethodContext context(Model model, ExplainSettings settings) throws PellucidException {
        Classifier classifier = known(model).classifier;
        Preprocessing preprocessing = preprocessing(model, settings.preprocessing());
        return new CompilingContext(new Prepared.Key(model, prediction, null, settings.device(), settings.precision(),
                Map.of(), settings.seed(), preprocessing.height(), preprocessing.width()), classifier);
    }

    @Override
    public List<MethodEntry> methods() {
        return registry.entries();
    }
}
