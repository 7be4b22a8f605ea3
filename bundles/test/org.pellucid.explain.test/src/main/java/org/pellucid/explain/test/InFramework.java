package org.pellucid.explain.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.util.tracker.ServiceTracker;
import org.pellucid.api.PellucidException;
import org.pellucid.api.Progress;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.MethodEntry;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.image.Picture;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.ModelLoader;
import org.pellucid.api.model.spi.RuntimeMonitor;

/** What these tests share: the services, the probe, and waiting for what another thread does. */
abstract class InFramework {
    private static final String EXPLAINER = "org.pellucid.explain";
    static final String RECIPROCAM = "org.pellucid.method.reciprocam";
    /** Only ends a test that hangs. */
    private static final long TOO_LONG_NANOS = 60_000_000_000L;

    @TempDir
    Path folder;
    @InjectBundleContext
    BundleContext context;
    @InjectService(timeout = 5000)
    ModelLoader models;
    @InjectService
    RuntimeMonitor runtime;
    @InjectService(timeout = 5000)
    ImageService images;
    @InjectService(timeout = 5000)
    ConfigurationAdmin configurations;

    final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Bundle> installed = new ArrayList<>();
    private ServiceTracker<Explainer, Explainer> explainers;

    @BeforeEach
    void track() {
        explainers = new ServiceTracker<>(context, Explainer.class, null);
        explainers.open();
    }

    @AfterEach
    void tidy() throws Exception {
        for (Bundle bundle : installed) {
            if (bundle.getState() != Bundle.UNINSTALLED) {
                bundle.uninstall();
            }
        }
        threads.shutdownNow();
        explainers.close();
    }

    Explainer explainer() throws InterruptedException {
        Explainer explainer = explainers.waitForService(5000);
        assertThat(explainer).as("Explainer").isNotNull();
        return explainer;
    }

    /** Makes the explainer anew with that configuration. */
    void configure(Map<String, Object> values) throws IOException, InterruptedException {
        Configuration configuration = configurations.getConfiguration(EXPLAINER, "?");
        Explainer old = explainer();
        if (values.isEmpty()) {
            configuration.delete();
        } else {
            Dictionary<String, Object> dictionary = new Hashtable<>(values);
            configuration.update(dictionary);
        }
        await("another explainer", () -> explainers.getService() != null && explainers.getService() != old);
    }

    Path root() {
        return Path.of(context.getProperty("pellucid.test.root")).toAbsolutePath().normalize();
    }

    Model model() throws PellucidException {
        return models.load("efficientnet-lite0");
    }

    Picture sample(String name) throws PellucidException {
        return images.read(root().resolve("models/samples").resolve(name));
    }

    Explanation explain(Model model, Picture picture, String method, Progress progress)
            throws PellucidException, InterruptedException {
        return explainer().explain(model, picture, ExplainSettings.builder().method(method).build(),
                new Targets.Top(1), progress);
    }

    /** The version of the probe that made an explanation. */
    static int version(Explanation explanation) {
        return (int) explanation.maps().get(0).raw()[0];
    }

    Bundle bundle(String name) {
        return Arrays.stream(context.getBundles()).filter(bundle -> bundle.getSymbolicName().equals(name)).findFirst()
                .orElseThrow();
    }

    Path probe(int version, Map<String, String> headers) throws IOException {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Bundle-Version", version + ".0.0");
        return Jars.probe(context.getBundle(), all, Files.createTempFile(folder, "probe-", ".jar"));
    }

    Path probe(int version) throws IOException {
        return probe(version, Map.of());
    }

    /** Installs; uninstalled after the test. */
    Bundle install(Path jar) throws IOException, BundleException {
        try (InputStream in = Jars.open(jar)) {
            Bundle bundle = context.installBundle(jar.toUri() + "#" + installed.size(), in);
            installed.add(bundle);
            return bundle;
        }
    }

    Bundle start(Path jar) throws IOException, BundleException {
        Bundle bundle = install(jar);
        bundle.start();
        return bundle;
    }

    static void update(Bundle bundle, Path jar) throws BundleException, IOException {
        try (InputStream in = Jars.open(jar)) {
            bundle.update(in);
        }
    }

    void refresh(Bundle... bundles) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        FrameworkListener listener = event -> done.countDown();
        context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(Arrays.asList(bundles), listener);
        done.await();
    }

    List<MethodEntry> probes() throws InterruptedException {
        return explainer().methods().stream().filter(method -> method.name().equals("probe")).toList();
    }

    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long begun = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - begun).as("waiting for " + what).isLessThan(TOO_LONG_NANOS);
            Thread.sleep(2);
        }
    }

    /** Holds the probe in the middle of its work. */
    static final class Hold implements Progress {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        @Override
        public void step(String what, long done, long total) {
            reached.countDown();
            boolean interrupted = false;
            while (true) {
                try {
                    released.await();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        void awaitReached() throws InterruptedException {
            reached.await();
        }

        void release() {
            released.countDown();
        }
    }
}
