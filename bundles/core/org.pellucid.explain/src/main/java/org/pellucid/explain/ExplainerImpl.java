package org.pellucid.explain;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.annotation.bundle.Requirement;
import org.osgi.framework.ServiceReference;
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
import org.pellucid.api.Progress;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.Classification;
import org.pellucid.api.explain.ContrastKind;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.InsertionLayer;
import org.pellucid.api.explain.MethodDescription;
import org.pellucid.api.explain.MethodEntry;
import org.pellucid.api.explain.MethodFit;
import org.pellucid.api.explain.MethodKind;
import org.pellucid.api.explain.MethodState;
import org.pellucid.api.explain.PreprocessingChoice;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.explain.spi.ExplainMethod;
import org.pellucid.api.explain.spi.MethodContext;
import org.pellucid.api.explain.spi.MethodContexts;
import org.pellucid.api.explain.spi.PreparedMethod;
import org.pellucid.api.explain.spi.Support;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.image.Picture;
import org.pellucid.api.image.Preprocessing;
import org.pellucid.api.image.Preprocessor;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.PerformanceHint;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.console.spelling.Spelling;
import org.pellucid.whiteboard.Offer;
import org.pellucid.whiteboard.Whiteboard;
import org.pellucid.whiteboard.Whiteboard.Lease;
import org.pellucid.whitebox.Classifier;
import org.pellucid.whitebox.Cuts;
import org.pellucid.whitebox.Work;

/** The explainer, a whiteboard of methods. */
// For resolvers alone, so that who asks for an explainer gets one that can explain. A framework wires what is needed to
// resolve and nothing else: methods come, go and are replaced, this one too.
@Requirement(namespace = ExplainMethod.METHOD, name = "reciprocam", effective = "active")
@Component(service = {Explainer.class, MethodContexts.class}, configurationPid = "org.pellucid.explain")
@Designate(ocd = ExplainerImpl.Config.class)
public final class ExplainerImpl implements Explainer, MethodContexts {
    private static final String AUTO = "auto";

    /** Configuration. */
    @ObjectClassDefinition(name = "Pellucid explainer", description = "Chooses methods and runs them")
    public @interface Config {
        /** @return milliseconds to wait for a method that is not there, e.g. while its bundle is updated */
        @AttributeDefinition(name = "Method wait", min = "0", max = "600000",
                description = "How long a request waits for a method or preprocessor that is not there, in milliseconds (default 2000)")
        int waitMillis() default 2000;

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
    private final Config config;
    private final Whiteboard<KnownMethod> board;
    private final Preprocessors preprocessors;
    private final PreparedCache cache;
    private final TimeLimit timeLimit;
    /** Stands for "no method" in the keys of plain predictions. */
    private final KnownMethod prediction = KnownMethod.none();
    /** Open models; closing one gives up what was prepared with it. */
    private final Map<RuntimeModel, KnownModel> known = new ConcurrentHashMap<>();

    /**
     * @param images decodes and preprocesses
     * @param log    told which method and insertion layer are taken
     * @param config times and sizes
     */
    @Activate
    public ExplainerImpl(@Reference ImageService images, @Reference(service = LoggerFactory.class) Logger log,
            Config config) {
        this.images = images;
        this.log = log;
        this.config = config;
        this.board = new Whiteboard<>(config.waitMillis(), config.drainMillis(),
                (method, properties) -> Set.of(method.name));
        this.preprocessors = new Preprocessors(images, config.waitMillis(), config.drainMillis());
        this.cache = new PreparedCache(config.preparedMethods());
        this.timeLimit = new TimeLimit(config.timeLimitMillis(), log);
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
        describe(method, reference.getProperty(ExplainMethod.METHOD), reference.getBundle().getSymbolicName(),
                reference.getBundle().getVersion().toString()).ifPresent(known -> board.add(reference, known));
    }

    void updatedMethod(ServiceReference<ExplainMethod> reference) {
        board.update(reference);
    }

