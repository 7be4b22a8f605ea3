package org.pellucid.explain.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.util.tracker.ServiceTracker;
import org.pellucid.api.PellucidException;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.Progress;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.image.Picture;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.Precision;
import org.pellucid.api.render.ExplanationFiles;
import org.pellucid.api.render.Naming;
import org.pellucid.api.render.RenderOptions;

/**
 * Threads explain and write files without pause while every bundle of a method or renderer is updated, restarted,
 * refreshed and installed anew, in random order. No request may be lost and no map, in memory or in its file, may differ
 * from the one made in peace.
 */
class StressTest extends InFramework {
    private static final int THREADS = 8;
    private static final long SEED = 20260101;
    private static final int PATIENCE_MILLIS = 60_000;
    private static final Naming NAMING = new Naming(Optional.empty(), Optional.empty(), false);
    private static final Pattern SWAPPED = Pattern.compile("org\\.pellucid\\.(method|render)\\..*");
    private static final long HEAP_SLACK_BYTES = 16L << 20;

    /**
     * One explanation to ask for, and what must come out, by method: {@code auto} takes the next best while the best is
     * away, and says so.
     */
    private record Job(Model model, Picture picture, ExplainSettings settings,
            Map<String, List<SaliencyMap>> references) {
    }

    private ServiceTracker<ExplanationFiles, ExplanationFiles> files;

    private final List<Model> opened = new ArrayList<>();
    private final List<Job> jobs = new ArrayList<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger served = new AtomicInteger();
    private final List<WeakReference<ClassLoader>> replaced = new ArrayList<>();

    @AfterEach
    void configureAsBefore() throws Exception {
        files.close();
        configure(Map.of());
        configurations.getConfiguration("org.pellucid.render", "?").delete();
    }

    @Test
    void no_request_is_lost_and_no_map_is_wrong() throws Exception {
        int swaps = Integer.parseInt(context.getProperty("pellucid.test.swaps"));
        // A machine that is busy elsewhere may take its time: whether a request is lost is asked, not how long it waits.
        configure(Map.of("methodWaitMillis", PATIENCE_MILLIS));
        configurations.getConfiguration("org.pellucid.render", "?")
                .update(new Hashtable<>(Map.of("rendererWaitMillis", PATIENCE_MILLIS)));
        files = new ServiceTracker<>(context, ExplanationFiles.class, null);
        files.open();
        prepareJobs();
        run(() -> {
            int warm = served.get() + 2 * jobs.size();
            await("every thread to have worked", () -> served.get() > warm || !failures.isEmpty());
        });
        final int threadsBefore = Thread.activeCount();
        final long heapBefore = heap();
        final long nativeBefore = models.nativeObjects();
        final int servedBefore = served.get();
        final long begun = System.nanoTime();

        run(() -> swap(swaps));

        System.out.printf("%d swaps under load in %.1f s: %d requests served, none lost; heap %+d KiB, "
                + "resident memory %s%n", swaps, (System.nanoTime() - begun) / 1e9, served.get() - servedBefore,
                (heap() - heapBefore) >> 10, residentMemory());
        // At most: what was prepared last has not served all threads yet.
        assertThat(models.nativeObjects()).as("native objects").isLessThanOrEqualTo(nativeBefore);
        await("the threads that were there before", () -> Thread.activeCount() <= threadsBefore);
        await("all replaced bundles to be collected", this::allCollected);
        assertThat(heap()).as("heap, as before").isLessThan(heapBefore + HEAP_SLACK_BYTES);
        opened.forEach(Model::close);
        assertThat(models.nativeObjects()).as("native objects when the models are closed").isZero();
    }

    private void prepareJobs() throws Exception {
        Model network = model();
        opened.add(network);
        for (String sample : new String[] {"chelsea.png", "coffee.png", "rocket.jpg"}) {
            add(network, sample, "reciprocam");
            add(network, sample, "activation-map");
            add(network, sample, "auto", "reciprocam");
        }
        Model transformer = models.load("shapes-vit");
        opened.add(transformer);
        add(transformer, "chelsea.png", "vit-reciprocam");
        add(transformer, "coffee.png", "auto", "vit-reciprocam", "reciprocam");
    }

