/**
 * Holds what the author of a renderer implements: a bundle registers a {@link org.pellucid.api.render.spi.Renderer}
 * for a file format, or a {@link org.pellucid.api.render.spi.MatrixRenderer} for figures of many pictures.
 */
@Export
@Version("1.0.0")
package org.pellucid.api.render.spi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
