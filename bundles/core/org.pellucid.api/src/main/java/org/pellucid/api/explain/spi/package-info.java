/**
 * Holds what the author of an explanation method implements and is given: a bundle registers an
 * {@link org.pellucid.api.explain.spi.ExplainMethod}.
 */
@Export
@Version("1.0.0")
package org.pellucid.api.explain.spi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
