package org.pellucid.embedded;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.log.Logger;
import org.pellucid.api.PellucidException;
import org.pellucid.api.Progress;
import org.pellucid.api.UsageException;
import org.pellucid.api.dataset.Datasets;
import org.pellucid.api.dataset.spi.DatasetSource;
import org.pellucid.api.device.DeviceService;
import org.pellucid.api.diff.Differ;
import org.pellucid.api.download.Catalog;
import org.pellucid.api.download.spi.CatalogSource;
import org.pellucid.api.evaluate.Evaluator;
import org.pellucid.api.evaluate.spi.Metric;
import org.pellucid.api.explain.Classification;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.explain.spi.ExplainMethod;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.image.Picture;
import org.pellucid.api.image.Preprocessor;
import org.pellucid.api.interpret.Interpreter;
import org.pellucid.api.model.LoadOptions;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.ModelBytes;
import org.pellucid.api.model.ModelLoader;
import org.pellucid.api.render.ExplanationFiles;
import org.pellucid.api.render.Naming;
import org.pellucid.api.render.RenderOptions;
import org.pellucid.api.render.spi.MatrixRenderer;
import org.pellucid.api.render.spi.Renderer;
import org.pellucid.api.report.ReportWriter;
import org.pellucid.dataset.DatasetsService;
import org.pellucid.dataset.archive.ArchiveSource;
import org.pellucid.dataset.folder.FolderSource;
import org.pellucid.dataset.imagewoof.ImageWoofDownload;
import org.pellucid.dataset.imagewoof.ImageWoofSource;
import org.pellucid.dataset.shapes.ShapesSource;
import org.pellucid.differ.DifferService;
import org.pellucid.download.CatalogService;
import org.pellucid.download.HttpDownloader;
import org.pellucid.download.ImageNetLabelsItem;
import org.pellucid.download.MobileNetItem;
import org.pellucid.evaluate.EvaluatorService;
import org.pellucid.explain.ExplainerImpl;
import org.pellucid.image.OpenCvImageService;
import org.pellucid.interpret.InterpreterService;
import org.pellucid.method.activationmap.ActivationMap;
import org.pellucid.method.aise.Aise;
import org.pellucid.method.reciprocam.ReciproCam;
import org.pellucid.method.rise.Rise;
import org.pellucid.method.vitreciprocam.VitReciproCam;
import org.pellucid.metrics.Adcc;
import org.pellucid.metrics.Agreement;
import org.pellucid.metrics.Deletion;
import org.pellucid.metrics.EnergyInBox;
import org.pellucid.metrics.Insertion;
import org.pellucid.metrics.PointingGame;
import org.pellucid.metrics.SanityCheck;
import org.pellucid.openvino.NativeRuntime;
import org.pellucid.openvino.OpenVinoDeviceService;
import org.pellucid.openvino.OpenVinoModelLoader;
import org.pellucid.openvino.RuntimeSettings;
import org.pellucid.render.ExplanationFilesService;
import org.pellucid.render.html.HtmlRenderer;
import org.pellucid.render.json.JsonRenderer;
import org.pellucid.render.matrix.FigureRenderer;
import org.pellucid.render.npy.NpyRenderer;
import org.pellucid.render.overlay.OverlayRenderer;
import org.pellucid.report.HtmlReportWriter;
import org.pellucid.whiteboard.Patience;
import org.pellucid.whiteboard.plain.Defaults;

/**
 * The services of Pellucid wired by hand, for applications without OSGi:
 *
 * <pre>{@code
 * try (Pellucid pellucid = Pellucid.open(); Model model = pellucid.model("efficientnet-lite0")) {
 *     Explanation why = pellucid.explain(model, Path.of("cat.png"), Targets.of("Egyptian_cat", "tabby"));
 *     SaliencyMap tabby = why.map("tabby").orElseThrow();
 *     pellucid.save(why, Path.of("maps"), "jpg", "npy", "json");
 * }
 * }</pre>
 *
 * They are the services a framework offers, with all that ships: methods, formats, kinds of data sets, metrics. The
 * guarantees are the same, except that nothing can be replaced while it works: no updates, no drop-in folder, no
 * configuration at run time, no commands. Compiled models, unpacked libraries and what was fetched are kept in the
 * directory named by the system property {@code pellucid.cache}, else in {@code ${XDG_CACHE_HOME:-~/.cache}/pellucid}.
 * The log goes where {@link PellucidOptions#log()} says, and nowhere otherwise. Safe for use by several threads,
 * {@link #close()} excepted.
 */
