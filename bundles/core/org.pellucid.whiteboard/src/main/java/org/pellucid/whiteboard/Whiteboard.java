package org.pellucid.whiteboard;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/**
 * The services of one kind that are present, by name. Of two with one name the service of the higher ranking gets the
 * work, of two ranked alike the older one. A service that goes gets no more work, and stays until the work in flight on
 * it has ended. A replacement may come before what it replaces goes. No service is called under the lock. Safe for use
 * by several threads.
 *
 * @param <S> the service
 */
public final class Whiteboard<S> {
    /** Ids of services without a framework; those of a framework are positive. */
    private static final AtomicLong PLAIN_IDS = new AtomicLong(Long.MIN_VALUE);
    private static final Comparator<Offer<?>> BEST_FIRST = Comparator.<Offer<?>>comparingInt(Offer::ranking).reversed()
            .thenComparingLong(offer -> offer.id);

    /** A piece of work on a service, which does not go before this is closed, or the time to drain is over. */
    public record Lease<S>(Offer<S> offer, Runnable end) implements AutoCloseable {
        /** {@return the service to work with} */
        public S service() {
            return offer.service();
        }

        @Override
        public void close() {
            end.run();
        }
    }

    private final int waitMillis;
    private final int drainMillis;
    private final BiFunction<? super S, Map<String, ?>, Set<String>> naming;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Long, Offer<S>> offers = new HashMap<>();
    /** The same, the best first: sorted when something changes, not for each piece of work. */
    private List<Offer<S>> ranked = List.of();
    /** The best of each name that takes work. */
    private SortedMap<String, Offer<S>> serving = Collections.emptySortedMap();
    /** The names there have ever been. */
    private final Set<String> seen = new HashSet<>();
    /** When a service last went, or this was made; {@link System#nanoTime()}. */
    private long lastGone = System.nanoTime();
    private boolean anyGone;
    private long state;

    /**
     * @param waitMillis  how long a request waits for a service that is away, in milliseconds
     * @param drainMillis how long a service that goes is given to end the work in flight on it, in milliseconds
     * @param naming      gives the names of a service, from the service and its properties
     */
    public Whiteboard(int waitMillis, int drainMillis,
            BiFunction<? super S, Map<String, ?>, Set<String>> naming) {
        this.waitMillis = waitMillis;
        this.drainMillis = drainMillis;
        this.naming = naming;
    }

    /** Adds a service of the framework, or what is made of it. */
    public void add(ServiceReference<?> reference, S service) {
        place(new Offer<>(service, reference.getBundle().getSymbolicName(),
                reference.getBundle().getVersion().toString(), id(reference)),
                FrameworkUtil.asMap(reference.getProperties()));
    }

    /** Adds a service for use without a framework, with properties as those of a service. */
    public void add(S service, Map<String, ?> properties) {
        place(new Offer<>(service, service.getClass().getName(), "", PLAIN_IDS.getAndIncrement()), properties);
    }

    /** Takes over the properties of a service that has changed them; the work in flight on it goes on. */
    public void update(ServiceReference<?> reference) {
        Offer<S> offer = locked(() -> offers.get(id(reference)));
        if (offer != null) {
            place(offer, FrameworkUtil.asMap(reference.getProperties()));
        }
    }

    private static long id(ServiceReference<?> reference) {
        return (Long) reference.getProperty(Constants.SERVICE_ID);
    }

    private void place(Offer<S> offer, Map<String, ?> properties) {
        Set<String> names = naming.apply(offer.service(), properties);
        locked(() -> {
            offer.properties = Map.copyOf(properties);
            offer.names = Set.copyOf(names);
            seen.addAll(names);
            if (!offer.leaving) {
                offers.put(offer.id, offer);
            }
            return changed();
        });
    }

    private long changed() {
        state++;
        ranked = offers.values().stream().sorted(BEST_FIRST).toList();
        SortedMap<String, Offer<S>> best = new TreeMap<>();
        present().forEach(offer -> offer.names.forEach(name -> best.putIfAbsent(name, offer)));
        serving = Collections.unmodifiableSortedMap(best);
        changed.signalAll();
        return state;
    }

    /**
     * Takes a service away. Returns it, if it is here, when the work in flight on it has ended or the time to drain is
     * over, so that its bundle can be torn down.
     */
    public Optional<Offer<S>> remove(ServiceReference<?> reference) {
        return locked(() -> {
            Optional<Offer<S>> offer = Optional.ofNullable(offers.get(id(reference)));
            offer.ifPresent(this::drain);
            return offer;
        });
    }

