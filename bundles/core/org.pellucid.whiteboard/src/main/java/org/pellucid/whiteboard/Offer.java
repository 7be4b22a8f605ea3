package org.pellucid.whiteboard;

import java.util.Map;
import java.util.Set;
import org.osgi.framework.Constants;

/**
 * A service while it is on a {@link Whiteboard}. Ordered by ranking, then by age.
 *
 * @param <S>     the service
 * @param service the service
 * @param bundle  symbolic name of the bundle the service comes from; its class if it comes from none
 * @param version of that bundle; empty if there is none
 * @param id      the older, the smaller
 * @param now     what changes of it
 */
public record Offer<S>(S service, String bundle, String version, long id, Now now) implements Comparable<Offer<?>> {
    /** What changes of an offer: written under the monitor of the board, read by anybody. */
    static final class Now {
        volatile Map<String, Object> properties = Map.of();
        volatile Set<String> names = Set.of();
        volatile int inFlight;
        volatile boolean leaving;
    }

    /** {@return the properties the service has now} */
    public Map<String, Object> properties() {
        return now.properties;
    }

    /** {@return the service ranking; 0 if the service has none} */
    public int ranking() {
        return now.properties.get(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0;
    }

    /** {@return how many pieces of work are in flight on the service} */
    public int inFlight() {
        return now.inFlight;
    }

    /** {@return whether the service has gone, or ends the work in flight on it and gets no more} */
    public boolean isLeaving() {
        return now.leaving;
    }

    @Override
    public int compareTo(Offer<?> other) {
        int byRanking = Integer.compare(other.ranking(), ranking());
        return byRanking == 0 ? Long.compare(id, other.id) : byRanking;
    }
}