public final class Pellucid implements AutoCloseable {
    /** System property with the base of all caches. */
    private static final String CACHE = "pellucid.cache";
    /** How long is waited for what is away; the name is the same in every configuration. */
    private static final String WAIT = "waitMillis";
    /** What the configuration of the explainer calls {@link PellucidOptions#preparedMethods()}. */
    private static final String PREPARED = "preparedMethods";

    /** An object that is offered as a framework would offer a service, and its service properties. */
    record Service(Object object, Map<String, ?> properties) {
    }

    /** The configuration of a component, and its declaration. */
    record Configuration(Class<?> type, Object values) {
    }

    private final List<Service> added = new CopyOnWriteArrayList<>();
    private final Map<Class<?>, Configuration> configurations = new ConcurrentHashMap<>();
    private final NativeRuntime runtime;
    private final ModelLoader models;
    private final DeviceService devices;
    private final ImageService images = new OpenCvImageService(
            config(OpenCvImageService.class, OpenCvImageService.Config.class));
    private final OverlayRenderer overlays = new OverlayRenderer(images);
    private final ExplainerImpl explainer;
    private final ExplanationFilesService files;
    private final CatalogService catalog;
    private final DatasetsService datasets = new DatasetsService(config(DatasetsService.class, Patience.class));
    private final EvaluatorService evaluator;
    private Differ differ;
    /** The pictures of explanations that are still in use, for {@link #save}. */
    private final Map<Explanation, Picture> explained = Collections.synchronizedMap(new WeakHashMap<>());
    /** Made when asked for, since it reads a font. Guarded by this, as are the next two. */
    private MatrixRenderer matrices;
    /** Made when asked for, since it compiles a template. */
    private ReportWriter reports;
    private InterpreterService interpreter;

    private Pellucid(PellucidOptions options) {
        Logger log = options.log().map(SystemLog::logger).orElseGet(SystemLog::silent);
        RuntimeSettings defaults = RuntimeSettings.defaults();
        runtime = new NativeRuntime(new RuntimeSettings(options.cache().orElse(defaults.cache()),
                defaults.keepCompiled(), options.inferenceThreads()), log);
        models = new OpenVinoModelLoader(runtime, options.modelFolders(), log,
                config(OpenVinoModelLoader.class, OpenVinoModelLoader.Config.class));
        devices = new OpenVinoDeviceService(runtime);
        explainer = new ExplainerImpl(images, log, config(ExplainerImpl.class, ExplainerImpl.Config.class,
                options.preparedMethods().map(count -> Map.<String, Object>of(PREPARED, count)).orElse(Map.of())));
        files = new ExplanationFilesService(images, config(ExplanationFilesService.class, Patience.class));
        catalog = new CatalogService(
                name -> name.equals(CACHE) && options.cache().isPresent() ? options.cache().get().toString()
                        : System.getProperty(name),
                new HttpDownloader(config(HttpDownloader.class, HttpDownloader.Config.class)), log,
                config(CatalogService.class, CatalogService.Config.class));
        evaluator = new EvaluatorService(explainer, explainer, images, models,
                config(EvaluatorService.class, Patience.class));
        addMethods(log);
        add(overlays, Map.of(Renderer.FORMAT, List.of("jpg", "png")));
        add(new NpyRenderer(), Map.of(Renderer.FORMAT, "npy"));
        add(new JsonRenderer(), Map.of(Renderer.FORMAT, "json"));
        add(new HtmlRenderer(images), Map.of(Renderer.FORMAT, "html"));
        addDatasets();
        addMetrics();
    }

    /** The configuration a component declares; but nothing is waited for, since nothing goes and comes back. */
    private <A> A config(Class<?> component, Class<A> type) {
        return config(component, type, Map.of());
    }

