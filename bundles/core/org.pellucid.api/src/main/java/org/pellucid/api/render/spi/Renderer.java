package org.pellucid.api.render.spi;

import java.io.IOException;
import java.io.OutputStream;
import org.osgi.annotation.versioning.ConsumerType;
import org.pellucid.api.PellucidException;
import org.pellucid.api.render.RenderScope;

/**
 * Turns maps or explanations into a file format. Register as a service with the property {@link #FORMAT}. Naming,
 * temporary files and moving them into place are the caller's. Safe for use by several threads.
 */
@ConsumerType
public interface Renderer {
    /**
     * Service property: the format's name, as {@code --format} takes it; several allowed. It is also the namespace of the
     * capability by which a resolver finds the renderer's bundle.
     */
    String FORMAT = "pellucid.format";

    /** {@return what the format is good for, one line} */
    String description();

    /** {@return whether it makes a file a map, as here, or a file a picture} */
    default RenderScope scope() {
        return RenderScope.MAP;
    }

    /**
     * {@return the file extension, without the dot; here the name of the format}
     *
     * @param format one of the formats this renderer is registered for
     */
    default String extension(String format) {
        return format;
    }

    /**
     * @param format  one of the formats this renderer is registered for
     * @param request what to render
     * @param out     receives the whole file; left open
     * @throws PellucidException if the request cannot be met, e.g. an unknown colour map
     * @throws IOException       if writing fails
     */
    void render(String format, RenderRequest request, OutputStream out) throws PellucidException, IOException;
}
