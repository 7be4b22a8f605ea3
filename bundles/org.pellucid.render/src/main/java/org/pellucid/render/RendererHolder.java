package org.pellucid.render;

import java.util.Set;
import org.pellucid.api.render.Renderer;

/** A renderer service. */
record RendererHolder(long serviceId, Renderer renderer, Set<String> formats, int ranking, String bundle,
        String version) {
}
