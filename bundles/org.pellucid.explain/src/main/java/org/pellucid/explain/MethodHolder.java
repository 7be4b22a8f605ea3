package org.pellucid.explain;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.pellucid.api.explain.ExplainMethod;
import org.pellucid.api.explain.MethodDescription;
import org.pellucid.api.explain.MethodEntry;
import org.pellucid.api.explain.MethodState;

/** A method while it is registered, with the work in flight on it. */
final class MethodHolder {
    final ExplainMethod method;
    final MethodDescription description;
    final String name;
    /** Preference of {@code auto}; 0 for never. A service may change this and its ranking. */
    volatile int auto;
    volatile int ranking;
    final long serviceId;
    /** Symbolic name of the bundle it comes from. */
    final String bundle;
    /** Version of that bundle. */
    final String version;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private int inFlight;
    private boolean gone;

    MethodHolder(ExplainMethod method, MethodDescription description, String name, int auto, int ranking,
            long serviceId, String bundle, String version) {
        this.method = method;
        this.description = description;
        this.name = name;
        this.auto = auto;
        this.ranking = ranking;
        this.serviceId = serviceId;
        this.bundle = bundle;
        this.version = version;
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
