package org.pellucid.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.service.log.Logger;
import org.pellucid.api.dataset.DatasetSource;
import org.pellucid.api.dataset.Datasets;
import org.pellucid.api.device.DeviceService;
import org.pellucid.api.download.Catalog;
import org.pellucid.api.explain.ExplainMethod;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.interpret.Interpreter;
import org.pellucid.api.metrics.Evaluator;
import org.pellucid.api.metrics.Metric;
import org.pellucid.api.model.ModelLoader;
import org.pellucid.api.render.ExplanationFiles;
import org.pellucid.api.render.MatrixRenderer;
import org.pellucid.api.render.Renderer;
import org.pellucid.api.report.ReportWriter;
import org.pellucid.dataset.DatasetsService;
import org.pellucid.dataset.archive.ArchiveSource;
import org.pellucid.dataset.folder.FolderSource;
import org.pellucid.dataset.imagewoof.ImageWoofDownload;
import org.pellucid.dataset.imagewoof.ImageWoofSource;
import org.pellucid.dataset.shapes.ShapesSource;
import org.pellucid.download.CatalogService;
import org.pellucid.download.HttpDownloader;
import org.pellucid.download.ImageNetLabelsItem;
import org.pellucid.download.MobileNetItem;
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
import org.pellucid.metrics.EvaluatorService;
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
import org.pellucid.zip.ZipLimits;

/**
 * The services of Pellucid wired by hand, for applications without OSGi:
 *
 * <pre>{@code
 * try (Pellucid pellucid = Pellucid.open(Path.of("models")); Model model = pellucid.models().load("my-model")) {
 *     Explanation why = pellucid.explainer().explain(model, pellucid.images().read(Path.of("cat.png")),
 *             ExplainSettings.DEFAULTS, new Targets.Top(1), Progress.NONE);
 * }
 * }</pre>
 *
 * They are the services a framework offers, with all that ships: methods, formats, kinds of data sets, metrics. The
 * guarantees are the same, except that nothing can be replaced while it works: no updates, no drop-in folder, no
 * configuration at run time, no commands. Compiled models, unpacked libraries and what was fetched are kept in the
 * directory named by the system property {@code pellucid.cache}, else in {@code ${XDG_CACHE_HOME:-~/.cache}/pellucid}.
 * What is worth a log entry goes to {@link System.Logger}. Safe for use by several threads, {@link #close()} excepted.
 */
public final class Pellucid implements AutoCloseable {
    private static final int DEFINITION_LIMIT_MIB = 512;
    private static final int DRAIN_MILLIS = 30_000;
    private static final int PREPARED_METHODS = 16;

    private final NativeRuntime runtime;
    private final ModelLoader models;
    private final DeviceService devices;
    private final ImageService images = new OpenCvImageService();
    private final ExplainerImpl explainer;
    private final ExplanationFilesService files;
    private final CatalogService catalog;
    private final DatasetsService datasets = new DatasetsService();
    private final EvaluatorService evaluator;
    private final AtomicLong ids = new AtomicLong();
    /** Made when asked for, since it reads a font. Guarded by this, as are the next two. */
    private MatrixRenderer matrices;
    /** Made when asked for, since it compiles a template. */
    private ReportWriter reports;
    private Interpreter interpreter;

    private Pellucid(List<Path> modelFolders) {
        Logger log = SystemLog.logger("org.pellucid");
        RuntimeSettings settings = RuntimeSettings.defaults();
        runtime = new NativeRuntime(settings, log);
        models = new OpenVinoModelLoader(runtime, modelFolders, DEFINITION_LIMIT_MIB, false, log);
        devices = new OpenVinoDeviceService(runtime);
        explainer = new ExplainerImpl(images, log, 0, DRAIN_MILLIS, PREPARED_METHODS);
        files = new ExplanationFilesService(images);
        catalog = new CatalogService(new HttpDownloader(), settings.cache(), ZipLimits.DEFAULTS, log);
        evaluator = new EvaluatorService(explainer, images, models);
        // The preferences are those of the components' own declarations.
        addMethod(new VitReciproCam(log), 110);
        addMethod(new ReciproCam(), 100);
        addMethod(new Rise(), 10);
        addMethod(new Aise(), 0);
        addMethod(new ActivationMap(), 0);
        addRenderer(new OverlayRenderer(images), "jpg", "png");
        addRenderer(new NpyRenderer(), "npy");
        addRenderer(new JsonRenderer(), "json");
        addRenderer(new HtmlRenderer(images), "html");
        addDatasets();
        List.of(new PointingGame(), new EnergyInBox(), new Insertion(), new Deletion(), new Adcc(), new SanityCheck(),
                new Agreement()).forEach(this::addMetric);
    }

    private void addDatasets() {
        List.of(new ImageNetLabelsItem(), new MobileNetItem(), new ImageWoofDownload()).forEach(catalog::addSource);
        DatasetSource folders = new FolderSource(images);
        DatasetSource archives = new ArchiveSource(images, ZipLimits.DEFAULTS);
        addDataset("folder", folders);
        addDataset("zip", archives);
        addDataset("imagewoof", new ImageWoofSource(folders, archives, catalog));
        addDataset("shapes", new ShapesSource());
    }

    /**
     * Loads no native library yet: that is done when the first model, device or picture is.
     *
     * @param modelFolders folders in which models are found by name; none if models are given as files
     * @return the services, to be closed when the models are
     */
    public static Pellucid open(Path... modelFolders) {
        return new Pellucid(List.of(modelFolders));
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
    public synchronized Interpreter interpreter() {
        if (interpreter == null) {
            interpreter = new InterpreterService(explainer, images, files, matrices(), reports(), JarVersions.read());
        }
        return interpreter;
    }

    /** @return compares methods over data sets by metrics */
    public Evaluator evaluator() {
        return evaluator;
    }

    /**
     * Adds a method of the application's own, by the name in its description. One of the same name added before stays
     * the one used.
     *
     * @param method     the method
     * @param preference {@code auto} takes the method with the highest one that supports the model; 0 for never
     */
    public void addMethod(ExplainMethod method, int preference) {
        Objects.requireNonNull(method, "method");
        explainer.addMethod(method, Map.of("service.id", ids.incrementAndGet(), ExplainMethod.AUTO, preference),
                method.getClass().getName(), "");
    }

    /**
     * Adds a renderer of the application's own; of two for a format the later one is used.
     *
     * @param renderer the renderer
     * @param formats  names of formats it is for
     */
    public void addRenderer(Renderer renderer, String... formats) {
        files.add(Objects.requireNonNull(renderer, "renderer"), formats);
    }

    /**
     * Adds a kind of data sets of the application's own; of two with a scheme the later one is used.
     *
     * @param scheme at least two lower-case letters or digits, as in {@code scheme:location}
     * @param source opens data sets
     */
    public void addDataset(String scheme, DatasetSource source) {
        datasets.add(scheme, Objects.requireNonNull(source, "source"));
    }

    /**
     * Adds a metric of the application's own, by the name in its description; of two of a name the later one is used.
     *
     * @param metric the metric
     */
    public void addMetric(Metric metric) {
        evaluator.add(Objects.requireNonNull(metric, "metric"));
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
