package org.pellucid.api.model;

/** What a compiled model is tuned for. */
public enum PerformanceHint {
    /** One request at a time, as fast as possible. */
    LATENCY,
    /** As many requests a second as possible, several in flight. */
    THROUGHPUT
}
