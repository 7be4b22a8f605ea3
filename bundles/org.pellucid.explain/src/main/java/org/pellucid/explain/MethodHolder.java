package org.pellucid.explain;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.pellucid.api.explain.ExplainMethod;
import org.pellucid.api.explain.MethodEntry;

/** A method while it is registered, with the work in flight on it. */
final class MethodHolder {
    final ExplainMethod method;
    final String name;
    /** Preference of {@code auto}; 0 for never. */
    final int auto;
    final int ranking;
    final long serviceId;
    private final String bundle;
    private final String version;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private int inFlight;
    private boolean gone;

    MethodHolder(ExplainMethod method, String name, int auto, int ranking, long serviceId, String bundle,
            String version) {
        this.method = method;
        this.name = name;
        this.auto = auto;
        this.ranking = ranking;
        this.serviceId = serviceId;
        this.bundle = bundle;
        this.version = version;
    }

    MethodEntry entry() {
        lock.lock();
        try {
            return new MethodEntry(method.description(), bundle, version, ranking, inFlight);
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

    void leave() {
        lock.lock();
        try {
            inFlight--;
            idle.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets no more work in and waits for what is in flight, so that a bundle is not torn down under it.
     *
     * @return whether all work ended in time
     */
    boolean drain(long millis) {
        lock.lock();
        try {
            gone = true;
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
