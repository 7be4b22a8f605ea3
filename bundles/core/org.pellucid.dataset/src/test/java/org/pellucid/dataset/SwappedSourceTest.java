package org.pellucid.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.pellucid.api.InputException;
import org.pellucid.api.UsageException;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.Samples;
import org.pellucid.api.dataset.Sampling;
import org.pellucid.api.dataset.spi.DatasetSource;
import org.pellucid.whiteboard.Patience;
import org.pellucid.whiteboard.plain.Defaults;

/** Sources go and come back while data sets of theirs are opened and read. */
class SwappedSourceTest {
    private static final Optional<Sampling> ALL = Optional.empty();
    private static final int LONG_MILLIS = 600_000;

    @TempDir
    private Path folder;
    private final DatasetsService datasets = waiting(LONG_MILLIS);
    private final ServiceReference<DatasetSource> old = reference(1);
    private final ServiceReference<DatasetSource> fresh = reference(2);

    private static DatasetsService waiting(int millis) {
        return new DatasetsService(
                Defaults.of(Patience.class, Map.of("waitMillis", millis, "drainMillis", LONG_MILLIS)));
    }

    /** What a class says that can load no other class any more. */
    private static void tearDown(ListSource source) {
        source.before = () -> {
            throw new NoClassDefFoundError("its bundle is no longer valid");
        };
    }

    /** Lets something wait, then lets it go on. */
    private static <T> T after(FutureTask<T> waiting, Runnable action) throws Exception {
        Thread thread = new Thread(waiting);
        thread.start();
        while (thread.getState() != Thread.State.TIMED_WAITING && thread.getState() != Thread.State.WAITING) {
            assertThat(waiting).isNotDone();
            Thread.onSpinWait();
        }
        action.run();
        return waiting.get();
    }

    @Test
    void aDataSetWaitsForItsSource() throws Exception {
        ListSource source = new ListSource(List.of("a"));
        datasets.bind(source, old);
        datasets.unbind(old);
        FutureTask<Dataset> byScheme = new FutureTask<>(() -> datasets.open("list:x", folder, ALL));
        assertThat(after(byScheme, () -> datasets.bind(source, fresh)).name()).isEqualTo("list:x");

        datasets.unbind(fresh);
        Files.createFile(folder.resolve("x.list"));
        FutureTask<Dataset> byPath = new FutureTask<>(() -> datasets.open("x.list", folder, ALL));
        assertThat(after(byPath, () -> datasets.bind(source, old)).name()).isEqualTo("list:x.list");
    }

    @Test
    void aDataSetWaitsAsLongAsConfiguredThenTheMessageNamesThosePresent() {
        DatasetsService hasty = waiting(20);
        hasty.bind(new ListSource(List.of("a")), old);
        hasty.bind(new ListSource(List.of("a")), reference(3, "other"));
        hasty.unbind(old);
        assertThatThrownBy(() -> hasty.open("list:x", folder, ALL)).isInstanceOf(UsageException.class)
                .hasMessage("data set list:x: unknown scheme list; there are other:");
    }

    @Test
    void aSchemeThatNeverWasIsRefusedAtOnce() {
        datasets.bind(new ListSource(List.of("a")), old);
        assertThatThrownBy(() -> datasets.open("cifar:10", folder, ALL)).isInstanceOf(UsageException.class)
                .hasMessage("data set cifar:10: unknown scheme cifar; there are list:");
    }

