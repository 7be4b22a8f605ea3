package org.pellucid.web;

import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.osgi.service.log.Logger;
import org.pellucid.api.PellucidException;
import org.pellucid.api.explain.ExplainListener;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.PartialExplanationException;
import org.pellucid.api.image.Picture;
import org.pellucid.web.http.Answer;
import org.pellucid.web.http.Json;
import org.pellucid.web.http.Refusal;
import org.pellucid.web.http.Request;
import org.pellucid.web.view.Views.ExplanationView;

/**
 * Explanations that take long: they run beside the requests, their maps go to the page while they grow. A run that is
 * stopped keeps what it knows and can go on from there. Safe for use by several threads.
 */
final class Runs implements AutoCloseable {
    private static final int AT_A_TIME = 2;
    private static final int MOST_WAITING = 8;
    private static final int MOST_BYTES = 1 << 16;
    private static final int KEEP_SECONDS = 30;

    private final Room.PartsFinder parts;
    private final Pictures pictures;
    private final Listeners listeners;
    private final Logger log;
    private final Map<String, Run> runs = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(AT_A_TIME, AT_A_TIME, KEEP_SECONDS,
            TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), work -> {
                Thread thread = new Thread(work, "pellucid-page-run");
                thread.setDaemon(true);
                return thread;
            });

    Runs(Room.PartsFinder parts, Pictures pictures, Listeners listeners, Logger log) {
        this.parts = parts;
        this.pictures = pictures;
        this.listeners = listeners;
        this.log = log;
        threads.allowCoreThreadTimeOut(true);
    }

    private record Begin(String page, Ask ask) {
    }

    private record Begun(String run) {
    }

    private record Step(String run, String what, long done, long total) {
    }

    private record Known(String run, long done, long total, double millis, ExplanationView explanation) {
    }

    private record Paused(String run) {
    }

    private record Failed(String run, String error) {
    }

    Answer begin(Request request) throws Refusal, IOException {
        Begin begin = Json.read(request.bytes(MOST_BYTES), Begin.class);
        if (begin.ask() == null || begin.ask().isPrediction()) {
            throw new Refusal(Refusal.BAD_REQUEST, "what is to be explained, and how, must be said");
        }
        String page = Listeners.page(begin.page());
        begin.ask().checked();
        listeners.expect(page);
        // A run that pauses holds a thread, so the page's next one takes its place.
        runs.values().stream().filter(run -> run.page.equals(page) && run.isPaused()).forEach(Run::cancel);
        Run run = new Run(UUID.randomUUID().toString(), page, begin.ask());
        runs.put(run.id, run);
        try {
            threads.execute(run);
        } catch (RejectedExecutionException e) {
            runs.remove(run.id);
            throw new Refusal(Refusal.BUSY, "busy with other explanations: stop one, or try again in a moment");
        }
        return Answer.json(new Begun(run.id));
    }

    Answer stop(Request request) throws Refusal {
        find(request).pause();
        return Answer.json(Map.of("stopped", true));
    }

    Answer resume(Request request) throws Refusal {
        find(request).resume();
        return Answer.json(Map.of("continued", true));
    }

    private Run find(Request request) throws Refusal {
        Run run = runs.get(request.parameter("run"));
        if (run == null) {
            throw new Refusal(Refusal.GONE, "this run has come to its end");
        }
        return run;
    }

    @Override
    public void close() {
        runs.values().forEach(Run::cancel);
        threads.shutdownNow();
    }

    /** One explanation on its way. */
    private final class Run implements Runnable, ExplainListener {
        /** Steps before the first look at a map, which waits for nothing else: with fewer it shows nothing. */
        private static final long FIRST_LOOK = 64;
        private static final long STEP_NANOS = 100_000_000L;
        private static final long LOOK_NANOS = 250_000_000L;
        /** A look should take this part of the time, and no more … */
        private static final int SHARE = 10;
        /** … but there are two a second even if they take more. */
        private static final long SLOWEST_LOOK_NANOS = 500_000_000L;
        private static final long PAUSE_MILLIS = 60_000;

        private final String id;
        private final String page;
        private final Ask ask;
        private long began;
        private long lastStep;
        private long nextLook;
        private boolean pausing;
        private volatile boolean paused;
        private volatile boolean cancelled;

        Run(String id, String page, Ask ask) {
            this.id = id;
            this.page = page;
            this.ask = ask;
        }

        boolean isPaused() {
            return paused;
        }

        synchronized void pause() {
            pausing = true;
        }

        synchronized void resume() {
            pausing = false;
            notifyAll();
        }

        synchronized void cancel() {
            cancelled = true;
            notifyAll();
        }

        @Override
        public void run() {
            began = System.nanoTime();
            try {
                Parts present = parts.find();
                Picture picture = pictures.find(ask.picture(), present.images());
                try (OpenModels.Use use = present.models().use(ask.model())) {
                    ended(present.explainer().explain(use.model(), picture, ask.settings(), ask.wanted(), this));
                }
            } catch (PartialExplanationException e) {
                ended(e.partial());
            } catch (InterruptedException e) {
                failed("stopped before anything was known");
            } catch (Refusal | PellucidException e) {
                failed(e.getMessage());
            } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
                log.error("A run of the page failed", e);
                failed("internal error, please report it: " + e);
            } finally {
                runs.remove(id);
            }
        }

        private void ended(Explanation explanation) {
            post("done", new Known(id, 0, 0, millis(), ExplanationView.of(explanation, ask.most(), ask.seed())));
        }

        private void failed(String why) {
            post("failed", new Failed(id, why));
        }

        private void post(String name, Object what) {
            listeners.post(page, name + id, name, what);
        }

        private double millis() {
            return (System.nanoTime() - began) / 1e6;
        }

        @Override
        public boolean cancelled() {
            return cancelled || listeners.isAbandoned(page);
        }

        @Override
        public void step(String what, long done, long total) {
            long now = System.nanoTime();
            if (now - lastStep > STEP_NANOS || done == total) {
                lastStep = now;
                post("progress", new Step(id, what, done, total));
            }
        }

        @Override
        public void known(Supplier<Explanation> known, long done, long total) {
            boolean wanted = isPausing();
            long now = System.nanoTime();
            if (wanted || done >= FIRST_LOOK && now >= nextLook) {
                post("map", new Known(id, done, total, millis(),
                        ExplanationView.of(known.get(), ask.most(), ask.seed())));
                long took = System.nanoTime() - now;
                nextLook = now + Math.max(LOOK_NANOS, Math.min(SHARE * took, SLOWEST_LOOK_NANOS));
            }
            if (wanted) {
                awaitResume();
            }
        }

        private synchronized boolean isPausing() {
            return pausing;
        }

        /** Holds the method where it is, for as long as somebody may still want it to go on. */
        private synchronized void awaitResume() {
            paused = true;
            post("paused", new Paused(id));
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS);
            try {
                while (pausing && !cancelled()) {
                    long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                    if (left <= 0) {
                        cancelled = true;
                    } else {
                        wait(Math.min(left, 1000)); // and sees whether the page is still there
                    }
                }
            } catch (InterruptedException e) {
                cancelled = true;
                Thread.currentThread().interrupt();
            } finally {
                paused = false;
            }
        }
    }
}
