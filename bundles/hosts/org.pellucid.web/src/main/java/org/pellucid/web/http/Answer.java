package org.pellucid.web.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An answer, free of the web server it goes through.
 *
 * @param status  of HTTP
 * @param type    of the content
 * @param headers besides those that every answer has
 * @param body    content; empty for a stream
 * @param stream  what sends events until it returns, or {@code null}
 */
public record Answer(int status, String type, Map<String, String> headers, byte[] body, EventStream stream) {
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    /** Sends events to one client. */
    @FunctionalInterface
    public interface EventStream {
        /**
         * Sends events until there are no more or the client is gone, in a thread of its own.
         *
         * @param sink takes the events
         * @throws InterruptedException if the server stops
         */
        void run(EventSink sink) throws InterruptedException;
    }

    /** Returns an answer with content. */
    public static Answer of(String type, byte[] body) {
        return new Answer(OK, type, Map.of(), body, null);
    }

    /** Returns an answer in JSON. */
    public static Answer json(Object value) {
        return json(OK, value);
    }

    /** Returns an answer in JSON with a status. */
    public static Answer json(int status, Object value) {
        return new Answer(status, "application/json; charset=utf-8", Map.of(),
                Json.write(value).getBytes(StandardCharsets.UTF_8), null);
    }

    /** Returns an answer without content that says that the client has it already. */
    public static Answer known(Map<String, String> headers) {
        return new Answer(NOT_MODIFIED, "", headers, new byte[0], null);
    }

    /** Returns an answer that goes on. */
    public static Answer events(EventStream stream) {
        return new Answer(OK, "text/event-stream; charset=utf-8", Map.of(), new byte[0], stream);
    }

    /** Returns the same with more headers. */
    public Answer with(Map<String, String> more) {
        return new Answer(status, type, more, body, stream);
    }
}
