package org.pellucid.testkit;

import java.util.List;
import java.util.Map;
import org.osgi.service.log.Logger;
import org.pellucid.api.explain.ExplainMethod;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.model.ModelLoader;
import org.pellucid.explain.ExplainerImpl;
import org.pellucid.image.OpenCvImageService;
import org.pellucid.openvino.NativeRuntime;
import org.pellucid.openvino.OpenVinoModelLoader;
import org.pellucid.openvino.RuntimeSettings;

/** The real runtime, images and explainer on a plain class path, for unit tests of methods. */
public final class PlainRuntime implements AutoCloseable {
    private static final int DEFINITION_LIMIT_MIB = 512;

    private final NativeRuntime runtime;
    private final ModelLoader models;
    private final ImageService images;
    private final ExplainerImpl explainer;

    /** @param methods registered in this order, by the name in their description; {@code auto} prefers the first */
    public PlainRuntime(ExplainMethod... methods) {
        Logger log = SilentLog.logger();
        runtime = new NativeRuntime(RuntimeSettings.defaults(), log);
        models = new OpenVinoModelLoader(runtime, List.of(TestData.models()), DEFINITION_LIMIT_MIB, false, log);
        images = new OpenCvImageService();
        explainer = new ExplainerImpl(images, log, 0, 10_000, 16);
        for (int i = 0; i < methods.length; i++) {
            explainer.addMethod(methods[i], Map.of("service.id", (long) i, ExplainMethod.AUTO, methods.length - i),
                    "test", "0");
        }
    }

    /** @return loads models */
    public ModelLoader models() {
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
