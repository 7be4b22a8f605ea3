package org.pellucid.web;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.pellucid.api.explain.spi.ExplainMethod;
import org.pellucid.web.http.Answer;
import org.pellucid.web.http.EventSink;
import org.pellucid.web.http.Json;
import org.pellucid.web.http.Refusal;
import org.pellucid.web.http.Request;

/**
 * The pages that listen, one stream each. Of news of one kind about one run only the last is kept for a page that is
 * slow, so that it delays nobody and takes no memory. Safe for use by several threads.
 */
final class Listeners implements AutoCloseable {
    private static final Pattern PAGE = Pattern.compile("[A-Za-z0-9-]{8,64}");
    private static final long KEEPALIVE_MILLIS = 5_000;
    /** How long a page may be away before what it asked for is given up: a reload or a short break of the network. */
    private static final long ABSENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int MOST_PAGES = 256;

    private final BundleContext context;
    private final Map<String, Mailbox> pages = new ConcurrentHashMap<>();
    private final ServiceListener methods = this::methodChanged;
    private volatile boolean closed;

    /** @param context hears of methods that come and go; {@code null} where there is no framework */
    Listeners(BundleContext context) {
        this.context = context;
        try {
            if (context != null) {
                context.addServiceListener(methods, "(" + ExplainMethod.METHOD + "=*)");
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private record News(String name, String json) {
    }

    private static final class Mailbox {
        private final Map<String, News> waiting = new LinkedHashMap<>();
        private int stream;
        private boolean attended;
        private long leftAt = System.nanoTime();

        synchronized int attend() {
            attended = true;
            stream++;
            notifyAll();
            return stream;
        }

        synchronized void leave(int which) {
            if (which == stream) {
                attended = false;
                leftAt = System.nanoTime();
            }
        }

        synchronized boolean isAbandoned() {
            return !attended && System.nanoTime() - leftAt > ABSENCE_NANOS;
        }

        synchronized void post(String key, News news) {
            waiting.remove(key);
            waiting.put(key, news);
            notifyAll();
        }

        synchronized void wake() {
            notifyAll();
        }

        /** Returns what waits, nothing after a while, or {@code null} if another stream has taken over. */
        synchronized List<News> take(int which) throws InterruptedException {
            if (waiting.isEmpty() && which == stream) {
                wait(KEEPALIVE_MILLIS);
            }
            if (which != stream) {
                return null;
            }
            List<News> taken = new ArrayList<>(waiting.values());
            waiting.clear();
            return taken;
        }
    }

    Answer listen(Request request) throws Refusal {
        String page = page(request.parameter("page"));
        Mailbox box = box(page);
        return Answer.events(sink -> deliver(box, sink));
    }

    private void deliver(Mailbox box, EventSink sink) throws InterruptedException {
        int stream = box.attend();
        try {
            boolean there = sink.send("keepalive", "{}");
            while (there && !closed) {
                List<News> news = box.take(stream);
                if (news == null) {
                    return;
                }
                for (Iterator<News> each = news.iterator(); there && each.hasNext();) {
                    News next = each.next();
                    there = sink.send(next.name(), next.json());
                }
                there = there && (!news.isEmpty() || sink.send("keepalive", "{}"));
            }
        } finally {
            box.leave(stream);
        }
    }

    /** Checks the name that a page gave itself. */
    static String page(String name) throws Refusal {
        if (name == null || !PAGE.matcher(name).matches()) {
            throw new Refusal(Refusal.BAD_REQUEST, "the page must name itself");
        }
        return name;
    }

    private Mailbox box(String page) throws Refusal {
        pages.values().removeIf(Mailbox::isAbandoned);
        if (pages.size() >= MOST_PAGES && !pages.containsKey(page)) {
            throw new Refusal(Refusal.BUSY, "too many pages are open: close some");
        }
        return pages.computeIfAbsent(page, any -> new Mailbox());
    }

    /**
     * Tells a page.
     *
     * @param page that is told
     * @param key  of what the news is about: later news of one key takes the place of earlier
     * @param name of the event
     * @param what it says
     */
    void post(String page, String key, String name, Object what) {
        Mailbox box = pages.get(page);
        if (box != null) {
            box.post(key, new News(name, Json.write(what)));
        }
    }

    /** Opens the mailbox of a page before anything is sent to it. */
    void expect(String page) throws Refusal {
        box(page);
    }

    /** Returns whether nobody has listened for a while. */
    boolean isAbandoned(String page) {
        Mailbox box = pages.get(page);
        return box == null || box.isAbandoned();
    }

    private void methodChanged(ServiceEvent event) {
        pages.values().forEach(box -> box.post("methods", new News("methods", "{}")));
    }

    @Override
    public void close() {
        closed = true;
        if (context != null) {
            try {
                context.removeServiceListener(methods);
            } catch (IllegalStateException e) {
                // the bundle stops, and its listeners with it
            }
        }
        pages.values().forEach(Mailbox::wake);
    }
}
