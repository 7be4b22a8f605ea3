package org.pellucid.whiteboard;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/**
 * The services of one kind that are present, by name. Of two with one name the service of the higher ranking gets the
 * work, of two ranked alike the older one. A service that goes gets no more work, and stays until the work in flight on
 * it has ended. A replacement may come before what it replaces goes. No service is called under the lock. Safe for use
 * by several threads.
 *
 * <p>There is a copy of this class in each bundle that has plug-ins. To link a lambda takes longer than what it does
 * here, at each start and in each copy; so there are loops.
 *
 * @param <S> the service
 */
public final class Whiteboard<S> {
    /** Ids of services without a framework; those of a framework are positive. */
    private static final AtomicLong PLAIN_IDS = new AtomicLong(Long.MIN_VALUE);

    /** A piece of work on a service, which does not go before this is closed, or the time to drain is over. */
    public record Lease<S>(Offer<S> offer, Whiteboard<S> board) implements AutoCloseable {
        /** {@return the service to work with} */
        public S service() {
            return offer.service();
        }

        @Override
        public void close() {
            board.end(offer);
        }
    }

    /** Orders by ranking, then by age. */
    private static final class BestFirst implements Comparator<Offer<?>> {
        @Override
        public int compare(Offer<?> one, Offer<?> other) {
            int byRanking = Integer.compare(other.ranking(), one.ranking());
            return byRanking == 0 ? Long.compare(one.id, other.id) : byRanking;
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
        Offer<S> offer;
        lock.lock();
        try {
            offer = offers.get(id(reference));
        } finally {
            lock.unlock();
        }
        if (offer != null) {
            place(offer, FrameworkUtil.asMap(reference.getProperties()));
        }
    }

    private static long id(ServiceReference<?> reference) {
        return (Long) reference.getProperty(Constants.SERVICE_ID);
    }

    private void place(Offer<S> offer, Map<String, ?> properties) {
        Set<String> names = naming.apply(offer.service(), properties);
        lock.lock();
        try {
            offer.properties = Map.copyOf(properties);
            offer.names = Set.copyOf(names);
            seen.addAll(names);
            if (!offer.leaving) {
                offers.put(offer.id, offer);
            }
            changed();
        } finally {
            lock.unlock();
        }
    }

    private void changed() {
        state++;
        List<Offer<S>> sorted = new ArrayList<>(offers.values());
        sorted.sort(new BestFirst());
        ranked = Collections.unmodifiableList(sorted);
        SortedMap<String, Offer<S>> best = new TreeMap<>();
        for (Offer<S> offer : sorted) {
            if (!offer.leaving) {
                for (String name : offer.names) {
                    best.putIfAbsent(name, offer);
                }
            }
        }
        serving = Collections.unmodifiableSortedMap(best);
        changed.signalAll();
    }

    /**
     * Takes a service away. Returns it, if it is here, when the work in flight on it has ended or the time to drain is
     * over, so that its bundle can be torn down.
     */
    public Optional<Offer<S>> remove(ServiceReference<?> reference) {
        lock.lock();
        try {
            Offer<S> offer = offers.get(id(reference));
            if (offer != null) {
                drain(offer);
            }
            return Optional.ofNullable(offer);
        } finally {
            lock.unlock();
        }
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
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
    }

    /** {@return all services, those that go too, the best first} */
    public List<Offer<S>> offers() {
        lock.lock();
        try {
            return ranked;
        } finally {
            lock.unlock();
        }
    }

    /** {@return the best service of each name that takes work, by name} */
    public SortedMap<String, Offer<S>> serving() {
        lock.lock();
        try {
            return serving;
        } finally {
            lock.unlock();
        }
    }

    /** Asks each service that takes work, by its names in order; one that goes just now is left out. */
    public <A> List<A> ask(BiFunction<String, Offer<S>, A> question) {
        List<A> answers = new ArrayList<>();
        for (Map.Entry<String, Offer<S>> each : serving().entrySet()) {
            Optional<Lease<S>> lease = lease(each.getValue());
            if (lease.isPresent()) {
                try (Lease<S> working = lease.get()) {
                    answers.add(question.apply(each.getKey(), working.offer()));
                }
            }
        }
        return answers;
    }

    /** Takes a service, whether or not it is the best, for a piece of work; none that goes just now. */
    public Optional<Lease<S>> lease(Offer<S> offer) {
        lock.lock();
        try {
            return offer.leaving ? Optional.empty() : Optional.of(take(offer));
        } finally {
            lock.unlock();
        }
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
        return lease(new LinkedHashSet<>(names), null);
    }

    /** Takes the best service of a name for a piece of work, like {@link #lease(Collection)}. */
    public Optional<Lease<S>> lease(String name) throws InterruptedException {
        return one(lease(Set.of(name), null));
    }

    /** Takes the best service that will do, like {@link #lease(Collection)}; waits even if none was here before. */
    public Optional<Lease<S>> lease(Predicate<Offer<S>> wanted) throws InterruptedException {
        return one(lease(Set.of(""), wanted));
    }

    private static <S> Optional<Lease<S>> one(Optional<Map<String, Lease<S>>> leases) {
        return leases.isPresent() ? Optional.of(leases.get().values().iterator().next()) : Optional.empty();
    }

    /** @param wanted that the services have to pass, {@code null} for those of the names */
    private Optional<Map<String, Lease<S>>> lease(Set<String> names, Predicate<Offer<S>> wanted)
            throws InterruptedException {
        lock.lockInterruptibly();
        try {
            int millis = wanted != null || seen.containsAll(names) ? waitMillis : 0;
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (true) {
                Map<String, Offer<S>> best = new LinkedHashMap<>();
                boolean leaving = false;
                for (String name : names) {
                    for (Offer<S> offer : ranked) {
                        if (wanted == null ? offer.names.contains(name) : wanted.test(offer)) {
                            leaving |= offer.leaving;
                            if (!offer.leaving) {
                                best.putIfAbsent(name, offer);
                            }
                        }
                    }
                }
                if (best.size() == names.size()) {
                    Map<String, Lease<S>> leases = new LinkedHashMap<>();
                    for (Map.Entry<String, Offer<S>> each : best.entrySet()) {
                        leases.put(each.getKey(), take(each.getValue()));
                    }
                    return Optional.of(leases);
                }
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
        return new Lease<>(offer, this);
    }

    private void end(Offer<S> offer) {
        lock.lock();
        try {
            offer.inFlight = offer.inFlight - 1;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
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
}
