package org.pellucid.render;

import java.util.Set;
import org.pellucid.api.render.Renderer;

/** A renderer while it is registered. */
final class RendererHolder {
    final long serviceId;
    final Renderer renderer;
    final Set<String> formats;
    final int ranking;
    final String bundle;
    final String version;
    /** Pictures in flight on it; guarded by the registry. */
    int inFlight;
    /** Gets no new work; guarded by the registry. */
    boolean gone;

    RendererHolder(long serviceId, Renderer renderer, Set<String> formats, int ranking, String bundle,
            String version) {
        this.serviceId = serviceId;
        this.renderer = renderer;
        this.formats = formats;
        this.ranking = ranking;
        this.bundle = bundle;
        this.version = version;
    }
}
