/**
 * Holds what the author of a metric implements and is given: a bundle registers a
 * {@link org.pellucid.api.evaluate.spi.Metric}.
 */
@Export
@Version("1.0.0")
package org.pellucid.api.evaluate.spi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
