package org.pellucid.explain.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogReaderService;
import org.pellucid.api.MethodException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.Progress;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explainer.MethodChoice;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.MethodEntry;
import org.pellucid.api.explain.MethodState;
import org.pellucid.api.image.Picture;
import org.pellucid.api.model.Model;

/** Methods come and go while explanations run. */
class HotSwapTest extends InFramework {
    private static final int UPDATES = 21;

    private Model model;
    private Picture cat;

    @BeforeEach
    void open() throws PellucidException {
        model = model();
        cat = sample("chelsea.png");
    }

    @AfterEach
    void close() {
        model.close();
    }

    private Explanation explain(String method) throws PellucidException, InterruptedException {
        return explain(model, cat, method, Progress.NONE);
    }

    private Future<Explanation> begin(Hold hold) throws InterruptedException {
        Future<Explanation> future = threads.submit(() -> explain(model, cat, "probe", hold));
        hold.awaitReached();
        return future;
    }

    @Test
    void work_in_flight_ends_on_the_instance_it_began_with() throws Exception {
        Bundle probe = start(probe(1));
        Hold hold = new Hold();
        final Future<Explanation> first = begin(hold);
        Path next = probe(2);
        Future<?> update = threads.submit(() -> {
            update(probe, next);
            return null;
        });
        await("the update to wait for the work in flight", () -> state(MethodState.LEAVING));
        assertThat(probes()).extracting(MethodEntry::version, MethodEntry::inFlight).containsExactly(tuple("1.0.0", 1));
        final Future<Explanation> second = threads.submit(() -> explain("probe"));
        hold.release();
        assertThat(version(first.get())).isEqualTo(1);
        assertThat(version(second.get())).isEqualTo(2);
        update.get();
        assertThat(probes()).extracting(MethodEntry::version, MethodEntry::state, MethodEntry::inFlight)
                .containsExactly(tuple("2.0.0", MethodState.SERVING, 0));
    }

    @Test
    void a_request_waits_as_long_as_the_work_in_flight_takes() throws Exception {
        configure(Map.of("waitMillis", 1000));
        try {
            Bundle probe = start(probe(1));
            Hold hold = new Hold();
            final Future<Explanation> first = begin(hold);
            Path next = probe(2);
            Future<?> update = threads.submit(() -> {
                update(probe, next);
                return null;
            });
            await("the update to wait for the work in flight", () -> state(MethodState.LEAVING));
            FutureTask<Explanation> waiting = new FutureTask<>(() -> explain("probe"));
            Thread thread = new Thread(waiting);
            thread.start();
            await("the request to wait without a limit", () -> thread.getState() == Thread.State.WAITING);
            hold.release();
            assertThat(version(first.get())).isEqualTo(1);
            assertThat(version(waiting.get())).isEqualTo(2);
            update.get();
        } finally {
            configure(Map.of());
        }
    }