    private void drain(Offer<S> offer) {
        offer.leaving = true;
        changed();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(drainMillis);
            while (offer.inFlight > 0 && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            offers.remove(offer.id);
            lastGone = System.nanoTime();
            anyGone = true;
            changed();
        }
    }

    /** {@return a number that changes whenever a service comes, changes or goes} */
    public long state() {
        return locked(() -> state);
    }

    /** {@return all services, those that go too, the best first} */
    public List<Offer<S>> offers() {
        return locked(() -> ranked);
    }

    /** {@return the best service of each name that takes work, by name} */
    public SortedMap<String, Offer<S>> serving() {
        return locked(() -> serving);
    }

    /** Asks each service that takes work, by its names in order; one that goes just now is left out. */
    public <A> List<A> ask(BiFunction<String, Offer<S>, A> question) {
        List<A> answers = new ArrayList<>();
        serving().forEach((name, offer) -> lease(offer).ifPresent(lease -> {
            try (lease) {
                answers.add(question.apply(name, offer));
            }
        }));
        return answers;
    }

    private Stream<Offer<S>> present() {
        return ranked.stream().filter(offer -> !offer.leaving);
    }

    /** Takes a service, whether or not it is the best, for a piece of work; none that goes just now. */
    public Optional<Lease<S>> lease(Offer<S> offer) {
        return locked(() -> offer.leaving ? Optional.empty() : Optional.of(take(offer)));
    }

    /**
     * Takes the best service of each name for a piece of work. A name of a service that went is waited for, one that was
     * never here is not. The time does not count while a service of such a name ends its work: its successor can come
     * only then. All are taken at once: who held one and waited for another would keep the one from going, and with that
     * whoever brings the other back.
     *
     * @return the services in the order of the names; empty if one did not come
     */
    public Optional<Map<String, Lease<S>>> lease(Collection<String> names) throws InterruptedException {
        Map<String, Predicate<Offer<S>>> wanted = new LinkedHashMap<>();
        names.forEach(name -> wanted.put(name, offer -> offer.names.contains(name)));
        return lease(wanted, locked(() -> seen.containsAll(names)) ? waitMillis : 0);
    }

    /** Takes the best service of a name for a piece of work, like {@link #lease(Collection)}. */
    public Optional<Lease<S>> lease(String name) throws InterruptedException {
        return lease(List.of(name)).map(leases -> leases.get(name));
    }

    /** Takes the best service that will do, like {@link #lease(Collection)}; waits even if none was here before. */
    public Optional<Lease<S>> lease(Predicate<Offer<S>> wanted) throws InterruptedException {
        return lease(Map.of("", wanted), waitMillis).map(leases -> leases.get(""));
    }

    private Optional<Map<String, Lease<S>>> lease(Map<String, Predicate<Offer<S>>> wanted, int millis)
            throws InterruptedException {
        long left = TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lockInterruptibly();
        try {
            while (true) {
                Map<String, Offer<S>> best = new LinkedHashMap<>();
                wanted.forEach((name, test) -> present().filter(test).findFirst()
                        .ifPresent(offer -> best.put(name, offer)));
                if (best.size() == wanted.size()) {
                    Map<String, Lease<S>> leases = new LinkedHashMap<>();
                    best.forEach((name, offer) -> leases.put(name, take(offer)));
                    return Optional.of(leases);
                }
                boolean leaving = offers.values().stream().filter(Offer::isLeaving)
                        .anyMatch(offer -> wanted.values().stream().anyMatch(test -> test.test(offer)));
                if (millis <= 0 || left <= 0 && !leaving) {
                    return Optional.empty();
                }
                if (leaving) {
                    changed.await();
                } else {
                    left = changed.awaitNanos(left);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private Lease<S> take(Offer<S> offer) {
        offer.inFlight = offer.inFlight + 1;
        return new Lease<>(offer, () -> locked(() -> {
            offer.inFlight = offer.inFlight - 1;
            changed.signalAll();
            return null;
        }));
    }

    /**
     * Waits for a change, if a service is about to go or went lately and may come back, or if none has come yet.
     *
     * @param known {@link #state()} in which nothing suitable was found
     * @return whether there was a change
     */
    public boolean awaitReturn(long known) throws InterruptedException {
        long patient = TimeUnit.MILLISECONDS.toNanos(waitMillis);
        lock.lockInterruptibly();
        try {
            while (state == known) {
                long left = anyGone || offers.isEmpty() ? patient - (System.nanoTime() - lastGone) : 0;
                if (patient > 0 && offers.values().stream().anyMatch(Offer::isLeaving)) {
                    changed.await();
                } else if (left <= 0) {
                    return false;
                } else {
                    changed.awaitNanos(left);
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
