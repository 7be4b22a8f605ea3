package org.pellucid.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** The framework with the feature's bundles. */
final class Host implements AutoCloseable {
    private static final String COMMAND_LINE = "(&(" + Constants.OBJECTCLASS + "=java.util.function.ToIntFunction)"
            + "(pellucid.entry=command-line))";
    /** What most commands do without, Gogo first, has a higher one: who needs it raises the framework's level. */
    private static final int START_LEVEL = 3;
    /** Of configuration, where there is some: behind what it needs, before all that is configured. */
    private static final int EARLY_LEVEL = 2;
    /** Of the same where there is none. */
    static final int CONFIGURATION_LEVEL = 5;
    private static final int INTERACTIVE_LEVEL = 6;
    private static final String FILE_INSTALL = "org.apache.felix.fileinstall";
    private static final String PLUGINS_PERIOD_MILLIS = "500";
    private static final String OURS = "reference:";
    private static final long STOP_MILLIS = 5_000;

    private final Framework framework;
    private final Distribution distribution;
    private final Storage storage;
    private final boolean isNew;
    private final FurtherFeature web;

    private Host(Framework framework, Distribution distribution, Storage storage, boolean isNew) {
        this.framework = framework;
        this.distribution = distribution;
        this.storage = storage;
        this.isNew = isNew;
        this.web = new FurtherFeature(framework.getBundleContext(), distribution, "pellucid-web");
        web.offer();
    }

    /** @param plugins whether to install what lies in the folder of plug-ins; the shell does so anyway */
    static Host start(Distribution distribution, Storage storage, boolean plugins, Timing timing)
            throws LaunchException, BundleException, InterruptedException {
        boolean kept = storage.isClean() && Installed.holds(storage.stamp(), distribution);
        storage.use();
        if (kept) {
            Optional<Framework> whole = resume(distribution, storage, plugins, timing);
            if (whole.isPresent()) {
                return new Host(whole.get(), distribution, storage, false);
            }
            timing.mark("storage damaged, to be made anew");
        }
        Installed.Contents feature = Installed.read(distribution);
        Map<String, String> configuration = configuration(distribution, storage, feature.systemPackages());
        configuration.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        Framework framework = factory().newFramework(configuration);
        framework.init();
        timing.mark("framework initialised (new storage)");
        install(framework.getBundleContext(), distribution, feature, storage);
        timing.mark("bundles installed");
        prepare(framework.getBundleContext(), plugins);
        framework.start();
        timing.mark("framework started");
        return new Host(framework, distribution, storage, true);
    }

