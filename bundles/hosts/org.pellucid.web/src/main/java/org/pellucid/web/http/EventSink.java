package org.pellucid.web.http;

/** Takes events for one client. For one thread. */
@FunctionalInterface
public interface EventSink {
    /**
     * Sends an event at once.
     *
     * @param name of the event
     * @param json what it says, on one line
     * @return whether the client is still there
     */
    boolean send(String name, String json);
}