    private <A> A config(Class<?> component, Class<A> type, Map<String, Object> asked) {
        Map<String, Object> values = new HashMap<>(asked);
        if (Arrays.stream(type.getDeclaredMethods()).anyMatch(value -> value.getName().equals(WAIT))) {
            values.put(WAIT, 0);
        }
        A config = Defaults.of(type, values);
        configurations.put(component, new Configuration(type, config));
        return config;
    }

    private void addMethods(Logger log) {
        add(new VitReciproCam(log), Map.of(ExplainMethod.METHOD, "vit-reciprocam", ExplainMethod.AUTO, 110));
        add(new ReciproCam(), Map.of(ExplainMethod.METHOD, "reciprocam", ExplainMethod.AUTO, 100));
        add(new Rise(), Map.of(ExplainMethod.METHOD, "rise", ExplainMethod.AUTO, 10));
        add(new Aise(), Map.of(ExplainMethod.METHOD, "aise"));
        add(new ActivationMap(), Map.of(ExplainMethod.METHOD, "activation-map"));
    }

    private void addDatasets() {
        add(new ImageNetLabelsItem(), Map.of());
        add(new MobileNetItem(), Map.of());
        add(new ImageWoofDownload(config(ImageWoofDownload.class, ImageWoofDownload.Config.class)), Map.of());
        DatasetSource folders = new FolderSource(images);
        DatasetSource archives = new ArchiveSource(images, config(ArchiveSource.class, ArchiveSource.Config.class));
        add(folders, Map.of(DatasetSource.SCHEME, "folder"));
        add(archives, Map.of(DatasetSource.SCHEME, "zip"));
        add(new ImageWoofSource(folders, archives, catalog), Map.of(DatasetSource.SCHEME, "imagewoof"));
        add(new ShapesSource(), Map.of(DatasetSource.SCHEME, "shapes"));
    }

    private void addMetrics() {
        add(new PointingGame(), Map.of(Metric.METRIC, "pointing-game"));
        add(new EnergyInBox(), Map.of(Metric.METRIC, "energy"));
        add(new Insertion(), Map.of(Metric.METRIC, "insertion"));
        add(new Deletion(), Map.of(Metric.METRIC, "deletion"));
        add(new Adcc(), Map.of(Metric.METRIC, "adcc"));
        add(new SanityCheck(), Map.of(Metric.METRIC, "sanity"));
        add(new Agreement(), Map.of(Metric.METRIC, "agreement"));
    }

    /**
     * Opens Pellucid with the folders of models that the system property {@code pellucid.models} names, separated like a
     * class path, or with the folder {@code models} where the process runs.
     *
     * @return the services, to be closed when the models are
     */
    public static Pellucid open() {
        return open(PellucidOptions.builder().build());
    }

    /**
     * Loads no native library yet: that is done when the first model, device or picture is.
     *
     * @param modelFolders folders in which models are found by name; none if models are given as files
     * @return the services, to be closed when the models are
     */
    public static Pellucid open(Path... modelFolders) {
        return open(PellucidOptions.builder().modelFolders(modelFolders).build());
    }

    /**
     * Opens Pellucid with options. Loads no native library yet.
     *
     * @param options folders, cache and threads
     * @return the services, to be closed when the models are
     */
    public static Pellucid open(PellucidOptions options) {
        return new Pellucid(options);
    }

    /**
     * Loads a model; see {@link ModelLoader#load(String)}.
     *
     * @param nameOrFile name of a model, or path of a model file
     * @return a handle the caller closes, before this
     * @throws PellucidException if there is no such model or it cannot be used
     */
    public Model model(String nameOrFile) throws PellucidException {
        return models.load(nameOrFile);
    }

    /**
     * Loads a model whose files are in memory; see {@link ModelLoader#load(ModelBytes, LoadOptions)}.
     *
     * @param bytes the bytes of its files
     * @return a handle the caller closes, before this
     * @throws PellucidException if it cannot be used, or the cache cannot be written
     */
    public Model model(ModelBytes bytes) throws PellucidException {
        return models.load(bytes);
    }

