package org.pellucid.whiteboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.pellucid.whiteboard.Whiteboard.Lease;
import org.pellucid.whiteboard.plain.Defaults;

/** Services come, change and go while others work with them. */
class WhiteboardTest {
    /** Longer than any test lasts. */
    private static final int LONG_MILLIS = 600_000;

    private final Whiteboard<String> board = board(LONG_MILLIS, LONG_MILLIS);

    private static Whiteboard<String> board(int waitMillis, int drainMillis) {
        return new Whiteboard<>(waitMillis, drainMillis, (service, properties) -> properties
                .get("name") instanceof String name ? Set.of(name.split(",")) : Set.of());
    }

    private static ServiceReference<?> reference(long id, String name, int ranking) {
        Map<String, Object> properties = Map.of("service.id", id, "name", name, "service.ranking", ranking);
        Bundle bundle = (Bundle) Proxy.newProxyInstance(WhiteboardTest.class.getClassLoader(),
                new Class<?>[] {Bundle.class},
                (proxy, method, arguments) -> method.getName().equals("getVersion") ? new Version(1, 2, 3) : "bundle");
        return (ServiceReference<?>) Proxy.newProxyInstance(WhiteboardTest.class.getClassLoader(),
                new Class<?>[] {ServiceReference.class}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "getBundle" -> bundle;
                    case "getProperties" -> FrameworkUtil.asDictionary(properties);
                    default -> properties.get(arguments[0]);
                });
    }

    private String serving(String name) throws InterruptedException {
        try (Lease<String> lease = board.lease(name).orElseThrow()) {
            return lease.service();
        }
    }

    /** Begins something that must come to wait. */
    private static <T> FutureTask<T> begin(Thread.State waiting, Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task);
        thread.start();
        while (thread.getState() != waiting) {
            assertThat(task).isNotDone();
            Thread.onSpinWait();
        }
        return task;
    }

    @Test
    void the_highest_ranking_serves_and_of_equals_the_older() throws Exception {
        board.add(reference(2, "a", 0), "younger");
        board.add(reference(1, "a", 0), "older");
        assertThat(serving("a")).isEqualTo("older");
        board.add(reference(3, "a,b", 5), "best");
        assertThat(serving("a")).isEqualTo("best");
        assertThat(serving("b")).isEqualTo("best");
        board.remove(reference(3, "a,b", 5));
        assertThat(serving("a")).isEqualTo("older");
        assertThat(board.serving()).containsOnlyKeys("a");
        assertThat(board.offers()).extracting(Offer::service).containsExactly("older", "younger");
    }

    @Test
    void without_a_framework_the_first_of_equals_serves_too() throws Exception {
        board.add("first", Map.of("name", "a"));
        board.add("second", Map.of("name", "a"));
        assertThat(serving("a")).isEqualTo("first");
        board.add("best", Map.of("name", "a", "service.ranking", 1));
        assertThat(serving("a")).isEqualTo("best");
    }

    @Test
    void a_change_of_properties_keeps_the_work_in_flight() throws Exception {
        board.add(reference(1, "a", 0), "one");
        board.add(reference(2, "a", 1), "two");
        final Lease<String> lease = board.lease("a").orElseThrow();
        assertThat(lease.service()).isEqualTo("two");
        board.update(reference(2, "a,b", -1));
        assertThat(serving("a")).isEqualTo("one");
        assertThat(serving("b")).isEqualTo("two");
        assertThat(lease.offer().inFlight()).isEqualTo(1);
        FutureTask<?> going = begin(Thread.State.TIMED_WAITING, () -> board.remove(reference(2, "a,b", -1)));
        lease.close();
        going.get();
        assertThat(board.serving()).containsOnlyKeys("a");
    }

    @Test
    void a_service_that_goes_takes_no_more_work() throws Exception {
        board.add(reference(1, "a", 1), "old");
        final Lease<String> lease = board.lease("a").orElseThrow();
        FutureTask<?> going = begin(Thread.State.TIMED_WAITING, () -> board.remove(reference(1, "a", 1)));
        assertThat(lease.offer().isLeaving()).isTrue();
        assertThat(board.lease(lease.offer())).isEmpty();
        assertThat(board.offers()).containsExactly(lease.offer());
        assertThat(board.serving()).isEmpty();
        board.add(reference(2, "a", 0), "new");
        assertThat(serving("a")).isEqualTo("new");
        lease.close();
        going.get();
        assertThat(board.offers()).extracting(Offer::service).containsExactly("new");
    }

    @Test
    void work_that_does_not_end_is_left_behind() throws Exception {
        Whiteboard<String> hasty = board(0, 1);
        hasty.add(reference(1, "a", 0), "one");
        final Lease<String> lease = hasty.lease("a").orElseThrow();
        assertThat(hasty.remove(reference(1, "a", 0))).map(Offer::inFlight).contains(1);
        assertThat(hasty.offers()).isEmpty();
        lease.close();
        assertThat(lease.offer().inFlight()).isZero();
        assertThat(hasty.remove(reference(1, "a", 0))).isEmpty();
    }

    @Test
    void a_name_that_is_away_is_waited_for() throws Exception {
        board.add(reference(1, "a", 0), "old");
        board.remove(reference(1, "a", 0));
        FutureTask<Optional<Lease<String>>> waiting = begin(Thread.State.TIMED_WAITING, () -> board.lease("a"));
        board.add(reference(2, "a", 0), "new");
        assertThat(waiting.get()).map(Lease::service).contains("new");
    }

    @Test
    void the_wait_ends_as_configured() throws Exception {
        Whiteboard<String> hasty = board(1, 0);
        hasty.add(reference(1, "a", 0), "old");
        hasty.remove(reference(1, "a", 0));
        assertThat(hasty.lease("a")).isEmpty();
        assertThat(hasty.lease(any -> true)).isEmpty();
    }

    @Test
    void a_name_that_never_was_is_not_waited_for_but_a_kind_is() throws Exception {
        assertThat(board.lease("a")).isEmpty();
        FutureTask<Optional<Lease<String>>> waiting = begin(Thread.State.TIMED_WAITING,
                () -> board.lease(offer -> offer.service().startsWith("n")));
        board.add(reference(1, "a", 0), "old");
        board.add(reference(2, "a", 0), "new");
        assertThat(waiting.get()).map(Lease::service).contains("new");
    }

    @Test
    void the_time_to_wait_does_not_count_while_a_service_ends_its_work() throws Exception {
        board.add(reference(1, "a", 0), "old");
        final Lease<String> lease = board.lease("a").orElseThrow();
        final FutureTask<?> going = begin(Thread.State.TIMED_WAITING, () -> board.remove(reference(1, "a", 0)));
        FutureTask<Optional<Lease<String>>> waiting = begin(Thread.State.WAITING, () -> board.lease("a"));
        FutureTask<Boolean> returning = begin(Thread.State.WAITING,
                () -> board.awaitReturn(board.state()));
        lease.close();
        going.get();
        board.add(reference(2, "a", 0), "new");
        assertThat(waiting.get()).map(Lease::service).contains("new");
        assertThat(returning.get()).isTrue();
    }

    @Test
    void who_waits_for_one_of_several_holds_none() throws Exception {
        board.add(reference(1, "a", 0), "a");
        board.add(reference(2, "b", 0), "b");
        board.remove(reference(2, "b", 0));
        FutureTask<Optional<Map<String, Lease<String>>>> waiting = begin(Thread.State.TIMED_WAITING,
                () -> board.lease(List.of("b", "a")));
        assertThat(board.remove(reference(1, "a", 0))).map(Offer::inFlight).contains(0);
        board.add(reference(3, "a", 0), "new a");
        board.add(reference(4, "b", 0), "new b");
        Map<String, String> taken = new HashMap<>();
        waiting.get().orElseThrow().forEach((name, lease) -> taken.put(name, lease.service()));
        assertThat(taken).containsOnly(Map.entry("a", "new a"), Map.entry("b", "new b"));
    }

    @Test
    void a_return_is_waited_for_only_where_something_has_gone_or_nothing_has_come() throws Exception {
        final FutureTask<Boolean> first = begin(Thread.State.TIMED_WAITING, () -> board.awaitReturn(0));
        board.add(reference(1, "a", 0), "a");
        assertThat(first.get()).isTrue();
        assertThat(board.awaitReturn(board.state())).isFalse();
        board.remove(reference(1, "a", 0));
        board.add(reference(2, "b", 0), "b");
        FutureTask<Boolean> second = begin(Thread.State.TIMED_WAITING, () -> board.awaitReturn(board.state()));
        board.update(reference(2, "a", 0));
        assertThat(second.get()).isTrue();
    }

    @Test
    void who_is_interrupted_waits_no_longer() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> board.lease(any -> true)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void a_drain_that_is_interrupted_keeps_the_flag() throws Exception {
        board.add(reference(1, "a", 0), "a");
        final Lease<String> lease = board.lease("a").orElseThrow();
        Thread.currentThread().interrupt();
        assertThat(board.remove(reference(1, "a", 0))).map(Offer::inFlight).contains(1);
        assertThat(Thread.interrupted()).isTrue();
        lease.close();
    }

    @Test
    void a_bundle_is_named() {
        board.add(reference(1, "a", 7), "a");
        Offer<String> offer = board.serving().get("a");
        assertThat(offer.bundle()).isEqualTo("bundle");
        assertThat(offer.version()).isEqualTo("1.2.3");
        assertThat(offer.ranking()).isEqualTo(7);
    }

    @Test
    void defaults_are_those_declared() {
        Config config = Defaults.of(Config.class, Map.of("changed", 3));
        assertThat(config.kept()).isEqualTo("as declared");
        assertThat(config.changed()).isEqualTo(3);
        assertThatThrownBy(() -> Defaults.of(Config.class, Map.of("unknown", 1)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("has no value unknown");
    }

    /** A configuration as components declare it. */
    @interface Config {
        String kept() default "as declared";

        int changed() default 2;
    }
}
