/**
 * Holds what the author of a kind of data set implements: a bundle registers a
 * {@link org.pellucid.api.dataset.spi.DatasetSource}.
 */
@Export
@Version("1.0.0")
package org.pellucid.api.dataset.spi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