    /** Returns when the explanations in flight are done, so that the bundle of the method can be torn down. */
    void removeMethod(ServiceReference<ExplainMethod> reference) {
        board.remove(reference).ifPresent(gone -> {
            if (gone.inFlight() > 0) {
                log.warn("Method {} of {} {} goes away with explanations in flight: they did not finish within {} ms",
                        gone.service().name, gone.bundle(), gone.version(), config.drainMillis());
            }
            forget(gone.service());
        });
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addPreprocessor(Preprocessor preprocessor, ServiceReference<Preprocessor> reference) {
        if (PreprocessingPresets.NAMES.contains(reference.getProperty(Preprocessor.PREPROCESSOR))) {
            log.error("Preprocessor {} of {} is left out: that is the name of a preset",
                    reference.getProperty(Preprocessor.PREPROCESSOR), reference.getBundle());
        } else {
            preprocessors.board.add(reference, preprocessor);
        }
    }

    void updatedPreprocessor(ServiceReference<Preprocessor> reference) {
        preprocessors.board.update(reference);
    }

    /** Returns when no picture is prepared by it any more. */
    void removePreprocessor(ServiceReference<Preprocessor> reference) {
        preprocessors.board.remove(reference).filter(gone -> gone.inFlight() > 0)
                .ifPresent(gone -> log.warn("Preprocessor {} of {} goes away at work: it did not finish within {} ms",
                        reference.getProperty(Preprocessor.PREPROCESSOR), gone.bundle(), config.drainMillis()));
    }

    /**
     * Adds a preprocessor, for use without a framework.
     *
     * @param preprocessor the preprocessor
     * @param properties   as those of a service: name and ranking
     */
    public void add(Preprocessor preprocessor, Map<String, ?> properties) {
        preprocessors.board.add(preprocessor, properties);
    }

    /**
     * Adds a method, for use without a framework.
     *
     * @param method     the method
     * @param properties as those of a service: name, ranking, preference of {@code auto}, and options with what holds
     *                   for those that a request does not set
     */
    public void add(ExplainMethod method, Map<String, ?> properties) {
        describe(method, properties.get(ExplainMethod.METHOD), method.getClass().getName(), "")
                .ifPresent(known -> board.add(known, properties));
    }

    private Optional<KnownMethod> describe(ExplainMethod method, Object name, String bundle, String version) {
        try {
            MethodDescription description = Objects.requireNonNull(method.description(), "description");
            return Optional.of(new KnownMethod(method, description, name, bundle, version));
        } catch (RuntimeException | LinkageError e) {
            log.error("A method of {} {} is left out: it does not describe itself", bundle, version, e);
            return Optional.empty();
        }
    }

    @Override
    public Explanation explain(Model model, Picture picture, ExplainSettings settings, Targets targets,
            PerformanceHint hint, Progress progress) throws PellucidException, InterruptedException {
        RuntimeModel loaded = RuntimeModel.of(model);
        KnownModel state = known(loaded);
        long boardState = board.state();
        Plan last = state.plan(settings, boardState);
        Labels labels = last != null ? last.labels() : labels(loaded, state.classifier, settings);
        TargetChooser chooser = new TargetChooser(targets, labels);
        Preprocessors.Input input = last != null ? preprocessors.input(last.preset().orElseThrow(), picture)
                : preprocessors.input(loaded, state.classifier, settings.preprocessing(), picture);
        while (true) {
            Optional<Lease<KnownMethod>> taken = last == null ? Optional.empty() : board.lease(last.offer());
            Lease<KnownMethod> lease = taken.isPresent() ? taken.get() : lease(loaded, settings);
            KnownMethod method = lease.service();
            try (lease) {
                checkContrast(method, chooser);
                Plan plan = taken.isPresent() ? last
                        : plan(loaded, settings, boardState, lease.offer(), labels, input);
                Explanation explanation = runInTime(loaded, input, plan, method, chooser, hint, progress);
                state.remember(plan);
                return explanation;
            } catch (UnfitMethodException e) {
                if (!settings.method().equals(AUTO)) {
                    throw new MethodException(e.getMessage(), e.getCause());
                }
                log.info("Method {} cannot explain {}, so auto goes on to the next: {}", method.name, model.name(),
                        e.getMessage());
                state.reject(board.state(), settings.layer().orElse(null), method, e.getMessage());
                last = null;
            } finally {
                if (lease.offer().isLeaving()) {
                    // It went away before this work could end: what the work prepared meanwhile goes now.
                    forget(method);
                }
            }
        }
    }

    /** Lets go of all that was made with a method that goes. */
    private void forget(KnownMethod method) {
        known.values().forEach(state -> state.forget(method));
        cache.retire(key -> key.method() == method);
    }

    private Plan plan(RuntimeModel model, ExplainSettings settings, long boardState, Offer<KnownMethod> offer,
            Labels labels, Preprocessors.Input input) throws PellucidException {
        KnownMethod method = offer.service();
        checkOptions(method, settings.options());
        return new Plan(settings, boardState, offer, labels, input.preset(),
                Map.copyOf(method.options(offer.properties(), settings.options())),
                known(model).notes(model, settings));
    }

    /** Takes the method for one piece of work, after waiting for it if it is away. */
    private Lease<KnownMethod> lease(RuntimeModel model, ExplainSettings settings)
            throws PellucidException, InterruptedException {
        if (!settings.method().equals(AUTO)) {
            return lease(MethodRequest.parse(settings.method()));
        }
        while (true) {
            // The method chosen may go before it is taken: then another is chosen, or the same of another bundle.
            Offer<KnownMethod> chosen = board.serving().get(choose(model, settings).name());
            Optional<Lease<KnownMethod>> lease = Optional.ofNullable(chosen).flatMap(board::lease);
            if (lease.isPresent()) {
                return lease.get();
            }
        }
    }

    private Lease<KnownMethod> lease(MethodRequest request) throws UsageException, InterruptedException {
        return board.lease(offer -> request.matches(offer.service())).orElseThrow(() -> unknown(request));
    }

    @Override
    public Classification predict(Model model, Picture picture, ExplainSettings settings, PerformanceHint hint)
            throws PellucidException, InterruptedException {
        RuntimeModel loaded = RuntimeModel.of(model);
        Classifier classifier = known(loaded).classifier;
        Preprocessors.Input input = preprocessors.input(loaded, classifier, settings.preprocessing(), picture);
        Plan plan = new Plan(settings, 0, null, labels(loaded, classifier, settings), Optional.empty(), Map.of(),
                known(loaded).notes(model, settings));
        return run(loaded, input, plan, prediction, null, hint, Progress.NONE, PictureAnswer::predict);
    }

    private Explanation runInTime(RuntimeModel model, Preprocessors.Input input, Plan plan, KnownMethod method,
            TargetChooser chooser, PerformanceHint hint, Progress progress)
            throws PellucidException, InterruptedException {
        try (TimeLimit.Watch watch = timeLimit.watch(method)) {
            try {
                return run(model, input, plan, method, chooser, hint, progress, PictureAnswer::explain);
            } catch (InterruptedException e) {
                if (!watch.isExpired()) {
                    throw e;
                }
                throw new MethodException("method " + method.name + " took longer than the " + timeLimit.millis()
                        + " ms that one explanation may take (configuration timeLimitMillis of the explainer)", e);
            }
        }
    }

    /** What is asked of a method, or of the model alone, about one picture. */
    private interface Question<A> {
        A ask(PictureAnswer answer) throws PellucidException, InterruptedException;
    }

    private <A> A run(RuntimeModel model, Preprocessors.Input input, Plan plan, KnownMethod method,
            TargetChooser chooser, PerformanceHint hint, Progress progress, Question<A> question)
            throws PellucidException, InterruptedException {
        Classifier classifier = known(model).classifier;
        ExplainSettings settings = plan.settings();
        Preprocessing preprocessing = input.preprocessing();
        Prepared.Key key = new Prepared.Key(model, method, settings.layer().orElse(null), settings.device(),
                settings.precision(), hint, plan.options(), settings.seed(), preprocessing.height(),
                preprocessing.width(), classifier.takesNumbers() && input.isOfBytes());
        boolean[] preparedNow = new boolean[1];
        Prepared prepared = cache.enter(key, () -> {
            preparedNow[0] = true;
            return prepare(key, classifier);
        });
        try {
            Prepared.Ready ready = ready(prepared);
            long start = System.nanoTime();
            PictureInput asked = new PictureInput(images, input, chooser, classifier.independent(),
                    key.pixels(), progress);
            return question.ask(new PictureAnswer(model, settings.precision(), method, plan.labels(), input, ready,
                    plan.notes(), preparedNow[0] ? ready.compileMillis() : 0, asked, start));
        } finally {
            prepared.leave();
        }
    }

    private KnownModel known(RuntimeModel model) throws ModelException {
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
                : new PlainPrediction(context, classifier);
        double millis = (System.nanoTime() - start) / 1e6;
        ready.layer().ifPresent(layer -> log.info("Insertion layer of {} in {}: {} ({})", key.method().name,
                key.model().name(), layer, key.layer() == null ? "found" : "given"));
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

    private static Labels labels(RuntimeModel model, Classifier classifier, ExplainSettings settings)
            throws UsageException {
        List<String> given = settings.labels();
        if (!given.isEmpty() && given.size() != classifier.classes()) {
            throw new UsageException(given.size() + " labels do not fit model " + model.name() + " with "
                    + classifier.classes() + " classes: give a file with one label a class");
        }
        List<String> own = model.info().labels().size() == classifier.classes() ? model.info().labels() : List.of();
        return new Labels(given.isEmpty() ? own : given, classifier.classes());
    }

    /** A method that knows no contrast would give maps of something else. */
    private void checkContrast(KnownMethod method, TargetChooser chooser) throws UsageException {
        if (method.contrast() == ContrastKind.NONE && !chooser.contrasts().isEmpty()) {
            String others = board.serving().values().stream().map(Offer::service)
                    .filter(other -> other.contrast() != ContrastKind.NONE).map(other -> other.name).sorted()
                    .collect(Collectors.joining(", "));
            throw new UsageException("target '" + chooser.contrasts().get(0) + "': method " + method.name
                    + " cannot contrast classes; "
                    + (others.isEmpty() ? "no method present can" : "these can: " + others));
        }
    }

    private static void checkOptions(KnownMethod method, Map<String, String> options) throws UsageException {
        Set<String> known = method.options();
        for (String option : options.keySet()) {
            if (!known.contains(option)) {
                throw new UsageException("method " + method.name + " has no option '" + option + "'; "
                        + (known.isEmpty() ? "it has none" : "it has: " + String.join(", ", known)));
            }
        }
    }

    @Override
    public MethodChoice choose(Model model, ExplainSettings settings) throws PellucidException, InterruptedException {
        if (!settings.method().equals(AUTO)) {
            MethodRequest request = MethodRequest.parse(settings.method());
            lease(request).close();
            return new MethodChoice(request.name(),
                    request.version().isEmpty() ? "asked for" : "version " + request.version() + " asked for");
        }
        RuntimeModel loaded = RuntimeModel.of(model);
        KnownModel state = known(loaded);
        String layer = settings.layer().orElse(null);
        while (true) {
            long boardState = board.state();
            MethodChoice last = state.choice(boardState, layer, settings.fallback());
            if (last != null) {
                return last;
            }
            try {
                MethodChoice choice = firstThatFits(loaded, layer, settings.fallback(), boardState);
                state.remember(boardState, layer, settings.fallback(), choice);
                return choice;
            } catch (MethodException e) {
                // The only one that fits may be away for an update.
                if (!board.awaitReturn(boardState)) {
                    throw e;
                }
            }
        }
    }

    /** A black-box method takes hundreds of inferences: never a surprise, only where that was allowed. */
    private MethodChoice firstThatFits(RuntimeModel model, String layer, boolean fallback, long boardState)
            throws PellucidException {
        List<String> reasons = new ArrayList<>();
        KnownModel state = known(model);
        for (KnownMethod candidate : candidates()) {
            String rejected = state.rejection(boardState, layer, candidate);
            Support support = rejected != null ? Support.no(rejected) : supports(candidate, model, layer);
            boolean allowed = fallback || candidate.kind() != MethodKind.BLACK_BOX;
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

    /** @return the best of each name that {@code auto} may take, most preferred first */
    private List<KnownMethod> candidates() {
        return byPreference().filter(offer -> preference(offer) > 0).map(Offer::service).toList();
    }

    private Stream<Offer<KnownMethod>> byPreference() {
        return board.serving().values().stream()
                .sorted(Comparator.comparingInt(ExplainerImpl::preference).reversed());
    }

    private static int preference(Offer<KnownMethod> offer) {
        return offer.properties().get(ExplainMethod.AUTO) instanceof Integer preference ? preference : 0;
    }

    /** @return the end of a message that says what can be done instead, or empty */
    private String alternative(RuntimeModel model, String layer) {
        return candidates().stream().filter(candidate -> supports(candidate, model, layer).supported())
                .findFirst().map(candidate -> candidate.kind() == MethodKind.BLACK_BOX
                        ? "; black-box method " + candidate.name + " can, at " + candidate.cost()
                                + ": --method " + candidate.name + " takes it, and so does auto with --fallback"
                        : "; method " + candidate.name + " can: --method auto takes it")
                .orElse("");
    }

    private Support supports(KnownMethod candidate, RuntimeModel model, String layer) {
        try {
            return layer == null ? candidate.method.supports(model) : candidate.method.supports(model, layer);
        } catch (RuntimeException | LinkageError e) {
            log.error("Method {} of {} {} failed to look at model {}", candidate.name, candidate.bundle,
                    candidate.version, model.name(), e);
            return Support.no("failed: " + e);
        }
    }

    private UsageException unknown(MethodRequest request) {
        Collection<String> names = board.serving().keySet();
        List<String> present = request.version().isEmpty() ? List.copyOf(names)
                : offers().filter(offer -> !offer.isLeaving()).map(Offer::service)
                        .map(method -> new MethodRequest(method.name, method.version).toString()).toList();
        return new UsageException("unknown method '" + request + "'" + Spelling.of(request.name(), names)
                + " (waited " + config.waitMillis() + " ms for it); "
                + (present.isEmpty() ? "no method is present" : "there are: auto, " + String.join(", ", present)));
    }

    /** By name, then best first. */
    private Stream<Offer<KnownMethod>> offers() {
        return board.offers().stream().sorted(Comparator.comparing(offer -> offer.service().name));
    }

    @Override
    public List<MethodFit> fits(Model model) {
        RuntimeModel loaded = RuntimeModel.of(model);
        return byPreference().map(Offer::service).map(candidate -> {
            Support support = supports(candidate, loaded, null);
            return new MethodFit(candidate.name, candidate.kind(), support.supported(), support.reason());
        }).toList();
    }

    @Override
    public List<InsertionLayer> layers(Model model) throws PellucidException {
        RuntimeModel loaded = RuntimeModel.of(model);
        Classifier classifier = known(loaded).classifier;
        try {
            Work work = new Work(classifier);
            return Cuts.of(loaded, classifier).stream().map(cut -> new InsertionLayer(cut.layer(), cut.shape(),
                    cut.axes().rows(), cut.axes().columns(), work.inferences(cut))).toList();
        } catch (RuntimeException e) {
            log.warn("The graph of {} is not understood, so no layers are found in it", model.name(), e);
            return List.of();
        }
    }

    @Override
    public Preprocessing preprocessing(Model model, PreprocessingChoice choice)
            throws PellucidException, InterruptedException {
        return preprocessors.describe(model, known(RuntimeModel.of(model)).classifier, choice);
    }

    @Override
    public int classes(Model model) throws PellucidException {
        return known(RuntimeModel.of(model)).classifier.classes();
    }

    @Override
    public List<String> notes(Model model, ExplainSettings settings) throws PellucidException {
        return known(RuntimeModel.of(model)).notes(model, settings);
    }

    @Override
    public List<String> preprocessings() {
        return preprocessors.names();
    }

    @Override
    public void preprocess(Model model, Picture picture, PreprocessingChoice choice, ByteBuffer target)
            throws PellucidException, InterruptedException {
        preprocessors.input(model, known(RuntimeModel.of(model)).classifier, choice, picture).writeTo(target, images);
    }

    @Override
    public MethodContext context(Model model, ExplainSettings settings)
            throws PellucidException, InterruptedException {
        RuntimeModel loaded = RuntimeModel.of(model);
        Classifier classifier = known(loaded).classifier;
        Preprocessing preprocessing = preprocessing(model, settings.preprocessing());
        return new CompilingContext(new Prepared.Key(loaded, prediction, null, settings.device(), settings.precision(),
                PerformanceHint.LATENCY, Map.of(), settings.seed(), preprocessing.height(), preprocessing.width(),
                false), classifier);
    }

    @Override
    public List<MethodEntry> methods() {
        Map<String, Offer<KnownMethod>> serving = board.serving();
        return offers().map(offer -> {
            KnownMethod method = offer.service();
            MethodState state = offer.isLeaving() ? MethodState.LEAVING
                    : serving.get(method.name) == offer ? MethodState.SERVING : MethodState.STANDBY;
            return new MethodEntry(method.name, method.description(offer.properties()), method.bundle, method.version,
                    offer.ranking(), state, offer.inFlight());
        }).toList();
    }
}