    private void add(Model model, String sample, String asked, String... served) throws Exception {
        // One precision and fixed classes: what a map depends on beside the method.
        ExplainSettings settings = ExplainSettings.DEFAULTS.withMethod(asked).withPrecision(Precision.F32);
        Map<String, List<SaliencyMap>> references = new HashMap<>();
        Picture picture = sample(sample);
        for (String method : served.length == 0 ? new String[] {asked} : served) {
            Job peaceful = new Job(model, picture, settings.withMethod(method), Map.of());
            references.put(method, explain(peaceful).maps());
        }
        jobs.add(new Job(model, picture, settings, references));
    }

    private Explanation explain(Job job) throws PellucidException, InterruptedException {
        return explainer().explain(job.model, job.picture, job.settings, new Targets.Top(2), Progress.NONE);
    }

    private void check(Job job) throws PellucidException, InterruptedException {
        Explanation explanation = explain(job);
        List<SaliencyMap> references = job.references.get(explanation.method());
        assertThat(references).as("references of " + explanation.method()).hasSameSizeAs(explanation.maps());
        for (int i = 0; i < references.size(); i++) {
            SaliencyMap map = explanation.maps().get(i);
            SaliencyMap reference = references.get(i);
            assertThat(map.target()).isEqualTo(reference.target());
            assertThat(map.values()).as("%s of %s, class %d", explanation.method(), explanation.picture(),
                    map.target()).isEqualTo(reference.values());
        }
        checkFiles(job, explanation);
        served.incrementAndGet();
    }

    private void checkFiles(Job job, Explanation explanation) throws PellucidException, InterruptedException {
        Path place = folder.resolve(Thread.currentThread().getName());
        ExplanationFiles.Written written = files.waitForService(PATIENCE_MILLIS)
                .open(place, List.of("npy"), NAMING, RenderOptions.DEFAULTS)
                .write(job.picture, explanation, Map.of());
        for (int i = 0; i < explanation.maps().size(); i++) {
            byte[] map = explanation.maps().get(i).values();
            assertThat(written.maps().get(i).get("npy").toFile()).as("file of " + explanation.method()).content(
                    StandardCharsets.ISO_8859_1).endsWith(new String(map, StandardCharsets.ISO_8859_1));
        }
    }

    private interface Action {
        void run() throws Exception;
    }

    /** Explains in all threads until the action is done. */
    private void run(Action action) throws Exception {
        CountDownLatch enough = new CountDownLatch(1);
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(SEED + i);
            Thread worker = new Thread(() -> {
                try {
                    while (enough.getCount() > 0 && failures.isEmpty()) {
                        check(jobs.get(random.nextInt(jobs.size())));
                    }
                } catch (Throwable e) {
                    failures.add(e);
                }
            }, "worker-" + i);
            worker.start();
            workers.add(worker);
        }
        try {
            action.run();
        } finally {
            enough.countDown();
            for (Thread worker : workers) {
                worker.join();
            }
        }
        assertThat(failures).isEmpty();
    }

    private void swap(int swaps) throws Exception {
        List<Bundle> bundles = new ArrayList<>(Arrays.stream(context.getBundles())
                .filter(candidate -> SWAPPED.matcher(candidate.getSymbolicName()).matches()).toList());
        Random random = new Random(SEED);
        for (int i = 0; i < swaps && failures.isEmpty(); i++) {
            int chosen = random.nextInt(bundles.size());
            Bundle bundle = bundles.get(chosen);
            int kind = random.nextInt(4);
            if (kind > 0) {
                replaced.add(new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader()));
            }
            switch (kind) {
                case 0 -> {
                    bundle.stop();
                    bundle.start();
                }
                case 1 -> {
                    bundle.update();
                    // The old classes stay with the bundle until then.
                    refresh(bundle);
                }
                case 2 -> refresh(bundle);
                default -> bundles.set(chosen, reinstall(bundle));
            }
            assertThat(bundles.get(chosen).getState()).isEqualTo(Bundle.ACTIVE);
        }
    }

    private Bundle reinstall(Bundle bundle) throws Exception {
        String location = bundle.getLocation();
        bundle.uninstall();
        refresh(bundle);
        // The context injected would uninstall it after the test.
        Bundle again = context.getBundle(0).getBundleContext().installBundle(location);
        again.start();
        return again;
    }

    private boolean allCollected() {
        System.gc();
        return replaced.stream().allMatch(loader -> loader.get() == null);
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static String residentMemory() throws IOException {
        return Files.readString(Path.of("/proc/self/status")).lines().filter(line -> line.startsWith("VmRSS"))
                .findFirst().orElse("unknown").replaceAll("\\s+", " ");
    }
}