    /**
     * Predicts the classes of a picture without explaining them.
     *
     * @param model   open
     * @param picture file of the picture
     * @return the predictions
     * @throws PellucidException    if the picture cannot be read or the model cannot be used
     * @throws InterruptedException if the thread was interrupted
     */
    public Classification predict(Model model, Path picture) throws PellucidException, InterruptedException {
        return explainer.predict(model, images.read(picture));
    }

    /**
     * Explains the predicted classes of a picture.
     *
     * @param model   open
     * @param picture file of the picture
     * @return predictions and maps, which {@link #save} writes
     * @throws PellucidException    if the picture cannot be read or the model cannot be explained
     * @throws InterruptedException if the thread was interrupted
     */
    public Explanation explain(Model model, Path picture) throws PellucidException, InterruptedException {
        return explain(model, picture, Targets.predicted());
    }

    /**
     * Explains chosen classes of a picture.
     *
     * @param model   open
     * @param picture file of the picture
     * @param targets the classes
     * @return predictions and maps, which {@link #save} writes
     * @throws PellucidException    if the picture cannot be read, a class is unknown or the model cannot be explained
     * @throws InterruptedException if the thread was interrupted
     */
    public Explanation explain(Model model, Path picture, Targets targets)
            throws PellucidException, InterruptedException {
        return explain(model, images.read(picture), ExplainSettings.DEFAULTS, targets);
    }

    /**
     * Explains chosen classes of a decoded picture.
     *
     * @param model    open
     * @param picture  decoded
     * @param settings method, device, preprocessing and more
     * @param targets  the classes
     * @return predictions and maps, which {@link #save} writes
     * @throws PellucidException    if a class is unknown or the model cannot be explained
     * @throws InterruptedException if the thread was interrupted
     */
    public Explanation explain(Model model, Picture picture, ExplainSettings settings, Targets targets)
            throws PellucidException, InterruptedException {
        Explanation why = explainer.explain(model, picture, settings, targets, Progress.NONE);
        explained.put(why, picture);
        return why;
    }

    /**
     * Paints a map over the picture it was made for.
     *
     * @param why made by one of this object's methods {@code explain}
     * @param map of that explanation
     * @return the painting, as large as the picture
     * @throws PellucidException if the explanation was not made here
     */
    public BufferedImage overlay(Explanation why, SaliencyMap map) throws PellucidException {
        return images.image(overlays.paint(picture(why), map, RenderOptions.DEFAULTS));
    }

    /**
     * Paints a map over the picture it was made for, as a file in memory.
     *
     * @param why    made by one of this object's methods {@code explain}
     * @param map    of that explanation
     * @param format {@code jpg} or {@code png}
     * @return a whole picture file
     * @throws PellucidException if the explanation was not made here or the format is unknown
     */
    public byte[] overlay(Explanation why, SaliencyMap map, String format) throws PellucidException {
        return images.encode(overlays.paint(picture(why), map, RenderOptions.DEFAULTS), format);
    }

    private Picture picture(Explanation why) throws UsageException {
        Picture picture = explained.get(why);
        if (picture == null) {
            throw new UsageException(
                    "the picture of this explanation is not known here: explain it with Pellucid.explain,"
                            + " or write it with Pellucid.files()");
        }
        return picture;
    }

    /**
     * Writes the maps of an explanation, named {@code {picture}_{label}.{format}}.
     *
     * @param why     made by one of this object's methods {@code explain}
     * @param folder  created if missing
     * @param formats names of formats, {@code jpg} and {@code npy} say
     * @return the files
     * @throws PellucidException    if a format is unknown or the folder cannot be written
     * @throws InterruptedException if the thread was interrupted
     */
    public ExplanationFiles.Written save(Explanation why, Path folder, String... formats)
            throws PellucidException, InterruptedException {
        return files.open(folder, List.of(formats), Naming.DEFAULTS, RenderOptions.DEFAULTS).write(picture(why), why,
                Map.of());
    }

    /** @return loads models; close each before this */
    public ModelLoader models() {
        return models;
    }

    /** @return lists devices */
    public DeviceService devices() {
        return devices;
    }

    /** @return reads, preprocesses and paints pictures */
    public ImageService images() {
        return images;
    }

    /** @return explains pictures */
    public Explainer explainer() {
        return explainer;
    }

    /** @return writes explanations as files */
    public ExplanationFiles files() {
        return files;
    }

