package org.pellucid.explain;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.service.log.Logger;

/** Interrupts work of a method that takes too long, and says where it was. */
final class TimeLimit implements AutoCloseable {
    private final int millis;
    private final Logger log;
    /** {@code null} without a limit. */
    private final ScheduledThreadPoolExecutor timer;

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
        timer.setRemoveOnCancelPolicy(true);
        // Somebody may still call an explainer that has been replaced: that work has no limit.
        timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        return timer;
    }

    int millis() {
        return millis;
    }

    /** Begins to watch the calling thread; to be closed by it. */
    Watch watch(KnownMethod method) {
        return new Watch(method);
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
        private final ScheduledFuture<?> alarm;
        private boolean ended;
        private boolean expired;

        private Watch(KnownMethod method) {
            this.method = method;
            this.alarm = timer == null ? null : timer.schedule(this::expire, millis, TimeUnit.MILLISECONDS);
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
            if (alarm == null) {
                return;
            }
            alarm.cancel(false);
            synchronized (this) {
                ended = true;
                if (expired) {
                    Thread.interrupted();
                }
            }
        }
    }
}
