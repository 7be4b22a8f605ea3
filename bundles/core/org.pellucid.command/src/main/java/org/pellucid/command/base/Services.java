package org.pellucid.command.base;

import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.util.tracker.ServiceTracker;
import org.pellucid.api.NativeRuntimeException;

/**
 * The services commands work with, looked up when a command asks for one. Not references of the component: a command
 * must work while services that it does not need are away, must wait a moment for one that is being swapped, and must
 * say which one is missing. What was looked up once is held, so that providers keep their caches from call to call; for
 * that this component is immediate, or it would go with the last command.
 */
@Component(service = Services.class, immediate = true)
public final class Services {
    private static final long PATIENCE_MILLIS = 2000;
    /** The bundles that usually bring the services, for a message that helps. */
    private static final Map<String, String> PROVIDERS = Map.ofEntries(Map.entry("Explainer", "org.pellucid.explain"),
            Map.entry("ModelLoader", "org.pellucid.openvino"),
            Map.entry("DeviceService", "org.pellucid.openvino"),
            Map.entry("ImageService", "org.pellucid.image"),
            Map.entry("ExplanationFiles", "org.pellucid.render"),
            Map.entry("ParquetTables", "org.pellucid.rows.parquet"),
            Map.entry("Datasets", "org.pellucid.dataset"),
            Map.entry("Evaluator", "org.pellucid.evaluate"),
            Map.entry("Interpreter", "org.pellucid.interpret"),
            Map.entry("Catalog", "org.pellucid.download"),
            Map.entry("ServiceComponentRuntime", "org.apache.felix.scr"),
            Map.entry("Differ", "org.pellucid.differ"));

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

    /** Returns the context of this bundle; {@code null} where there is no framework. */
    public BundleContext context() {
        return context;
    }

    /**
     * Finds a service.
     *
     * @param <T>  the service
     * @param type of the service
     * @return the best one there is
     * @throws NativeRuntimeException if there is still none after two seconds; the message names it
     * @throws InterruptedException   if the thread was interrupted
     */
    public <T> T require(Class<T> type) throws NativeRuntimeException, InterruptedException {
        // Not held while waiting: others may need another service meanwhile.
        T service = type.cast(tracker(type).waitForService(PATIENCE_MILLIS));
        if (service == null) {
            String provider = PROVIDERS.get(type.getSimpleName());
            throw new NativeRuntimeException("service " + type.getSimpleName() + " is missing: "
                    + (provider == null ? "no bundle that brings it is started"
                            : "bundle " + provider + " is not there or not started")
                    + "; see 'pellucid bundles'");
        }
        return service;
    }

    private ServiceTracker<?, ?> tracker(Class<?> type) {
        synchronized (trackers) {
            return trackers.computeIfAbsent(type.getName(), wanted -> {
                ServiceTracker<?, ?> tracker = new ServiceTracker<>(context, wanted, null);
                tracker.open();
                return tracker;
            });
        }
    }
}
