package org.pellucid.dataset;

import org.pellucid.api.dataset.DatasetEntry;
import org.pellucid.api.dataset.DatasetSource;

/** A data set source service. */
record SourceHolder(long serviceId, int ranking, String scheme, DatasetSource source, String bundle, String version) {
    /** Asks the source, so not under a lock. */
    DatasetEntry entry() {
        return new DatasetEntry(scheme, source.description(), source.usage(), source.download(), bundle, version);
    }
}
