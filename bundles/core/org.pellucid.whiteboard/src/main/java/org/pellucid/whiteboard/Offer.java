package org.pellucid.whiteboard;

import java.util.Map;
import java.util.Set;
import org.osgi.framework.Constants;

/**
 * A service while it is on a {@link Whiteboard}.
 *
 * @param <S> the service
 */
public final class Offer<S> {
    private final S service;
    private final String bundle;
    private final String version;
    final long id;
    /** Written under the lock of the board, as are the next three. */
    volatile Map<String, Object> properties = Map.of();
    volatile Set<String> names = Set.of();
    volatile int inFlight;
    volatile boolean leaving;

    Offer(S service, String bundle, String version, long id) {
        this.service = service;
        this.bundle = bundle;
        this.version = version;
        this.id = id;
    }

    /** {@return the service} */
    public S service() {
        return service;
    }

    /** {@return the symbolic name of the bundle the service comes from; its class if it comes from none} */
    public String bundle() {
        return bundle;
    }

    /** {@return the version of that bundle; empty if there is none} */
    public String version() {
        return version;
    }

    /** {@return the properties the service has now} */
    public Map<String, Object> properties() {
        return properties;
    }

    /** {@return the service ranking; 0 if the service has none} */
    public int ranking() {
        return properties.get(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0;
    }

    /** {@return how many pieces of work are in flight on the service} */
    public int inFlight() {
        return inFlight;
    }

    /** {@return whether the service has gone, or ends the work in flight on it and gets no more} */
    public boolean isLeaving() {
        return leaving;
    }
}