    /** @return paints pictures side by side: the figures of {@link #interpreter()}, or any other */
    public synchronized MatrixRenderer matrices() {
        if (matrices == null) {
            matrices = new FigureRenderer(images);
        }
        return matrices;
    }

    /** @return writes HTML reports: those of {@link #interpreter()}, or any other */
    public synchronized ReportWriter reports() {
        if (reports == null) {
            reports = new HtmlReportWriter();
        }
        return reports;
    }

    /**
     * Opens nothing by network: what {@code imagewoof:} stands for is fetched by {@link #catalog()}.
     *
     * @return opens data sets; close each when the work with it is done
     */
    public Datasets datasets() {
        return datasets;
    }

    /**
     * A model that was fetched is loaded from the file that {@link Catalog#find} names.
     *
     * @return fetches models, labels and data sets by name
     */
    public Catalog catalog() {
        return catalog;
    }

    /** @return explains data sets, by use cases or by triage, with figures and a report */
    public Interpreter interpreter() {
        return interpreterService();
    }

    private synchronized InterpreterService interpreterService() {
        if (interpreter == null) {
            interpreter = new InterpreterService(explainer, images, files, reports(), JarVersions.read(),
                    config(InterpreterService.class, Patience.class));
            add(matrices(), Map.of());
        }
        return interpreter;
    }

    /** @return compares methods over data sets by metrics */
    public Evaluator evaluator() {
        return evaluator;
    }

    /** @return compares two models: what they answer and where they look */
    public synchronized Differ differ() {
        if (differ == null) {
            differ = new DifferService(explainer, images, reports());
        }
        return differ;
    }

    /**
     * Adds a service of the application's own, as a bundle would register it: an {@link ExplainMethod}, {@link Preprocessor}, {@link Renderer},
     * {@link DatasetSource}, {@link Metric}, {@link CatalogSource} or {@link MatrixRenderer}. Its interface says by which
     * property it is named. Of two services of a name the one of the higher {@code service.ranking} is used, of two
     * ranked alike the one added first.
     *
     * @param service    the service
     * @param properties its service properties, such as <code>Map.of(Renderer.FORMAT, "svg")</code>
     * @throws IllegalArgumentException if it is none of these services, or the property that names it is missing
     */
    public void add(Object service, Map<String, ?> properties) {
        if (service instanceof ExplainMethod method) {
            explainer.add(method, named(service, properties, ExplainMethod.METHOD));
        } else if (service instanceof Preprocessor preprocessor) {
            explainer.add(preprocessor, named(service, properties, Preprocessor.PREPROCESSOR));
        } else if (service instanceof Renderer renderer) {
            files.add(renderer, named(service, properties, Renderer.FORMAT));
        } else if (service instanceof DatasetSource source) {
            datasets.add(source, named(service, properties, DatasetSource.SCHEME));
        } else if (service instanceof Metric metric) {
            evaluator.add(metric, named(service, properties, Metric.METRIC));
        } else if (service instanceof CatalogSource source) {
            catalog.add(source, properties);
        } else if (service instanceof MatrixRenderer renderer) {
            interpreterService().add(renderer, properties);
        } else {
            throw new IllegalArgumentException(service.getClass().getName()
                    + " is no method, preprocessor, renderer, data set source, metric, catalogue source or matrix renderer");
        }
        added.add(new Service(service, Map.copyOf(properties)));
    }

    private static Map<String, ?> named(Object service, Map<String, ?> properties, String key) {
        if (!properties.containsKey(key)) {
            throw new IllegalArgumentException(service.getClass().getName() + " has no name: give the property " + key);
        }
        return properties;
    }

    /** @return the configurations of all components that have one, by component */
    Map<Class<?>, Configuration> configurations() {
        interpreter();
        return Map.copyOf(configurations);
    }

    /** @return all that was added, the services that ship first */
    List<Service> services() {
        interpreter();
        return List.copyOf(added);
    }

    /**
     * Gives up what the explainer keeps ready and frees the runtime; the last call, made when nothing is at work any
     * more. A model that is still open stays usable until it is closed.
     */
    @Override
    public void close() {
        explainer.close();
        runtime.close();
    }
}
