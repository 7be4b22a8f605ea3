package org.pellucid.web.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Finds the handler of a request by method and path. A path that ends with a slash stands for all that begin with it. */
public final class Router {
    private final Map<String, Map<String, Handler>> exact = new LinkedHashMap<>();
    private final TreeMap<String, Map<String, Handler>> prefixes = new TreeMap<>();

    /** Adds a handler. */
    public Router on(String method, String path, Handler handler) {
        (path.endsWith("/") ? prefixes : exact).computeIfAbsent(path, any -> new LinkedHashMap<>()).put(method,
                handler);
        return this;
    }

    /**
     * Finds the handler.
     *
     * @throws Refusal if there is none
     */
    public Handler find(Request request) throws Refusal {
        Map<String, Handler> methods = exact.get(request.path());
        if (methods == null) {
            Map.Entry<String, Map<String, Handler>> below = prefixes.floorEntry(request.path());
            methods = below != null && request.path().startsWith(below.getKey()) ? below.getValue() : null;
        }
        if (methods == null) {
            throw new Refusal(Refusal.NOT_FOUND, "there is nothing at " + request.path());
        }
        Handler handler = methods.get(request.method().equals("HEAD") ? "GET" : request.method());
        if (handler == null) {
            throw new Refusal(Refusal.WRONG_METHOD, request.method() + " is not for " + request.path());
        }
        return handler;
    }
}
