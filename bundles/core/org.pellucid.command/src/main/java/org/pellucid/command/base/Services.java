package org.pellucid.command.base;

import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Filter;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.util.tracker.ServiceTracker;
import org.pellucid.api.NativeRuntimeException;
import org.pellucid.api.dataset.Datasets;
import org.pellucid.api.device.DeviceService;
import org.pellucid.api.download.Catalog;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.explain.spi.MethodContexts;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.interpret.Interpreter;
import org.pellucid.api.metrics.Evaluator;
import org.pellucid.api.model.ModelLoader;
import org.pellucid.api.model.spi.RuntimeMonitor;
import org.pellucid.api.render.ExplanationFiles;

/**
 * The services commands work with, looked up when a command asks for one. Not references of the component: a command
 * must work while services that it does not need are away, must wait a moment for one that is being swapped, and must
 * say which one is missing. What was looked up once is held, so that providers keep their caches from call to call; for
 * that this component is immediate, or it would go with the last command.
 */
@Component(service = Services.class, immediate = true)
public final class Services {
    private static final long PATIENCE_MILLIS = 2000;

    private final BundleContext context;
    private final Map<String, ServiceTracker<?, ?>> trackers = new HashMap<>();

    /** @param context of this bundle */
    @Activate
    public Services(BundleContext context) {
        this.context = context;
    }

    @Deactivate
    void close() {
        synchronized (trackers) {
            trackers.values().forEach(ServiceTracker::close);
            trackers.clear();
        }
    }

    /** @return this bundle's context */
    public BundleContext context() {
        return context;
    }

    /** @return the explainer */
    public Explainer explainer() throws NativeRuntimeException, InterruptedException {
        return require(Explainer.class, "org.pellucid.explain");
    }

    /** @return the model loader */
    public ModelLoader models() throws NativeRuntimeException, InterruptedException {
        return require(ModelLoader.class, "org.pellucid.openvino");
    }

    /** @return what methods get of models and pictures */
    public MethodContexts contexts() throws NativeRuntimeException, InterruptedException {
        return require(MethodContexts.class, "org.pellucid.explain");
    }

    /** @return counts what the runtime holds */
    public RuntimeMonitor runtime() throws NativeRuntimeException, InterruptedException {
        return require(RuntimeMonitor.class, "org.pellucid.openvino");
    }

    /** @return the devices */
    public DeviceService devices() throws NativeRuntimeException, InterruptedException {
        return require(DeviceService.class, "org.pellucid.openvino");
    }

    /** @return the pictures */
    public ImageService images() throws NativeRuntimeException, InterruptedException {
        return require(ImageService.class, "org.pellucid.image");
    }

    /** @return the writer of files */
    public ExplanationFiles files() throws NativeRuntimeException, InterruptedException {
        return require(ExplanationFiles.class, "org.pellucid.render");
    }

    /** @return the kinds of data sets */
    public Datasets datasets() throws NativeRuntimeException, InterruptedException {
        return require(Datasets.class, "org.pellucid.dataset");
    }

    /** @return the evaluator of methods */
    public Evaluator evaluator() throws NativeRuntimeException, InterruptedException {
        return require(Evaluator.class, "org.pellucid.evaluate");
    }

    /** @return the interpreter of data sets */
    public Interpreter interpreter() throws NativeRuntimeException, InterruptedException {
        return require(Interpreter.class, "org.pellucid.interpret");
    }

    /** @return what can be fetched */
    public Catalog catalog() throws NativeRuntimeException, InterruptedException {
        return require(Catalog.class, "org.pellucid.download");
    }

    /**
     * @param <T>      the service
     * @param type     of the service
     * @param provider symbolic name of the bundle that usually brings it
     * @return the best one there is
     * @throws NativeRuntimeException if there is still none after two seconds; the message names it
     * @throws InterruptedException   if the thread was interrupted
     */
    public <T> T require(Class<T> type, String provider) throws NativeRuntimeException, InterruptedException {
        return require(type, "(objectClass=" + type.getName() + ")", type.getSimpleName(), provider);
    }

    /**
     * @param <T>      the service
     * @param type     of the service
     * @param filter   it must match
     * @param what     it is, for the message
     * @param provider symbolic name of the bundle that usually brings it
     * @return the best one there is
     * @throws NativeRuntimeException if there is still none after two seconds; the message names it
     * @throws InterruptedException   if the thread was interrupted
     */
    public <T> T require(Class<T> type, String filter, String what, String provider)
            throws NativeRuntimeException, InterruptedException {
        // Not held while waiting: others may need another service meanwhile.
        T service = type.cast(tracker(filter).waitForService(PATIENCE_MILLIS));
        if (service == null) {
            throw new NativeRuntimeException("service " + what + " is missing: bundle " + provider
                    + " is not there or not started; see 'pellucid bundles'");
        }
        return service;
    }

    private ServiceTracker<?, ?> tracker(String filter) {
        synchronized (trackers) {
            return trackers.computeIfAbsent(filter, this::open);
        }
    }

    private ServiceTracker<?, ?> open(String text) {
        try {
            Filter filter = context.createFilter(text);
            ServiceTracker<Object, Object> tracker = new ServiceTracker<>(context, filter, null);
            tracker.open();
            return tracker;
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
