package org.pellucid.launcher;

import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and other signals that end a process: interrupts the thread that works, so that it can clean up, and gives it
 * a moment before the process ends.
 */
final class Interruption {
    private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(5);

    private final Thread worker;
    private volatile boolean happened;

    /** @param worker the thread that works */
    Interruption(Thread worker) {
        this.worker = worker;
    }

    /** From now on; before, a signal ends the process at once. */
    void install() {
        // The main thread ends with halt(), so this runs for signals only.
        Runtime.getRuntime().addShutdownHook(new Thread(this::interrupt, "pellucid-interruption"));
    }

    private void interrupt() {
        happened = true;
        worker.interrupt();
        try {
            worker.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return whether a signal ends the process */
    boolean happened() {
        return happened;
    }
}
