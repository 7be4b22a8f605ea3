/**
 * Holds what an addition to the catalogue implements: a bundle registers a
 * {@link org.pellucid.api.download.spi.CatalogSource}.
 */
@Export
@Version("1.0.0")
package org.pellucid.api.download.spi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