    @Test
    void aSourceGoesWhenItsCallsInFlightAreDone() throws Exception {
        ListSource source = new ListSource(List.of("a", "b"));
        datasets.bind(source, old);
        Dataset dataset = datasets.open("list:", folder, ALL);
        final Sample sample = dataset.find("a").orElseThrow();
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        source.before = () -> {
            reached.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        FutureTask<?> reading = new FutureTask<>(sample::picture);
        new Thread(reading).start();
        reached.await();
        FutureTask<?> going = new FutureTask<>(() -> datasets.unbind(old), null);
        after(going, released::countDown);
        assertThat(reading.get()).isNotNull();
        assertThat(datasets.list()).isEmpty();
    }

    @Test
    void anOpenDataSetStaysWithItsInstanceWhileThatWorks() throws Exception {
        datasets.bind(new ListSource(List.of("a", "b")), old);
        try (Dataset dataset = datasets.open("list:", folder, ALL); Samples samples = dataset.samples()) {
            assertThat(samples.next()).map(Sample::id).contains("a");
            datasets.unbind(old);
            ListSource newer = new ListSource(List.of("x"));
            datasets.bind(newer, fresh);
            assertThat(samples.next()).map(Sample::id).contains("b");
            assertThat(samples.next()).isEmpty();
            assertThat(newer.location).isNull();
        }
    }

    @Test
    void anOpenDataSetGoesOnWithTheSuccessorWhenItsClassesAreTornDown() throws Exception {
        ListSource source = new ListSource(List.of("a", "!secret", "b", "c"));
        datasets.bind(source, old);
        ListSource newer = new ListSource(List.of("a", "!secret", "b", "c"));
        try (Dataset dataset = datasets.open("list:", folder, ALL); Samples samples = dataset.samples()) {
            final Sample first = samples.next().orElseThrow();
            assertThatThrownBy(samples::next).isInstanceOf(InputException.class);
            samples.next();
            datasets.unbind(old);
            tearDown(source);
            FutureTask<Optional<Sample>> next = new FutureTask<>(samples::next);
            assertThat(after(next, () -> datasets.bind(newer, fresh))).map(Sample::id).contains("c");
            assertThat(samples.next()).isEmpty();
            assertThat(first.picture().name()).isEqualTo("a");
            assertThat(dataset.find("b")).map(Sample::id).contains("b");
            assertThat(dataset.find("x")).isEmpty();
        }
        assertThat(source.closed).isEqualTo(1);
        assertThat(newer.closed).isEqualTo(1);
    }

    @Test
    void aSuccessorThatGivesOtherSamplesEndsTheIteration() throws Exception {
        ListSource source = new ListSource(List.of("a", "b"));
        datasets.bind(source, old);
        Dataset dataset = datasets.open("list:", folder, ALL);
        Samples samples = dataset.samples();
        Sample sample = samples.next().orElseThrow();
        datasets.unbind(old);
        tearDown(source);
        datasets.bind(new ListSource(List.of("b", "c")), fresh);
        assertThatThrownBy(samples::next).isInstanceOf(InputException.class)
                .hasMessageContaining("gives other samples now: behind a nothing was read");
        assertThat(samples.next()).isEmpty();
        assertThatThrownBy(sample::picture).isInstanceOf(InputException.class)
                .hasMessage("data set list:: a is not there any more");
    }

    @Test
    void anOpenDataSetWithoutASuccessorSaysSo() throws Exception {
        DatasetsService hasty = waiting(20);
        ListSource source = new ListSource(List.of("a"));
        hasty.bind(source, old);
        Dataset dataset = hasty.open("list:", folder, ALL);
        Sample sample = dataset.find("a").orElseThrow();
        hasty.unbind(old);
        tearDown(source);
        assertThatThrownBy(sample::picture).isInstanceOf(InputException.class)
                .hasMessage("data set list: cannot be read any more, its bundle has gone: data set list:: scheme list "
                        + "has gone (waited 20 ms for it); there are no data sets");
        dataset.close();
    }

    @Test
    void whatASourceThrowsBeyondItsContractIsNoReasonToLookForAnother() throws Exception {
        ListSource source = new ListSource(List.of("a"));
        datasets.bind(source, old);
        Sample sample = datasets.open("list:", folder, ALL).find("a").orElseThrow();
        tearDown(source);
        assertThatThrownBy(sample::picture).isInstanceOf(NoClassDefFoundError.class);
    }

    @Test
    void aSourceThatThrowsIsNamedAndNotAskedAgainAndAgain() throws Exception {
        ListSource source = new ListSource(List.of("a", "b"));
        datasets.bind(source, old);
        try (Dataset dataset = datasets.open("list:", folder, ALL); Samples samples = dataset.samples()) {
            source.before = () -> {
                throw new IllegalStateException("no comma");
            };
            assertThatThrownBy(samples::next).isInstanceOf(InputException.class)
                    .hasMessage("data set list:: its source failed: java.lang.IllegalStateException: no comma");
            assertThat(samples.next()).isEmpty();
        }
    }

    private static ServiceReference<DatasetSource> reference(long id) {
        return reference(id, "list");
    }

    @SuppressWarnings("unchecked")
    private static ServiceReference<DatasetSource> reference(long id, String scheme) {
        ClassLoader loader = SwappedSourceTest.class.getClassLoader();
        Bundle bundle = (Bundle) Proxy.newProxyInstance(loader, new Class<?>[] {Bundle.class},
                (proxy, method, arguments) -> method.getName().equals("getVersion") ? Version.emptyVersion : "test");
        Map<String, Object> properties = Map.of(Constants.SERVICE_ID, id, DatasetSource.SCHEME, scheme);
        return (ServiceReference<DatasetSource>) Proxy.newProxyInstance(loader, new Class<?>[] {ServiceReference.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getBundle" -> bundle;
                    case "getProperties" -> FrameworkUtil.asDictionary(properties);
                    default -> properties.get(arguments[0]);
                });
    }
}
