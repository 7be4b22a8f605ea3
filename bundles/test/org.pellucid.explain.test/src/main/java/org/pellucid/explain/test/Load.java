package org.pellucid.explain.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Threads that make requests without pause while something is done to what serves them. Whether all is well is told by
 * what moves, not by how long it takes: nothing at all for a while is a deadlock, and a request that is still there after
 * so many steps is lost.
 */
final class Load {
    /** No request takes nearly as long, on a machine however busy. */
    private static final int STILL_SECONDS = 60;
    private static final int MOST_STEPS = 200;

    /** One request, with its check. */
    interface Request {
        /** @param random of the thread */
        void serve(Random random) throws Exception;
    }

    /** What is done meanwhile, on the caller's thread. */
    interface Action {
        void run() throws Exception;
    }

    private final int threads;
    private final long seed;
    private final List<Request> requests;
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong served = new AtomicLong();
    private final AtomicLong steps = new AtomicLong();
    /** At which step each thread began what it works on. */
    private final AtomicLongArray begun;
    private final ReentrantReadWriteLock working = new ReentrantReadWriteLock(true);

    Load(int threads, long seed, List<Request> requests) {
        this.threads = threads;
        this.seed = seed;
        this.requests = requests;
        this.begun = new AtomicLongArray(threads);
    }

    long served() {
        return served.get();
    }

    boolean hasFailed() {
        return !failures.isEmpty();
    }

    /** Makes requests in all threads until the action is done; fails with what failed first, or if nothing moves. */
    void during(Action action) throws Exception {
        CountDownLatch enough = new CountDownLatch(1);
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            begun.set(number, steps.get());
            workers.add(new Thread(() -> work(number, enough), "worker-" + i));
        }
        Thread caller = Thread.currentThread();
        Thread observer = new Thread(() -> observe(enough, caller, workers), "observer");
        workers.forEach(Thread::start);
        observer.start();
        try {
            action.run();
        } catch (InterruptedException e) {
            // by the observer, which says why
            assertThat(failures).as("failures, before the interrupt").isNotEmpty();
        } finally {
            enough.countDown();
            observer.join();
            for (Thread worker : workers) {
                worker.join();
            }
        }
        if (hasFailed()) {
            throw new AssertionError(failures.size() + " of " + threads + " threads failed, the first: "
                    + failures.peek(), failures.peek());
        }
    }

    private void work(int number, CountDownLatch enough) {
        Random random = new Random(seed + number);
        try {
            while (enough.getCount() > 0 && !hasFailed()) {
                working.readLock().lockInterruptibly();
                try {
                    begun.set(number, steps.get());
                    requests.get(random.nextInt(requests.size())).serve(random);
                    served.incrementAndGet();
                } finally {
                    working.readLock().unlock();
                }
            }
        } catch (Throwable e) {
            failures.add(e);
        }
    }

    /** Tells that the action has done one thing more. */
    void step() {
        long now = steps.incrementAndGet();
        for (int i = 0; i < threads; i++) {
            if (now - begun.get(i) > MOST_STEPS) {
                failures.add(new AssertionError("worker-" + i + " is still with a request it began "
                        + (now - begun.get(i)) + " steps ago\n" + threadDump()));
            }
        }
    }

    /** Does something between requests. */
    void still(Action action) throws Exception {
        working.writeLock().lockInterruptibly();
        try {
            action.run();
            for (int i = 0; i < threads; i++) {
                begun.set(i, steps.get());
            }
        } finally {
            working.writeLock().unlock();
        }
    }

    private void observe(CountDownLatch enough, Thread caller, List<Thread> workers) {
        long before = -1;
        try {
            for (int still = 0; still < STILL_SECONDS;) {
                if (enough.await(1, TimeUnit.SECONDS)) {
                    Thread last = workers.stream().filter(Thread::isAlive).findFirst().orElse(null);
                    if (last == null) {
                        return;
                    }
                    last.join(1000);
                }
                long now = served.get() + steps.get();
                still = now == before ? still + 1 : 0;
                before = now;
            }
        } catch (InterruptedException e) {
            return;
        }
        failures.add(new AssertionError("nothing has moved for " + STILL_SECONDS + " s\n" + threadDump()));
        caller.interrupt();
        workers.forEach(Thread::interrupt);
    }

    private static String threadDump() {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<Thread, StackTraceElement[]> each : Thread.getAllStackTraces().entrySet()) {
            text.append(each.getKey()).append(' ').append(each.getKey().getState()).append('\n');
            for (StackTraceElement element : each.getValue()) {
                text.append("    at ").append(element).append('\n');
            }
        }
        return text.toString();
    }
}
