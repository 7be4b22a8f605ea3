package org.pellucid.whiteboard;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
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
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/**
 * The services of one kind that are present, by name. Of two with one name the service of the higher ranking gets the
 * work, of two ranked alike the older one. A service that goes gets no more work, and stays until the work in flight on
 * it has ended. A replacement may come before what it replaces goes. No service is called under the board's monitor.
 * Safe for use by several threads.
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

    private final long waitNanos;
    private final long drainNanos;
    private final BiFunction<? super S, Map<String, ?>, Set<String>> naming;
    /** The best first. This and the next are made anew when something changes, not for each piece of work. */
    private volatile List<Offer<S>> offers = List.of();
    /** The best of each name that takes work. */
    private volatile SortedMap<String, Offer<S>> serving = Collections.emptySortedMap();
    private volatile long state;
    /** The names there have ever been. */
    private final Set<String> seen = new HashSet<>();
    /** When a service last went, or this was made; {@link System#nanoTime()}. */
    private long lastGone = System.nanoTime();
    private boolean anyGone;

    /**
     * @param waitMillis  how long a request waits for a service that is away, in milliseconds
     * @param drainMillis how long a service that goes is given to end the work in flight on it, in milliseconds
     * @param naming      gives the names of a service, from the service and its properties
     */
    public Whiteboard(int waitMillis, int drainMillis, BiFunction<? super S, Map<String, ?>, Set<String>> naming) {
        this.waitNanos = TimeUnit.MILLISECONDS.toNanos(waitMillis);
        this.drainNanos = TimeUnit.MILLISECONDS.toNanos(drainMillis);
        this.naming = naming;
    }

    /** Adds a service of the framework, or what is made of it. */
    public void add(ServiceReference<?> reference, S service) {
        place(new Offer<>(service, reference.getBundle().getSymbolicName(),
                reference.getBundle().getVersion().toString(), id(reference), new Offer.Now()),
                FrameworkUtil.asMap(reference.getProperties()));
    }

    /** Adds a service for use without a framework, with properties as those of a service. */
    public void add(S service, Map<String, ?> properties) {
        place(new Offer<>(service, service.getClass().getName(), "", PLAIN_IDS.getAndIncrement(), new Offer.Now()),
                properties);
    }

    /** Takes over the properties of a service that has changed them; the work in flight on it goes on. */
    public void update(ServiceReference<?> reference) {
        Offer<S> offer = find(reference);
        if (offer != null) {
            place(offer, FrameworkUtil.asMap(reference.getProperties()));
        }
    }

    private void place(Offer<S> offer, Map<String, ?> properties) {
        Set<String> names = Set.copyOf(naming.apply(offer.service(), properties));
        synchronized (this) {
            offer.now().properties = Map.copyOf(properties);
            offer.now().names = names;
            seen.addAll(names);
            if (!offer.isLeaving()) {
                changed(offer, true);
            }
        }
    }

    /** @return {@code null} if it is not here */
    private Offer<S> find(ServiceReference<?> reference) {
        for (Offer<S> offer : offers) {
            if (offer.id() == id(reference)) {
                return offer;
            }
        }
        return null;
    }

    private static long id(ServiceReference<?> reference) {
        return (Long) reference.getProperty(Constants.SERVICE_ID);
    }

    /**
     * Takes a service away. Returns it, if it is here, when the work in flight on it has ended or the time to drain is
     * over, so that its bundle can be torn down.
     */
    public synchronized Optional<Offer<S>> remove(ServiceReference<?> reference) {
        Offer<S> offer = find(reference);
        if (offer != null) {
            offer.now().leaving = true;
            changed(offer, true);
            try {
                for (long left = drainNanos; offer.inFlight() > 0 && left > 0;) {
                    left = awaitChange(left, false);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            lastGone = System.nanoTime();
            anyGone = true;
            changed(offer, false);
        }
        return Optional.ofNullable(offer);
    }

    /** To be called when an offer has come, changed or gone. */
    private void changed(Offer<S> changed, boolean here) {
        List<Offer<S>> sorted = new ArrayList<>(here ? List.of(changed) : List.of());
        for (Offer<S> offer : offers) {
            if (offer.id() != changed.id()) {
                sorted.add(offer);
            }
        }
        Collections.sort(sorted);
        SortedMap<String, Offer<S>> best = new TreeMap<>();
        for (Offer<S> offer : sorted) {
            for (String name : offer.isLeaving() ? Set.<String>of() : offer.now().names) {
                best.putIfAbsent(name, offer);
            }
        }
        offers = Collections.unmodifiableList(sorted);
        serving = Collections.unmodifiableSortedMap(best);
        state++;
        notifyAll();
    }

    /** {@return a number that changes whenever a service comes, changes or goes} */
    public long state() {
        return state;
    }

    /** {@return all services, those that go too, the best first} */
    public List<Offer<S>> offers() {
        return offers;
    }

    /** {@return the best service of each name that takes work, by name} */
    public SortedMap<String, Offer<S>> serving() {
        return serving;
    }

    /** Asks each service that takes work, by its names in order; one that goes just now is left out. */
    public <A> List<A> ask(BiFunction<String, Offer<S>, A> question) {
        List<A> answers = new ArrayList<>();
        for (Map.Entry<String, Offer<S>> each : serving.entrySet()) {
            try (Lease<S> lease = lease(each.getValue()).orElse(null)) {
                if (lease != null) {
                    answers.add(question.apply(each.getKey(), lease.offer()));
                }
            }
        }
        return answers;
    }

    /** Takes a service, whether or not it is the best, for a piece of work; none that goes just now. */
    public synchronized Optional<Lease<S>> lease(Offer<S> offer) {
        return offer.isLeaving() ? Optional.empty() : Optional.of(begin(new Lease<>(offer, this)));
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
    private synchronized Optional<Map<String, Lease<S>>> lease(Set<String> names, Predicate<Offer<S>> wanted)
            throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        boolean waits = waitNanos > 0 && (wanted != null || seen.containsAll(names));
        for (long left = waitNanos;;) {
            Map<String, Lease<S>> best = new LinkedHashMap<>();
            boolean leaving = false;
            for (String name : names) {
                for (Offer<S> offer : offers) {
                    if (wanted == null ? offer.now().names.contains(name) : wanted.test(offer)) {
                        if (offer.isLeaving()) {
                            leaving = true;
                        } else {
                            best.putIfAbsent(name, new Lease<>(offer, this));
                        }
                    }
                }
            }
            if (best.size() == names.size()) {
                for (Lease<S> lease : best.values()) {
                    begin(lease);
                }
                return Optional.of(best);
            }
            if (!waits || left <= 0 && !leaving) {
                return Optional.empty();
            }
            left = awaitChange(left, leaving);
        }
    }

    private Lease<S> begin(Lease<S> lease) {
        lease.offer().now().inFlight++;
        return lease;
    }

    private synchronized void end(Offer<S> offer) {
        offer.now().inFlight--;
        notifyAll();
    }

    /**
     * Waits for a change, if a service is about to go or went lately and may come back, or if none has come yet.
     *
     * @param known {@link #state()} in which nothing suitable was found
     * @return whether there was a change
     */
    public synchronized boolean awaitReturn(long known) throws InterruptedException {
        while (state == known) {
            boolean leaving = waitNanos > 0 && offers.stream().anyMatch(Offer::isLeaving);
            long left = anyGone || offers.isEmpty() ? waitNanos - (System.nanoTime() - lastGone) : 0;
            if (left <= 0 && !leaving) {
                return false;
            }
            awaitChange(left, leaving);
        }
        return true;
    }

    /** {@return what is left of the time in nanoseconds; none is taken while a service ends its work} */
    private long awaitChange(long left, boolean leaving) throws InterruptedException {
        if (leaving) {
            wait();
            return left;
        }
        long begun = System.nanoTime();
        TimeUnit.NANOSECONDS.timedWait(this, left);
        return left - (System.nanoTime() - begun);
    }
}
