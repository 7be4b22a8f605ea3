package org.pellucid.web.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.log.Logger;
import org.pellucid.api.DeviceException;
import org.pellucid.api.NativeRuntimeException;
import org.pellucid.api.OutputException;
import org.pellucid.api.PellucidException;

/**
 * Brings requests of the servlet API to handlers, and their answers back. The guard sees a request before anything else
 * does. Unless others are meant to, only callers on this machine are heard, whatever the web server listens to.
 */
public final class PageServlet extends HttpServlet {
    /** More streams than pages anybody looks at. */
    private static final int MOST_STREAMS = 32;

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; "
                    + "img-src 'self' blob: data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
                    + "frame-ancestors 'none'",
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cache-Control", "no-store");

    private final transient Guard guard;
    private final transient Router router;
    private final transient Logger log;
    private final boolean forOthers;
    private final transient Set<Thread> streams = ConcurrentHashMap.newKeySet();
    private final transient Set<Thread> working = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    /**
     * Creates a servlet.
     *
     * @param guard     asked first
     * @param router    finds who answers
     * @param log       told of failures that are nobody's fault
     * @param forOthers whether callers on other machines are heard
     */
    public PageServlet(Guard guard, Router router, Logger log, boolean forOthers) {
        this.guard = guard;
        this.router = router;
        this.log = log;
        this.forOthers = forOthers;
    }

    /** Gives up what is being answered. */
    public void stop() {
        stopped = true;
        working.forEach(Thread::interrupt);
        streams.forEach(Thread::interrupt);
    }

    @Override
    protected void service(HttpServletRequest from, HttpServletResponse to) throws ServletException, IOException {
        HEADERS.forEach(to::setHeader);
        Thread self = Thread.currentThread();
        working.add(self);
        try {
            if (stopped) {
                throw new Refusal(Refusal.BUSY, "the page is not served any more");
            }
            Answer answer = answer(from);
            if (answer.stream() == null) {
                send(answer, from, to);
            } else {
                stream(answer, from, to);
            }
        } catch (Refusal e) {
            refuse(e.status(), e.getMessage(), to);
        } catch (PellucidException e) {
            refuse(status(e), e.getMessage(), to);
        } catch (InterruptedException e) {
            refuse(Refusal.BUSY, "given up: the page is not served any more", to);
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            log.error("A request of the page failed", e);
            refuse(Refusal.FAILED, "internal error, please report it: " + e, to);
        } finally {
            working.remove(self);
            // The thread belongs to the web server, which asks it to do other work next.
            Thread.interrupted();
        }
    }

    private Answer answer(HttpServletRequest from)
            throws Refusal, PellucidException, IOException, InterruptedException {
        if (!forOthers && (!isLocal(from.getRemoteAddr()) || !isLocal(from.getLocalAddr()))) {
            throw new Refusal(Refusal.FORBIDDEN, "the page is for this machine only");
        }
        Request request = new Request(from.getMethod(), from.getRequestURI(), query(from.getQueryString()),
                from::getHeader, from.getContentLengthLong(), from.getInputStream());
        guard.check(request);
        return router.find(request).answer(request);
    }

    private static boolean isLocal(String address) throws IOException {
        return InetAddress.getByName(address).isLoopbackAddress();
    }

    /** Not by the servlet API, which would read a form from the body. */
    private static Map<String, String> query(String text) throws Refusal {
        Map<String, String> query = new HashMap<>();
        for (String pair : text == null ? new String[0] : text.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decoded(String text) throws Refusal {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Refusal.BAD_REQUEST, "the address is not encoded as it should be");
        }
    }

    private static int status(PellucidException failure) {
        if (failure instanceof OutputException) {
            return Refusal.NO_SPACE;
        }
        return failure instanceof NativeRuntimeException || failure instanceof DeviceException ? Refusal.FAILED
                : Refusal.UNPROCESSABLE;
    }

    private static void send(Answer answer, HttpServletRequest from, HttpServletResponse to) throws IOException {
        to.setStatus(answer.status());
        if (!answer.type().isEmpty()) {
            to.setContentType(answer.type());
        }
        answer.headers().forEach(to::setHeader);
        to.setContentLength(answer.body().length);
        if (!from.getMethod().equals("HEAD")) {
            to.getOutputStream().write(answer.body());
        }
    }

    private static void refuse(int status, String message, HttpServletResponse to) throws IOException {
        if (to.isCommitted()) {
            return;
        }
        Answer answer = Answer.json(status, Map.of("error", message));
        to.setStatus(status);
        to.setContentType(answer.type());
        if (status == Refusal.BUSY) {
            to.setHeader("Retry-After", "1");
        }
        to.setContentLength(answer.body().length);
        to.getOutputStream().write(answer.body());
    }

    /** In a thread of its own, so that those of the web server are free for others. */
    private void stream(Answer answer, HttpServletRequest from, HttpServletResponse to) throws Refusal, IOException {
        if (streams.size() >= MOST_STREAMS) {
            throw new Refusal(Refusal.BUSY, "too many pages are open: close some");
        }
        to.setContentType(answer.type());
        to.flushBuffer();
        AsyncContext open = from.startAsync();
        open.setTimeout(0);
        OutputStream out = to.getOutputStream();
        Thread thread = new Thread(() -> {
            try {
                answer.stream().run((name, json) -> write(out, name, json));
            } catch (InterruptedException e) {
                // the server stops, and the stream with it
            } finally {
                streams.remove(Thread.currentThread());
                open.complete();
            }
        }, "pellucid-page-stream");
        thread.setDaemon(true);
        streams.add(thread);
        thread.start();
    }

    private static boolean write(OutputStream out, String name, String json) {
        try {
            out.write(("event: " + name + "\ndata: " + json + "\n\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
