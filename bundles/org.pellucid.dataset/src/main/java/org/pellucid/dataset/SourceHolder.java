package org.pellucid.dataset;

import org.pellucid.api.dataset.DatasetEntry;
import org.pellucid.api.dataset.DatasetSource;

/** A data set source while it is registered. */
final class SourceHolder {
    final long serviceId;
    final int ranking;
    final String scheme;
    final DatasetSource source;
    private final String bundle;
    private final String version;
    /** Calls in flight on it and on the data sets it opened; guarded by the registry. */
    int inFlight;
    /** Gets no new work; guarded by the registry. */
    boolean gone;

    SourceHolder(long serviceId, int ranking, String scheme, DatasetSource source, String bundle, String version) {
        this.serviceId = serviceId;
        this.ranking = ranking;
        this.scheme = scheme;
        this.source = source;
        this.bundle = bundle;
        this.version = version;
    }

    /** Asks the source, so not under a lock. */
    DatasetEntry entry() {
        return new DatasetEntry(scheme, source.description(), source.usage(), source.download(), bundle, version);
    }
}
