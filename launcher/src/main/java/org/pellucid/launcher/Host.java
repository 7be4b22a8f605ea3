package org.pellucid.launcher;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;

/** The framework with the feature's bundles. */
final class Host implements AutoCloseable {
    private static final String COMMAND_LINE = "(&(" + Constants.OBJECTCLASS + "=java.util.function.ToIntFunction)"
            + "(pellucid.entry=command-line))";
    private static final long STOP_MILLIS = 5_000;

    private final Framework framework;

    private Host(Framework framework) {
        this.framework = framework;
    }

    static Host start(Distribution distribution, Storage storage, Timing timing)
            throws LaunchException, BundleException {
        boolean kept = Installed.holds(storage.stamp(), distribution);
        Framework framework = factory().newFramework(configuration(distribution, storage, kept));
        framework.init();
        timing.mark("framework initialised" + (kept ? "" : " (new storage)"));
        if (!kept) {
            install(framework.getBundleContext(), distribution, storage);
            timing.mark("bundles installed");
        }
        framework.start();
        timing.mark("framework started");
        return new Host(framework);
    }

    private static FrameworkFactory factory() throws LaunchException {
        return ServiceLoader.load(FrameworkFactory.class).findFirst()
                .orElseThrow(() -> new LaunchException("no OSGi framework is on the class path: build again"));
    }

    private static Map<String, String> configuration(Distribution distribution, Storage storage, boolean kept) {
        Map<String, String> configuration = new HashMap<>();
        configuration.put(Constants.FRAMEWORK_STORAGE, storage.framework().toString());
        configuration.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, "2");
        if (!kept) {
            configuration.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        }
        configuration.put("felix.log.level", "1");
        // our own lock on the storage outlives neither the process nor a crash
        configuration.put("felix.cache.locking", "false");
        configuration.put("pellucid.models", distribution.models());
        configuration.put("pellucid.cache", distribution.cache().toString());
        return configuration;
    }

    private static void install(BundleContext context, Distribution distribution, Storage storage)
            throws LaunchException, BundleException {
        try {
            java.nio.file.Files.deleteIfExists(storage.stamp());
            List<Installed.Entry> entries = Installed.read(distribution);
            List<Bundle> bundles = new ArrayList<>();
            for (Installed.Entry entry : entries) {
                Bundle bundle = context.installBundle("reference:" + entry.file().toUri());
                bundle.adapt(BundleStartLevel.class).setStartLevel(entry.level());
                bundles.add(bundle);
            }
            for (Bundle bundle : bundles) {
                if (bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null) {
                    bundle.start(Bundle.START_ACTIVATION_POLICY);
                }
            }
            Installed.write(storage.stamp(), distribution, entries);
        } catch (IOException e) {
            throw new LaunchException("the cache folder " + storage.framework() + " cannot be written: "
                    + e.getMessage(), e);
        }
    }

    /** Waits for the service that the shell's bundle registers once all it needs is there. */
    ToIntFunction<Map<String, Object>> commandLine(long time, TimeUnit unit)
            throws LaunchException, InterruptedException {
        BundleContext context = framework.getBundleContext();
        CountDownLatch registered = new CountDownLatch(1);
        ServiceListener listener = event -> registered.countDown();
        try {
            context.addServiceListener(listener, COMMAND_LINE);
            ServiceReference<?>[] found = context.getServiceReferences((String) null, COMMAND_LINE);
            if (found == null && registered.await(time, unit)) {
                found = context.getServiceReferences((String) null, COMMAND_LINE);
            }
            if (found == null) {
                throw new LaunchException("the command line did not start within " + time + " s; " + trouble(context));
            }
            @SuppressWarnings("unchecked")
            ToIntFunction<Map<String, Object>> service = (ToIntFunction<Map<String, Object>>) context
                    .getService(found[0]);
            return service;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        } finally {
            context.removeServiceListener(listener);
        }
    }

    private String trouble(BundleContext context) {
        framework.adapt(FrameworkWiring.class).resolveBundles(null);
        List<String> bundles = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            if ((bundle.getState() & (Bundle.INSTALLED | Bundle.RESOLVED)) != 0
                    && bundle.adapt(BundleStartLevel.class).getStartLevel() <= 2
                    && bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null) {
                bundles.add(bundle.getSymbolicName());
            }
        }
        return bundles.isEmpty() ? "all bundles are active, so a service it needs is missing"
                : "bundles not active: " + String.join(", ", bundles);
    }

    @Override
    public void close() throws BundleException {
        framework.stop();
        try {
            framework.waitForStop(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
