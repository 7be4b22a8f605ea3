package org.pellucid.web.http;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets a few pieces of work be done at a time and a few more wait; others are told that all are busy. */
public final class Desk {
    private final Semaphore places;
    private final AtomicInteger waiting = new AtomicInteger();
    private final int mostWaiting;
    private final long patienceMillis;

    /** Work that was let in. */
    public interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Creates a desk.
     *
     * @param places         pieces of work at a time
     * @param mostWaiting    that may wait
     * @param patienceMillis how long they wait
     */
    public Desk(int places, int mostWaiting, long patienceMillis) {
        this.places = new Semaphore(places, true);
        this.mostWaiting = mostWaiting;
        this.patienceMillis = patienceMillis;
    }

    /**
     * Waits for a place.
     *
     * @return to be closed when the work is done
     * @throws Refusal              if too many wait already, or it takes too long
     * @throws InterruptedException if the server stops
     */
    public Place enter() throws Refusal, InterruptedException {
        if (!places.tryAcquire()) {
            try {
                if (waiting.incrementAndGet() > mostWaiting
                        || !places.tryAcquire(patienceMillis, TimeUnit.MILLISECONDS)) {
                    throw new Refusal(Refusal.BUSY, "busy with what others asked for: try again in a moment");
                }
            } finally {
                waiting.decrementAndGet();
            }
        }
        return places::release;
    }
}
