package org.pellucid.explain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.framework.Constants;
import org.pellucid.api.explain.ExplainMethod;
import org.pellucid.api.explain.MethodDescription;
import org.pellucid.api.explain.MethodEntry;
import org.pellucid.api.explain.MethodKind;
import org.pellucid.api.explain.MethodOption;
import org.pellucid.api.explain.MethodState;

/** A method while it is registered, with the work in flight on it. */
final class MethodHolder {
    final ExplainMethod method;
    final String name;
    final long serviceId;
    /** What the method says of itself. */
    private final MethodDescription own;
    /** The same with the configured defaults of its options. */
    volatile MethodDescription description;
    /** Options that are configured: what holds where a request does not set them. */
    private volatile Map<String, String> configured = Map.of();
    /** Preference of {@code auto}; 0 for never. A service may change this, its ranking and its configuration. */
    volatile int auto;
    volatile int ranking;
    /** Symbolic name of the bundle it comes from. */
    final String bundle;
    /** Version of that bundle. */
    final String version;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private int inFlight;
    private boolean gone;

    /** Stands for "no method". */
    MethodHolder() {
        this(null, new MethodDescription("", MethodKind.BLACK_BOX, "", "", "", "", List.of()),
                Map.of(Constants.SERVICE_ID, -1L), "", "");
    }

    /** @param properties as of a service */
    MethodHolder(ExplainMethod method, MethodDescription description, Map<String, ?> properties, String bundle,
            String version) {
        this.method = method;
        this.own = description;
        this.name = properties.get(ExplainMethod.METHOD) instanceof String text ? text : description.name();
        this.serviceId = (Long) properties.get(Constants.SERVICE_ID);
        this.bundle = bundle;
        this.version = version;
        configure(properties);
    }

    /** @param properties as of a service; what Configuration Admin holds for a component is among them */
    void configure(Map<String, ?> properties) {
        Map<String, String> values = new HashMap<>();
        List<MethodOption> options = new ArrayList<>();
        for (MethodOption option : own.options()) {
            Object value = properties.get(option.name());
            if (value == null) {
                options.add(option);
            } else {
                values.put(option.name(), value.toString());
                options.add(new MethodOption(option.name(), value.toString(), option.range(), option.description()));
            }
        }
        configured = Map.copyOf(values);
        description = new MethodDescription(own.name(), own.kind(), own.summary(), own.paper(), own.cost(),
                own.advice(), options);
        auto = integer(properties.get(ExplainMethod.AUTO));
        ranking = integer(properties.get(Constants.SERVICE_RANKING));
    }

    private static int integer(Object property) {
        return property instanceof Integer number ? number : 0;
    }

    /** @return those of a request, and what is configured where it says nothing */
    Map<String, String> options(Map<String, String> requested) {
        if (configured.isEmpty()) {
            return requested;
        }
        Map<String, String> all = new HashMap<>(configured);
        all.putAll(requested);
        return all;
    }

    /** @param best whether new work that asks for the name alone goes here */
    MethodEntry entry(boolean best) {
        lock.lock();
        try {
            MethodState state = gone ? MethodState.LEAVING : best ? MethodState.SERVING : MethodState.STANDBY;
            return new MethodEntry(name, description, bundle, version, ranking, state, inFlight);
        } finally {
            lock.unlock();
        }
    }

    /** @return false if the method has gone: ask the registry for another */
    boolean enter() {
        lock.lock();
        try {
            if (!gone) {
                inFlight++;
            }
            return !gone;
        } finally {
            lock.unlock();
        }
    }

    /** @return whether the method has gone, and this was the last work in flight on it */
    boolean leave() {
        lock.lock();
        try {
            inFlight--;
            idle.signalAll();
            return gone && inFlight == 0;
        } finally {
            lock.unlock();
        }
    }

    boolean isGone() {
        lock.lock();
        try {
            return gone;
        } finally {
            lock.unlock();
        }
    }

    /** Lets no more work in. */
    void seal() {
        lock.lock();
        try {
            gone = true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for what is in flight, so that a bundle is not torn down under it. To be sealed before.
     *
     * @return whether all work ended in time
     */
    boolean drain(long millis) {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (inFlight > 0 && left > 0) {
                left = idle.awaitNanos(left);
            }
            return inFlight == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
