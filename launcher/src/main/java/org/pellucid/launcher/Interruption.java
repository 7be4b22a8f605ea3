package org.pellucid.launcher;

import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C: interrupts the thread that works, so that it can clean up, and gives it a moment before the process ends.
 */
final class Interruption {
    private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(5);

    private volatile boolean happened;

    private Interruption() {
    }

    static Interruption install(Thread worker) {
        Interruption interruption = new Interruption();
        // The main thread ends with halt(), so this runs for signals only.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            interruption.happened = true;
            worker.interrupt();
            try {
                worker.join(PATIENCE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "pellucid-interruption"));
        return interruption;
    }

    boolean happened() {
        return happened;
    }
}
