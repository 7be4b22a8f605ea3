package org.pellucid.testkit;

import java.util.List;
import java.util.Map;
import org.osgi.service.log.Logger;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.explain.spi.ExplainMethod;
import org.pellucid.api.explain.spi.MethodContexts;
import org.pellucid.api.image.ImageService;
import org.pellucid.explain.ExplainerImpl;
import org.pellucid.image.OpenCvImageService;
import org.pellucid.openvino.NativeRuntime;
import org.pellucid.openvino.OpenVinoModelLoader;
import org.pellucid.openvino.RuntimeSettings;
import org.pellucid.whiteboard.plain.Defaults;

/** The real runtime, images and explainer on a plain class path, for unit tests of methods. */
public final class PlainRuntime implements AutoCloseable {
    private final NativeRuntime runtime;
    private final OpenVinoModelLoader models;
    private final ImageService images;
    private final ExplainerImpl explainer;

    /** @param methods registered in this order, by the name in their description; {@code auto} prefers the first */
    public PlainRuntime(ExplainMethod... methods) {
        Logger log = SilentLog.logger();
        runtime = new NativeRuntime(RuntimeSettings.defaults(), log);
        models = new OpenVinoModelLoader(runtime, List.of(TestData.models()), log,
                Defaults.of(OpenVinoModelLoader.Config.class, Map.of()));
        images = new OpenCvImageService();
        explainer = new ExplainerImpl(images, log, Defaults.of(ExplainerImpl.Config.class, Map.of("waitMillis", 0)));
        for (int i = 0; i < methods.length; i++) {
            explainer.add(methods[i], Map.of(ExplainMethod.AUTO, methods.length - i));
        }
    }

    /** @return loads models */
    public OpenVinoModelLoader models() {
        return models;
    }

    /** @return decodes pictures */
    public ImageService images() {
        return images;
    }

    /** @return explains with the methods given */
    public Explainer explainer() {
        return explainer;
    }

    /** @return contexts of the same explainer */
    public MethodContexts contexts() {
        return explainer;
    }

    /** @return native objects now alive */
    public long nativeObjects() {
        return models.nativeObjects();
    }

    /** Closes all; models must be closed before. */
    @Override
    public void close() {
        explainer.close();
        runtime.close();
    }
}