    /** Plug-ins of an earlier shell go; the folder decides anew which there are, if it is asked at all. */
    private static void prepare(BundleContext context, boolean plugins) throws BundleException {
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getBundleId() != 0 && !isOurs(bundle)) {
                bundle.uninstall();
            } else if (FILE_INSTALL.equals(bundle.getSymbolicName())) {
                int level = plugins ? START_LEVEL : INTERACTIVE_LEVEL;
                BundleStartLevel current = bundle.adapt(BundleStartLevel.class);
                if (current.getStartLevel() != level) {
                    current.setStartLevel(level);
                }
            }
        }
    }

    private static boolean isOurs(Bundle bundle) {
        return bundle.getLocation().startsWith(OURS);
    }

    static String location(Path jar) {
        return OURS + jar.toUri();
    }

    /** Starts from what an earlier process installed; empty if that is damaged. */
    private static Optional<Framework> resume(Distribution distribution, Storage storage, boolean plugins,
            Timing timing)
            throws LaunchException, BundleException, InterruptedException {
        Framework framework = factory().newFramework(configuration(distribution, storage,
                Installed.systemPackages(storage.stamp())));
        try {
            framework.init();
            timing.mark("framework initialised");
            prepare(framework.getBundleContext(), plugins);
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
        int ours = 0;
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getBundleId() == 0 || !isOurs(bundle)) {
                continue;
            }
            ours++;
            if ((bundle.getState() & (Bundle.ACTIVE | Bundle.STARTING)) == 0 && isBegun(bundle)
                    && !isFragment(bundle)) {
                return false;
            }
        }
        return ours == expected;
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

    private static Map<String, String> configuration(Distribution distribution, Storage storage,
            String systemPackages) {
        Map<String, String> configuration = new HashMap<>();
        configuration.put(Constants.FRAMEWORK_STORAGE, storage.framework().toString());
        configuration.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, Integer.toString(START_LEVEL));
        configuration.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, systemPackages);
        // a web server listens only where a page is served
        configuration.put("org.apache.felix.http.require.config", "true");
        // it would log to standard output; what fails shows in exceptions and in the bundles' states
        configuration.put("felix.log.level", "0");
        // our own lock on the storage outlives neither the process nor a crash
        configuration.put("felix.cache.locking", "false");
        // descriptions of components are read from XML once for each storage
        configuration.put("ds.cache.metadata", "true");
        // threads to resolve a handful of bundles cost more than they bring
        configuration.put("felix.resolver.parallelism", "1");
        configuration.put("pellucid.models", distribution.models());
        configuration.put("pellucid.cache", distribution.cache().toString());
        configuration.put("gosh.home", distribution.cache().resolve("shell").toString());
        configuration.put("pellucid.etc", distribution.etc().toString());
        configuration.put("felix.fileinstall.dir", distribution.plugins().toString());
        configuration.put("felix.fileinstall.filter", ".*\\.jar");
        configuration.put("felix.fileinstall.poll", PLUGINS_PERIOD_MILLIS);
        configuration.put("felix.fileinstall.noInitialDelay", "true");
        configuration.put("felix.fileinstall.disableConfigSave", "true");
        configuration.put("felix.fileinstall.tmpdir", storage.framework().resolveSibling("plugins").toString());
        return configuration;
    }

    private static void install(BundleContext context, Distribution distribution, Installed.Contents feature,
            Storage storage) throws LaunchException, BundleException {
        try {
            Files.deleteIfExists(storage.stamp());
            Etc etc = new Etc(distribution.etc());
            String fingerprint = etc.fingerprint();
            List<Installed.Entry> entries = new ArrayList<>();
            if (!fingerprint.isEmpty()) {
                etc.pack(storage.etc());
                // the first, so that the Configurator finds it at its own start and need not catch up later
                entries.add(new Installed.Entry(storage.etc(), EARLY_LEVEL));
            }
            for (Installed.Entry entry : feature.bundles()) {
                boolean early = entry.level() == CONFIGURATION_LEVEL && !fingerprint.isEmpty();
                entries.add(early ? new Installed.Entry(entry.file(), EARLY_LEVEL) : entry);
            }
            List<Bundle> bundles = new ArrayList<>();
            for (Installed.Entry entry : entries) {
                Bundle bundle = context.installBundle(location(entry.file()));
                bundle.adapt(BundleStartLevel.class).setStartLevel(entry.level());
                bundles.add(bundle);
            }
            for (Bundle bundle : bundles) {
                if (!isFragment(bundle)) {
                    bundle.start(Bundle.START_ACTIVATION_POLICY);
                }
            }
            Installed.write(storage.stamp(), distribution, fingerprint, feature.systemPackages(), entries);
        } catch (IOException e) {
            throw new LaunchException("the cache folder " + storage.framework() + " cannot be written: "
                    + e.getMessage(), e);
        }
    }

    /** @return whether bundles were installed, rather than found as an earlier process left them */
    boolean isNew() {
        return isNew;
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

    /** Hands on configuration that changes from now on, and looks after the folder of plug-ins. */
    void watch(Consumer<String> trouble) throws LaunchException {
        Etc etc = new Etc(distribution.etc());
        new FolderWatch(framework.getBundleContext(), etc, storage.etc(), new Plugins(distribution.plugins()),
                etc.fingerprint(), trouble).start();
    }

    /**
     * Has the plug-ins started that File Install found, without waiting for its next look, and says which are none or
     * cannot be started.
     */
    void startPlugins(Consumer<String> trouble) {
        new Plugins(distribution.plugins()).troubles(false).forEach(trouble);
        for (Bundle bundle : framework.getBundleContext().getBundles()) {
            if (bundle.getBundleId() != 0 && !isOurs(bundle) && !isFragment(bundle)) {
                try {
                    bundle.start(Bundle.START_ACTIVATION_POLICY);
                } catch (BundleException e) {
                    trouble.accept("plug-in " + bundle.getSymbolicName() + " does not start: " + e.getMessage());
                }
            }
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

    /** {@return the class loaders of the bundles that are resolved} */
    List<ClassLoader> classLoaders() {
        List<ClassLoader> loaders = new ArrayList<>();
        for (Bundle bundle : framework.getBundleContext().getBundles()) {
            BundleWiring wiring = bundle.adapt(BundleWiring.class);
            if (wiring != null && wiring.getClassLoader() != null) {
                loaders.add(wiring.getClassLoader());
            }
        }
        return loaders;
    }

    /** Waits until somebody stops the framework. */
    void awaitStop() throws InterruptedException {
        framework.waitForStop(0);
    }

    @Override
    public void close() throws BundleException {
        // Stopping in order takes a moment, also for a thread that was interrupted.
        boolean interrupted = Thread.interrupted();
        web.uninstall();
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
