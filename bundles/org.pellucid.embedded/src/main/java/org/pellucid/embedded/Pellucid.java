package org.pellucid.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.service.log.Logger;
import org.pellucid.api.device.DeviceService;
import org.pellucid.api.explain.ExplainMethod;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.model.ModelLoader;
import org.pellucid.api.render.ExplanationFiles;
import org.pellucid.api.render.Renderer;
import org.pellucid.explain.ExplainerImpl;
import org.pellucid.image.OpenCvImageService;
import org.pellucid.method.activationmap.ActivationMap;
import org.pellucid.method.reciprocam.ReciproCam;
import org.pellucid.method.vitreciprocam.VitReciproCam;
import org.pellucid.openvino.NativeRuntime;
import org.pellucid.openvino.OpenVinoDeviceService;
import org.pellucid.openvino.OpenVinoModelLoader;
import org.pellucid.openvino.RuntimeSettings;
import org.pellucid.render.ExplanationFilesService;
import org.pellucid.render.html.HtmlRenderer;
import org.pellucid.render.json.JsonRenderer;
import org.pellucid.render.npy.NpyRenderer;
import org.pellucid.render.overlay.OverlayRenderer;

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
 * They are the services a framework offers, with the same guarantees, except that nothing can be replaced while it
 * works: no updates, no drop-in folder, no configuration at run time, no commands. Compiled models and unpacked
 * libraries are kept in the directory named by the system property {@code pellucid.cache}, else in
 * {@code ${XDG_CACHE_HOME:-~/.cache}/pellucid}. What is worth a log entry goes to {@link System.Logger}. Safe for use by
 * several threads.
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
    private final AtomicLong ids = new AtomicLong();

    private Pellucid(List<Path> modelFolders) {
        Logger log = SystemLog.logger("org.pellucid");
        runtime = new NativeRuntime(RuntimeSettings.defaults(), log);
        models = new OpenVinoModelLoader(runtime, modelFolders, DEFINITION_LIMIT_MIB, log);
        devices = new OpenVinoDeviceService(runtime);
        explainer = new ExplainerImpl(images, log, 0, DRAIN_MILLIS, PREPARED_METHODS);
        files = new ExplanationFilesService(images, 0);
        // The preferences are those of the components' own declarations.
        addMethod(new VitReciproCam(log), 110);
        addMethod(new ReciproCam(), 100);
        addMethod(new ActivationMap(), 0);
        addRenderer(new OverlayRenderer(images), "jpg", "png");
        addRenderer(new NpyRenderer(), "npy");
        addRenderer(new JsonRenderer(), "json");
        addRenderer(new HtmlRenderer(images), "html");
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

    /** Frees the runtime. A model that is still open stays usable until it is closed. */
    @Override
    public void close() {
        explainer.close();
        runtime.close();
    }
}
