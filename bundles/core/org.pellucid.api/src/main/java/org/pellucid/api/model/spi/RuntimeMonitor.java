package org.pellucid.api.model.spi;

import org.osgi.annotation.versioning.ProviderType;

/** Says what the inference runtime holds, for tests, health checks and benchmarks. Safe for use by several threads. */
@ProviderType
public interface RuntimeMonitor {
    /**
     * {@return native objects (compiled models, requests, tensors) now alive; 0 when every model is closed. The
     * runtime's core is not among them: it lives as long as the component}
     */
    long nativeObjects();
}
