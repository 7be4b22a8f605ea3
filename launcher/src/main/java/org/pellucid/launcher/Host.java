package org.pellucid.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
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
    /** Interactive bundles have a higher one: a command starts them that needs them. */
    private static final int START_LEVEL = 2;
    private static final long STOP_MILLIS = 5_000;

    private final Framework framework;
    private final Storage storage;

    private Host(Framework framework, Storage storage) {
        this.framework = framework;
        this.storage = storage;
    }

    static Host start(Distribution distribution, Storage storage, Timing timing)
            throws LaunchException, BundleException, InterruptedException {
        boolean kept = storage.isClean() && Installed.holds(storage.stamp(), distribution);
        storage.use();
        if (kept) {
            Optional<Framework> whole = resume(distribution, storage, timing);
            if (whole.isPresent()) {
                return new Host(whole.get(), storage);
            }
            timing.mark("storage damaged, to be made anew");
        }
        Framework framework = factory().newFramework(configuration(distribution, storage, true));
        framework.init();
        timing.mark("framework initialised (new storage)");
        install(framework.getBundleContext(), distribution, storage);
        timing.mark("bundles installed");
        framework.start();
        timing.mark("framework started");
        return new Host(framework, storage);
    }

    /** Starts from what an earlier process installed; empty if that is damaged. */
    private static Optional<Framework> resume(Distribution distribution, Storage storage, Timing timing)
            throws LaunchException, BundleException, InterruptedException {
        Framework framework = factory().newFramework(configuration(distribution, storage, false));
        try {
            framework.init();
            timing.mark("framework initialised");
            framework.start();
            timing.mark("framework started");
            if (isWhole(framework.getBundleContext(), Installed.size(storage.stamp()))) {
                return Optional.of(framework);
            }
        } catch (BundleException | RuntimeException e) {
            timing.mark("framework failed: " + e.getMessage());
        }
        framework.stop();
        framework.waitForStop(STOP_MILLIS);
        return Optional.empty();
    }

    /** Whether exactly the bundles once installed are there and active, whatever a shell or a crash did to them. */
    private static boolean isWhole(BundleContext context, int expected) {
        Bundle[] bundles = context.getBundles();
        for (Bundle bundle : bundles) {
            if ((bundle.getState() & (Bundle.ACTIVE | Bundle.STARTING)) == 0 && isBegun(bundle)
                    && !isFragment(bundle)) {
                return false;
            }
        }
        return bundles.length == expected + 1; // and the framework itself
    }

    private static boolean isBegun(Bundle bundle) {
        return bundle.adapt(BundleStartLevel.class).getStartLevel() <= START_LEVEL;
    }

    private static boolean isFragment(Bundle bundle) {
        return bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
    }

    private static FrameworkFactory factory() throws LaunchException {
        return ServiceLoader.load(FrameworkFactory.class).findFirst()
                .orElseThrow(() -> new LaunchException("no OSGi framework is on the class path: build again"));
    }

    private static Map<String, String> configuration(Distribution distribution, Storage storage, boolean anew) {
        Map<String, String> configuration = new HashMap<>();
        configuration.put(Constants.FRAMEWORK_STORAGE, storage.framework().toString());
        configuration.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, Integer.toString(START_LEVEL));
        if (anew) {
            configuration.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        }
        // it would log to standard output; what fails shows in exceptions and in the bundles' states
        configuration.put("felix.log.level", "0");
        // our own lock on the storage outlives neither the process nor a crash
        configuration.put("felix.cache.locking", "false");
        configuration.put("pellucid.models", distribution.models());
        configuration.put("pellucid.cache", distribution.cache().toString());
        return configuration;
    }

    private static void install(BundleContext context, Distribution distribution, Storage storage)
            throws LaunchException, BundleException {
        try {
            Files.deleteIfExists(storage.stamp());
            List<Installed.Entry> entries = Installed.read(distribution);
            List<Bundle> bundles = new ArrayList<>();
            for (Installed.Entry entry : entries) {
                Bundle bundle = context.installBundle("reference:" + entry.file().toUri());
                bundle.adapt(BundleStartLevel.class).setStartLevel(entry.level());
                bundles.add(bundle);
            }
            for (Bundle bundle : bundles) {
                if (!isFragment(bundle)) {
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
                    && isBegun(bundle) && !isFragment(bundle)) {
                bundles.add(bundle.getSymbolicName());
            }
        }
        return bundles.isEmpty() ? "all bundles are active, so a service it needs is missing"
                : "bundles not active: " + String.join(", ", bundles);
    }

    @Override
    public void close() throws BundleException {
        // Stopping in order takes a moment, also for a thread that was interrupted.
        boolean interrupted = Thread.interrupted();
        framework.stop();
        try {
            if (framework.waitForStop(STOP_MILLIS).getType() == FrameworkEvent.STOPPED) {
                storage.used();
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