    private boolean state(MethodState state) {
        try {
            return probes().stream().anyMatch(method -> method.state() == state);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void work_that_does_not_end_holds_a_bundle_no_longer_than_configured() throws Exception {
        configure(Map.of("drainMillis", 50, "waitMillis", 50));
        try {
            Bundle probe = start(probe(1));
            Hold hold = new Hold();
            Future<Explanation> stuck = begin(hold);
            probe.stop();
            assertThat(probes()).isEmpty();
            hold.release();
            assertThat(version(stuck.get())).isEqualTo(1);
        } finally {
            configure(Map.of());
        }
        model.close();
        assertThat(runtime.nativeObjects()).as("native objects when the model is closed").isZero();
    }

    @Test
    void a_request_waits_for_a_method_that_is_away() throws Exception {
        Bundle probe = start(probe(1));
        explain("probe");
        probe.stop();
        for (String method : new String[] {"probe", "probe@1"}) {
            FutureTask<Explanation> waiting = new FutureTask<>(() -> explain(method));
            Thread thread = new Thread(waiting);
            thread.start();
            await("the request to wait", () -> thread.getState() == Thread.State.TIMED_WAITING);
            probe.start();
            assertThat(version(waiting.get())).isEqualTo(1);
            probe.stop();
        }
    }

    @Test
    void a_request_waits_as_long_as_configured_then_names_the_methods_present() throws Exception {
        configure(Map.of("waitMillis", 30));
        try {
            long begun = System.nanoTime();
            assertThatThrownBy(() -> explain("probe")).isInstanceOf(UsageException.class)
                    .hasMessage("unknown method 'probe' (waited 30 ms for it); there are: auto, activation-map, "
                            + "aise, reciprocam, rise, vit-reciprocam");
            assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(30_000_000L);
        } finally {
            configure(Map.of());
        }
    }

    @Test
    void auto_waits_for_the_only_method_that_fits() throws Exception {
        Bundle[] others = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().startsWith("org.pellucid.method.")).toArray(Bundle[]::new);
        for (Bundle other : others) {
            other.stop();
        }
        try {
            FutureTask<Explanation> waiting = new FutureTask<>(() -> explain("auto"));
            Thread thread = new Thread(waiting);
            thread.start();
            await("the request to wait", () -> thread.getState() == Thread.State.TIMED_WAITING);
            start(probe(1, Map.of("Probe-Auto", "1")));
            assertThat(waiting.get().method()).isEqualTo("probe");
        } finally {
            for (Bundle other : others) {
                other.start();
            }
        }
        // A better one came back, and is preferred from now on.
        assertThat(explain("auto").method()).isEqualTo("reciprocam");
    }

    @Test
    void auto_takes_the_next_best_while_the_best_is_away() throws Exception {
        // Whoever waited for the best would wait until this test is given up.
        configure(Map.of("waitMillis", 600_000));
        try {
            Bundle best = start(probe(1, Map.of("Probe-Auto", "1000")));
            assertThat(servedByAuto()).isEqualTo("probe");
            best.stop();
            assertThat(servedByAuto()).as("while the best is stopped").isEqualTo("reciprocam");
            best.start();
            assertThat(servedByAuto()).as("when it has returned").isEqualTo("probe");

            Hold hold = new Hold();
            final Future<Explanation> inFlight = begin(hold);
            final Path next = probe(2, Map.of("Probe-Auto", "1000"));
            Future<?> update = threads.submit(() -> {
                update(best, next);
                return null;
            });
            await("the update to wait for the work in flight", () -> state(MethodState.LEAVING));
            assertThat(servedByAuto()).as("while the best ends its work").isEqualTo("reciprocam");
            hold.release();
            update.get();
            assertThat(version(inFlight.get())).isEqualTo(1);
            assertThat(servedByAuto()).as("when it is updated").isEqualTo("probe");
            assertThat(version(explain("auto"))).isEqualTo(2);
        } finally {
            configure(Map.of());
        }
    }

    private String servedByAuto() throws Exception {
        Future<Explanation> served = threads.submit(() -> explain("auto"));
        await("auto to be served", served::isDone);
        return served.get().method();
    }

    @Test
    void two_versions_stand_side_by_side() throws Exception {
        start(probe(1, Map.of("Probe-Ranking", "5")));
        Bundle second = start(probe(2));
        assertThat(version(explain("probe"))).as("the higher service ranking").isEqualTo(1);
        assertThat(version(explain("probe@2"))).isEqualTo(2);
        assertThat(version(explain("probe@2.0.0"))).isEqualTo(2);
        assertThat(version(explain("probe@1"))).isEqualTo(1);
        assertThat(probes()).extracting(MethodEntry::bundle, MethodEntry::version, MethodEntry::ranking,
                MethodEntry::state).containsExactly(tuple("probe", "1.0.0", 5, MethodState.SERVING),
                        tuple("probe", "2.0.0", 0, MethodState.STANDBY));
        assertThat(explainer().choose(model, ExplainSettings.builder().method("probe@2").build()))
                .isEqualTo(new MethodChoice("probe", "version 2 asked for"));
        second.update(Jars.open(probe(3, Map.of("Probe-Ranking", "9"))));
        assertThat(version(explain("probe"))).isEqualTo(3);
        configure(Map.of("waitMillis", 0));
        try {
            assertThatThrownBy(() -> explain("probe@2")).isInstanceOf(UsageException.class)
                    .hasMessage("unknown method 'probe@2' (waited 0 ms for it); there are: auto, "
                            + String.join(", ", versions()));
        } finally {
            configure(Map.of());
        }
        assertThatThrownBy(() -> explain("probe@")).isInstanceOf(UsageException.class)
                .hasMessage("method 'probe@': must be NAME or NAME@VERSION, e.g. reciprocam@1.2");
    }

    private String[] versions() throws InterruptedException {
        return explainer().methods().stream().map(method -> method.name() + "@" + method.version())
                .toArray(String[]::new);
    }

    @Test
    @SuppressWarnings("unchecked")
    void a_service_may_change_its_ranking() throws Exception {
        start(probe(1));
        Bundle second = start(probe(2));
        assertThat(version(explain("probe"))).as("the older of equals").isEqualTo(1);
        // The probe lets its ranking be changed: setProperties on the registration.
        IntConsumer rank = context.getService(Arrays.stream(second.getRegisteredServices())
                .filter(service -> service.getProperty("probe") != null).findFirst()
                .map(service -> (ServiceReference<IntConsumer>) service).orElseThrow());
        rank.accept(1);
        assertThat(version(explain("probe"))).isEqualTo(2);
        rank.accept(-1);
        assertThat(version(explain("probe"))).isEqualTo(1);
    }

    @Test
    void a_new_version_serves_at_once() throws Exception {
        Bundle method = bundle(RECIPROCAM);
        final byte[] reference = explain("reciprocam").maps().get(0).values();
        double[] millis = new double[UPDATES];
        try {
            for (int i = 0; i < UPDATES; i++) {
                String version = "9.0." + i;
                Path jar = Jars.withVersion(method, version, folder.resolve(version + ".jar"));
                long begun = System.nanoTime();
                update(method, jar);
                Explanation explanation = explain("reciprocam@" + version);
                millis[i] = (System.nanoTime() - begun) / 1e6 - explanation.timings().compile();
                assertThat(explanation.maps().get(0).values()).isEqualTo(reference);
            }
        } finally {
            method.update();
        }
        Arrays.sort(millis);
        System.out.printf("From update to the first map of the new version: median %.1f ms, worst %.1f ms, "
                + "compiling not counted%n", millis[UPDATES / 2], millis[UPDATES - 1]);
    }

    @Test
    void a_method_that_breaks_is_named_and_others_go_on() throws Exception {
        breaks("prepare", "method probe failed to prepare: java.lang.IllegalStateException: broken in prepare");
        breaks("explain", "method probe failed: java.lang.IllegalStateException: broken in explain");
        breaks("shape", "method probe failed: java.lang.IllegalArgumentException: a map of 1x2 does not fit 3 values");
        breaks("target", "method probe returned a map of class 1000 for a model with 1000 classes");
        breaks("logits", "method probe returned 3 logits for a model with 1000 classes");
        breaks("nothing", "method probe returned nothing");
        for (String fault : new String[] {"supports", "description"}) {
            Bundle probe = start(probe(1, Map.of("Probe-Fault", fault, "Probe-Auto", "1000")));
            assertThat(explain("auto").method()).as("auto, where a method breaks in " + fault).isEqualTo("reciprocam");
            probe.uninstall();
        }
        model.close();
        assertThat(runtime.nativeObjects()).isZero();
    }

    private void breaks(String fault, String message) throws Exception {
        Bundle probe = start(probe(1, Map.of("Probe-Fault", fault)));
        Callable<?> call = () -> explain("probe");
        assertThatThrownBy(call::call).as(fault).isInstanceOf(MethodException.class).hasMessage(message);
        assertThat(probes()).extracting(MethodEntry::inFlight).containsExactly(0);
        assertThat(explain("reciprocam").maps()).hasSize(1);
        probe.uninstall();
    }

    @Test
    void a_method_that_hangs_is_interrupted_at_the_time_limit() throws Exception {
        configure(Map.of("timeLimitMillis", 2000));
        try {
            start(probe(1));
            explain("probe");
            Progress hanging = new Progress() {
                @Override
                public void step(String what, long done, long total) {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
            };
            assertThatThrownBy(() -> explain(model, cat, "probe", hanging)).isInstanceOf(MethodException.class)
                    .hasMessage("method probe took longer than the 2000 ms that one explanation may take "
                            + "(configuration timeLimitMillis of the explainer)");
            assertThat(Thread.interrupted()).as("the caller's thread goes on").isFalse();
            assertThat(logged("Method probe of probe 1.0.0 has worked for 2000 ms")).contains(
                    "is interrupted in thread " + Thread.currentThread().getName(), "CountDownLatch.await");
            assertThat(version(explain("probe"))).isEqualTo(1);
            assertThat(probes()).extracting(MethodEntry::inFlight).containsExactly(0);
        } finally {
            configure(Map.of());
        }
    }

    /** The log entry that begins so. */
    private String logged(String beginning) throws InterruptedException {
        LogReaderService reader = context.getService(context.getServiceReference(LogReaderService.class));
        List<String> found = new ArrayList<>();
        await(beginning, () -> {
            Collections.list(reader.getLog()).stream().map(LogEntry::getMessage)
                    .filter(message -> message.startsWith(beginning)).forEach(found::add);
            return !found.isEmpty();
        });
        return found.get(0);
    }

    @Test
    void a_bundle_that_cannot_start_says_why() throws Exception {
        assertThatThrownBy(() -> start(probe(1, Map.of("Probe-Fault", "activate"))))
                .hasRootCauseMessage("broken in activate");
        Path newer = probe(2, Map.of("Import-Package", "org.osgi.framework,org.pellucid.api,"
                + "org.pellucid.api.explain;version=\"[99,100)\",org.pellucid.api.model"));
        assertThatThrownBy(() -> start(newer)).as("built against a newer API")
                .hasMessageContaining("org.pellucid.api.explain").hasMessageContaining("99.0.0");
        assertThat(explain("reciprocam").maps()).hasSize(1);
    }

    @Test
    void a_broken_jar_changes_nothing() throws IOException, InterruptedException, PellucidException {
        Bundle method = bundle(RECIPROCAM);
        assertThatThrownBy(() -> method.update(new ByteArrayInputStream(new byte[] {'P', 'K', 0, 0})))
                .isInstanceOf(BundleException.class);
        assertThat(method.getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(explain("reciprocam").maps()).hasSize(1);
    }
}
