package org.pellucid.explain;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.service.log.Logger;

/**
 * Interrupts work of a method that takes too long, and says where it was.
 * <p>
 * All work has the same limit, so what began first is due first. The timer sleeps until that moment and looks then who
 * is left: an explanation of a few milliseconds does not wake a thread, which would take a core from its inference.
 */
final class TimeLimit implements AutoCloseable {
    private final int millis;
    private final Logger log;
    /** {@code null} without a limit. */
    private final ScheduledThreadPoolExecutor timer;
    /** Work going on, the oldest first. Guards itself and {@link #armed}. */
    private final Set<Watch> watches = new LinkedHashSet<>();
    /** Whether the timer will look. */
    private boolean armed;

    /** @param millis the limit; 0 for none */
    TimeLimit(int millis, Logger log) {
        this.millis = millis;
        this.log = log;
        this.timer = millis > 0 ? timer() : null;
    }

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "pellucid-time-limit");
            thread.setDaemon(true);
            return thread;
        });
        // Somebody may still call an explainer that has been replaced: that work has no limit.
        timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        return timer;
    }

    int millis() {
        return millis;
    }

    /** Begins to watch the calling thread; to be closed by it. */
    Watch watch(KnownMethod method) {
        Watch watch = new Watch(method);
        if (timer != null) {
            synchronized (watches) {
                watches.add(watch);
                if (!armed) {
                    armed = true;
                    timer.schedule(this::look, millis, TimeUnit.MILLISECONDS);
                }
            }
        }
        return watch;
    }

    /** Interrupts what is overdue, and comes back when the next may be. */
    private void look() {
        while (true) {
            Watch oldest;
            synchronized (watches) {
                oldest = watches.isEmpty() ? null : watches.iterator().next();
                long left = oldest == null ? 0 : oldest.due - System.nanoTime();
                armed = left > 0;
                if (armed) {
                    timer.schedule(this::look, left, TimeUnit.NANOSECONDS);
                }
                if (armed || oldest == null) {
                    return;
                }
                // Not to be armed again by others while this look goes on.
                armed = true;
                watches.remove(oldest);
            }
            oldest.expire();
        }
    }

    @Override
    public void close() {
        if (timer != null) {
            timer.shutdownNow();
        }
    }

    /** One piece of work. */
    final class Watch implements AutoCloseable {
        private final Thread worker = Thread.currentThread();
        private final KnownMethod method;
        private final long due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        private boolean ended;
        private boolean expired;

        private Watch(KnownMethod method) {
            this.method = method;
        }

        private void expire() {
            StackTraceElement[] stack = worker.getStackTrace();
            synchronized (this) {
                if (ended) {
                    return;
                }
                expired = true;
                worker.interrupt();
            }
            StringBuilder where = new StringBuilder();
            for (StackTraceElement element : stack) {
                where.append(System.lineSeparator()).append("    at ").append(element);
            }
            log.warn("Method {} of {} {} has worked for {} ms, more than allowed, and is interrupted in thread {}:{}",
                    method.name, method.bundle, method.version, millis, worker.getName(), where);
        }

        synchronized boolean isExpired() {
            return expired;
        }

        /** From now on the thread is left alone; an interruption that came from here is taken back. */
        @Override
        public void close() {
            if (timer == null) {
                return;
            }
            synchronized (watches) {
                watches.remove(this);
            }
            synchronized (this) {
                ended = true;
                if (expired) {
                    Thread.interrupted();
                }
            }
        }
    }
}
